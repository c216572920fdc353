"""Who may see what of the four children. Read from design.md section 4 by a human; the code under test is not asked.

| child | where | coordinator | referent | emergency | team | referral | sharing |
| --- | --- | --- | --- | --- | --- | --- | --- |
| a | first structure | whole file | whole file | nothing | situation | that referral | situation |
| b | second structure | nothing | nothing | nothing | nothing | nothing | nothing |
| c | third structure | until yesterday | until yesterday | nothing | until yesterday | nothing | until yesterday |
| d | first structure | whole file | nothing | whole file, 24 hours | nothing | nothing | nothing |

Everybody else: nothing. The data protection officer reads the registers of all, by file number. The sensitive parts
(health, safeguarding) are the coordonnateur's and those named on them, whom this world has none of.
"""

from tests.matrix.cast import ADMINISTRATOR, Person
from tests.matrix.marks import Mark

IN, OUT, YESTERDAY, SAME_STRUCTURE = "abcd"

GUARDED = ("PRE Health Note", "PRE Safeguarding Report")
REGISTERS = ("PRE Child Access", "PRE Access Trace", "PRE Emergency Access")
SITUATION = {"team": ("PRE Situation", "PRE Team Meeting"), "sharing": ("PRE Situation",)}
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
DPO = "PRE Data Protection Officer"

WHOLE_FILE = {"coordinator": (IN, SAME_STRUCTURE), "referent": (IN,), "emergency": (SAME_STRUCTURE,)}
SITUATION_ONLY = {"team": (IN,), "sharing": (IN,)}


def may_see(person: Person, mark: Mark, own_referral: str, door: str = "") -> bool:
	"""Whether this person may be shown this, at this door. own_referral: that of the person "referral"."""
	if person.key == ADMINISTRATOR:
		return True
	if person.key == DPO:
		return mark.doctype in REGISTERS or (
			mark.where.startswith("name of ") and mark.doctype not in GUARDED
		)
	if mark.child in WHOLE_FILE.get(person.key, ()):
		return mark.doctype not in GUARDED or person.key == "coordinator"
	if mark.child in SITUATION_ONLY.get(person.key, ()):
		return mark.doctype in SITUATION[person.key] or (
			door in SITUATION_DOORS and mark.where in SITUATION_TELLS
		)
	return person.key == "referral" and mark.document == own_referral and mark.child == IN


def scope_of(person: Person) -> tuple[str, ...]:
	"""The children of whom this person may see something."""
	if person.key == ADMINISTRATOR:
		return (IN, OUT, YESTERDAY, SAME_STRUCTURE)
	if person.key == "referral":
		return (IN,)
	return WHOLE_FILE.get(person.key, ()) + SITUATION_ONLY.get(person.key, ())
