"""The diagnostics of the demo: crossed views, factors, needs with the droit commun that was asked (R7)."""

from datetime import date, timedelta

import frappe
from frappe.model.document import Document

from pre_module.controllers.droit_commun import delay
from pre_module.rules.diagnostic import DIFFICULTY, FACTOR_FAMILIES, STRENGTH
from pre_module.setup.demo.children import entrust
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.referrals import reasons_of
from pre_module.setup.demo.requests import ask_others
from pre_module.setup.demo.texts import fitting_thread, load

OTHER_ACTORS = (
	("Social Service", "mds"),
	("Association", "centre"),
	("Health", "cmp"),
	("Association", "devoirs"),
)
ANSWERS = ("Waiting List", "Insufficient", "None", "Awaited")


def threads_of(plan: ChildPlan) -> list[tuple[str, dict]]:
	"""For each domain of difficulty: what is needed, what was asked, what the parcours would do."""
	lot, day = plan.lot("threads"), plan.course.days["received"]
	return [(name, fitting_thread(lot, name, plan.age(day))) for name in reasons_of(plan)]


def diagnose(desk: Desk, plan: ChildPlan, child: str, referral: str) -> Document:
	"""The diagnostic as far as it went."""
	days = plan.course.days
	entrust(desk, plan, child, days["diagnosed"])
	diagnostic = desk.insert(
		"PRE Diagnostic",
		child=child,
		referral=referral,
		diagnostic_date=days["diagnosed"],
		views=_views(desk, plan, days["diagnosed"])[:2],
		factors=[],
	)
	if plan.course.has("reviewed"):
		entrust(desk, plan, child, days["reviewed"])
		_complete(desk, plan, diagnostic, days["reviewed"])
		desk.move(diagnostic, "In Review")
		ask_others(desk, plan, diagnostic, days["reviewed"])
	if plan.course.has("validated"):
		desk.on(days["validated"], "coordinator")
		desk.move(diagnostic, "Validated")
	return diagnostic


def _complete(desk: Desk, plan: ChildPlan, diagnostic: Document, day: date) -> None:
	voice = plan.voice("diagnostic")
	diagnostic.set("views", [])
	for row in _views(desk, plan, plan.course.days["diagnosed"], until=day):
		diagnostic.append("views", row)
	for row in _factors(plan, day):
		diagnostic.append("factors", row)
	for row in _needs(desk, plan, plan.course.days["diagnosed"]):
		diagnostic.append("needs", row)
	diagnostic.child_word = voice.choose("child", day)
	diagnostic.parents_word = voice.choose("parents", day)
	diagnostic.strengths = voice.choose("strengths", day)
	diagnostic.summary = voice.choose("summaries", day)


def _views(desk: Desk, plan: ChildPlan, day: date, until: date | None = None) -> list[dict]:
	"""The family, the school, one more actor; each heard on a day up to `until`."""
	lot, voice = plan.lot("views"), plan.voice("views")
	second = desk.calendar.working(day + timedelta(days=6)) if until else day
	school = plan.schooling[-1][1] if plan.schooling else None
	actor, key = lot.choice(OTHER_ACTORS)
	return [
		{
			"actor": "Family",
			"person": plan.family.holders[0],
			"heard_on": day,
			"view": voice.choose("family_views", day),
		},
		{
			"actor": "School",
			"partner": desk.places.get(f"partner:{school}"),
			"person": plan.teacher,
			"heard_on": day,
			"view": voice.choose("school_views", day),
		},
		{
			"actor": actor,
			"partner": desk.places[f"partner:{key}"],
			"person": load("places")["partners"][key]["people"][0][0],
			"heard_on": min(second, until or day),
			"view": voice.choose("other_views", day),
		},
	]


def _factors(plan: ChildPlan, day: date) -> list[dict]:
	"""One factor of each family, two of the child's own development; at least one strength and one difficulty."""
	lot, voice = plan.lot("factors"), plan.voice("factors")
	known = load("factors")
	rows = []
	for number, family in enumerate(FACTOR_FAMILIES):
		# The reference list of the site: factors it added have no sentences here.
		names = [
			f for f in frappe.get_all("PRE Factor", {"factor_family": family}, pluck="name") if f in known
		]
		for name in lot.sample(sorted(names), 2 if number == 1 else 1):
			nature = (
				(STRENGTH, DIFFICULTY)[len(rows)] if len(rows) < 2 else lot.choice((STRENGTH, DIFFICULTY))
			)
			text = voice.say(lot.choice(known[name][nature]), day)
			rows.append({"factor": name, "nature": nature, "observation": text})
	return rows


def _needs(desk: Desk, plan: ChildPlan, day: date) -> list[dict]:
	"""Each need and the service that was asked; of several, one may be covered and so leaves the parcours."""
	lot, voice = plan.lot("needs"), plan.voice("needs")
	rows = []
	for number, (name, thread) in enumerate(threads_of(plan)):
		answer = "Covered" if is_covered(plan, number) else lot.choice(ANSWERS)
		asked = desk.calendar.working(day - timedelta(days=lot.randint(3, 25)))
		if answer == "Awaited" and plan.course.has("drafted"):
			# For long enough to be a gap on the day on which the parcours is drafted (R2).
			asked = min(asked, plan.course.days["drafted"] - timedelta(days=delay() + lot.randint(3, 9)))
		answered = (
			None if answer == "Awaited" else desk.calendar.working(day - timedelta(days=lot.randint(0, 2)))
		)
		rows.append(
			{
				"need_domain": name,
				"need": voice.say(thread["need"], day),
				"service": thread["service"],
				"asked_on": asked,
				"answer": answer,
				"answered_on": answered,
			}
		)
	return rows


def is_covered(plan: ChildPlan, number: int) -> bool:
	"""R2: whether the need of that number found its answer in the droit commun; the first one never did."""
	return number > 0 and plan.lot(f"covered {number}").random() < 0.3
