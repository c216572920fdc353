"""The referrals of the demo: received, examined with the file of the child, decided."""

from datetime import date, timedelta

from frappe.model.document import Document

from pre_module.setup.demo.children import make_file
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.requests import the_relay_answers
from pre_module.setup.demo.texts import domain, load, pick_domains

PARTNERS = {
	"Social Service": ("mds", "caf"),
	"Health": ("cmp", "ortho"),
	"Association": ("devoirs", "parents", "centre"),
	"Other": ("ville",),
}
ACCOUNTS = {"ele1": "school", "devoirs": "association"}
DECISIONS = {"redirected": "Redirected", "declined": "Declined", "withdrawn": "Withdrawn"}


def refer(desk: Desk, plan: ChildPlan) -> tuple[Document, Document | None]:
	"""The referral as far as it went, and the child's file if there is one."""
	referral = _receive(desk, plan)
	child = None
	days = plan.course.days
	if plan.course.has("examined"):
		if plan.has_file:
			child = make_file(desk, plan, days["examined"])
			referral.child = child.name
		desk.on(days["examined"], "coordinator")
		desk.move(referral, "Under Review")
	if plan.course.has("decided"):
		desk.on(days["decided"], "coordinator")
		_decide(plan, referral, desk)
	return referral, child


def _receive(desk: Desk, plan: ChildPlan) -> Document:
	lot, day = plan.lot("referral"), plan.course.days["received"]
	voice = plan.voice("referral")
	school, level = plan.school_on(_year(desk, day))
	partner = _partner(plan, school, lot)
	desk.on(day, ACCOUNTS.get(partner, "coordinator"))
	informed = lot.random() < 0.85
	guardian = plan.family.guardians[0]
	return desk.insert(
		"PRE Referral",
		received_on=day,
		origin=plan.origin,
		partner=desk.places[f"partner:{partner}"] if partner else None,
		referrer_name=plan.teacher if plan.origin == "School" else _referrer(plan, partner),
		structure=desk.places["structure"],
		child_first_name=plan.first_name,
		child_last_name=plan.last_name,
		birth_date=plan.birth_date,
		sex=plan.sex,
		school=desk.places.get(f"school:{school}"),
		class_level=level or None,
		territory=desk.places.get(f"territory:{plan.family.zone}"),
		guardian_name=f"{guardian['first_name']} {guardian['last_name']}",
		guardian_phone=guardian.get("phone"),
		family_informed=int(informed),
		family_informed_on=desk.calendar.working(day - timedelta(days=2)) if informed else None,
		family_word=voice.choose("parents", day) if informed and lot.random() < 0.5 else None,
		reasons=[
			{"need_domain": name, "observation": voice.say(lot.choice(domain(name)["observations"]), day)}
			for name in reasons_of(plan)
		],
		actions_tried=voice.choose("actions_tried", day),
	)


def reasons_of(plan: ChildPlan) -> list[str]:
	"""The domains of difficulty of a child, one to three."""
	lot = plan.lot("reasons")
	return pick_domains(lot, lot.choices((1, 2, 3), (45, 40, 15))[0])


def _decide(plan: ChildPlan, referral: Document, desk: Desk) -> None:
	lot = plan.lot("decision")
	voice, day = plan.voice("decision"), plan.course.days["decided"]
	status = DECISIONS.get(plan.course.stage, "Accepted")
	if status in ("Accepted", "Declined"):
		_answer_criteria(plan, referral, lot, accepted=status == "Accepted")
	if status == "Redirected":
		relay = lot.choice(load("words")["redirected"])
		referral.redirected_to, referral.decision_reason = relay["to"], relay["reason"]
	else:
		referral.decision_reason = voice.choose(status.lower(), day)
	if plan.derogation:
		referral.derogation = 1
		referral.derogation_reason = voice.choose("derogation", day)
	desk.move(referral, status)
	if status == "Redirected":
		the_relay_answers(desk, plan, referral)


def _answer_criteria(plan: ChildPlan, referral: Document, lot, *, accepted: bool) -> None:
	signs = [row for row in referral.criteria if row.fragility_sign]
	met = set(lot.sample(range(len(signs)), lot.randint(1, 3))) if accepted else set()
	for row in referral.criteria:
		inside = not plan.derogation and row not in signs
		row.met = "Yes" if inside or (row in signs and signs.index(row) in met) else "No"
		row.comment = lot.choice(load("words")["comments"]) if row.met == "Yes" else ""


def _partner(plan: ChildPlan, school: str | None, lot) -> str | None:
	if plan.origin == "School":
		return school if school in load("places")["partners"] else None
	return lot.choice(PARTNERS[plan.origin]) if plan.origin in PARTNERS else None


def _referrer(plan: ChildPlan, partner: str | None) -> str:
	if partner:
		return load("places")["partners"][partner]["people"][0][0]
	guardian = plan.family.guardians[0]
	return f"{guardian['first_name']} {guardian['last_name']}"


def _year(desk: Desk, day: date) -> str:
	return desk.calendar.this_year if day >= desk.calendar.year_start else desk.calendar.last_year
