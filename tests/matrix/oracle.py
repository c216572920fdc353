"""Who may see what of the four children. Read from design.md section 4 by a human; the code under test is not asked.

| child | where | coordinator | referent | emergency | team | referral | sharing | health | report |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| a | first structure | whole file | whole file | nothing | situation | that referral | named situation | as sharing, and the note | the report |
| b | second structure | nothing | nothing | nothing | nothing | nothing | nothing | nothing | nothing |
| c | third structure | until yesterday | until yesterday | nothing | until yesterday | nothing | withdrawn | withdrawn | until yesterday |
| d | first structure | whole file | nothing | whole file, 24 hours | nothing | nothing | nothing | nothing | nothing |

"sharing": the family agreed to share one domain of need with his institution: the name, that domain and no other.
"health": of the same institution, and named on the health note. "report": named on the safeguarding report, without any
other reason to know the child. Both read the file's number there, which says nothing.

Everybody else: nothing. The data protection officer reads the registers of all, by file number. The sensitive parts
(health, safeguarding) are the coordonnateur's and those named on them.
"""

from tests.matrix.cast import ADMINISTRATOR, Person
from tests.matrix.files import AGREED
from tests.matrix.marks import Mark

IN, OUT, YESTERDAY, SAME_STRUCTURE = "abcd"

GUARDED = ("PRE Health Note", "PRE Safeguarding Report")
REGISTERS = ("PRE Child Access", "PRE Access Trace", "PRE Emergency Access")
SITUATION = {
	"team": ("PRE Situation", "PRE Team Meeting"),
	"sharing": ("PRE Situation",),
	"health": ("PRE Situation", "PRE Health Note"),
	"report": ("PRE Safeguarding Report",),
}
NAMED_READERS = ("health", "report")
# What a situation tells of the diagnostic, the parcours and the referral, and where alone it tells it: its page, its
# sheet, and of the team's decisions the minutes of a meeting.
SITUATION_DOORS = ("app: access.situation.page.show", "app: desk.minutes.decisions", "print", "PDF")
SITUATION_TELLS = (
	"PRE Diagnostic Factor.observation",
	"PRE Diagnostic Need.need",
	"PRE Diagnostic Need.service",
	"PRE Diagnostic.child_word",
	"PRE Diagnostic.parents_word",
	"PRE Parcours Action.action_title",
	"PRE Parcours Action.planning",
	"PRE Parcours Objective.evaluation",
	"PRE Parcours Objective.objective",
	"PRE Referral Reason.observation",
	"PRE Team Decision.decision",
)
# What it tells besides to a partner with whom the family shares the domain; of the child, its name.
NAMED = ("sharing", "health")
NAME_DOORS = (*SITUATION_DOORS, "app: access.situation.page.names")
NAMES = ("PRE Child.first_name", "PRE Child.last_name")
NAMED_TELLS = (
	"PRE Diagnostic Need.need",
	"PRE Diagnostic Need.service",
	"PRE Parcours Action.action_title",
	"PRE Parcours Action.place",
	"PRE Parcours Action.planning",
	"PRE Parcours Objective.objective",
	"PRE Referral Reason.observation",
)
EXAMINATION = (
	"PRE Referral.criteria_title",
	"PRE Referral.decided_by",
	"PRE Referral.derogation_author",
	"PRE Referral.derogation_reason",
	"PRE Referral.fragility_noted",
)
DPO = "PRE Data Protection Officer"

WHOLE_FILE = {"coordinator": (IN, SAME_STRUCTURE), "referent": (IN,), "emergency": (SAME_STRUCTURE,)}
SITUATION_ONLY = dict.fromkeys(SITUATION, (IN,))


def may_see(person: Person, mark: Mark, own_referral: str, door: str = "") -> bool:
	"""Whether this person may be shown this, at this door. own_referral: that of the person "referral"."""
	if person.key == ADMINISTRATOR:
		return True
	if person.key == DPO:
		return (
			mark.doctype in REGISTERS
			or mark.where == "PRE Child Merge.merged_child"  # a number of a file, as the names are
			or (mark.where.startswith("name of ") and mark.doctype not in GUARDED)
		)
	if mark.child in WHOLE_FILE.get(person.key, ()):
		return mark.doctype not in GUARDED or person.key == "coordinator"
	if mark.child in SITUATION_ONLY.get(person.key, ()):
		return mark.doctype in SITUATION[person.key] or _told(person, mark, door)
	if mark.where in EXAMINATION or mark.where.startswith("PRE Referral Criterion."):
		return False  # the coordonnateur's, whoever referred
	return person.key == "referral" and mark.document == own_referral and mark.child == IN


def _told(person: Person, mark: Mark, door: str) -> bool:
	"""What the situation says of the file's other documents to a person; the number of the file to who reads a note."""
	if person.key in NAMED_READERS and mark.where == "name of PRE Child":
		return True
	if person.key in NAMED:
		return (door in NAME_DOORS and mark.where in NAMES) or (
			door in SITUATION_DOORS and mark.where in NAMED_TELLS and mark.domain == AGREED
		)
	return person.key == "team" and door in SITUATION_DOORS and mark.where in SITUATION_TELLS


def scope_of(person: Person) -> tuple[str, ...]:
	"""The children of whom this person may see something."""
	if person.key == ADMINISTRATOR:
		return (IN, OUT, YESTERDAY, SAME_STRUCTURE)
	if person.key == "referral":
		return (IN,)
	return WHOLE_FILE.get(person.key, ()) + SITUATION_ONLY.get(person.key, ())
