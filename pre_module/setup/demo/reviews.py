"""The reviews of the demo: at the start, every few months, at the exit, each held with the family on its day.

Past permissions: the demo's own documents, all fictitious.
"""

from collections.abc import Callable
from datetime import date, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.doctype.pre_parcours import versions
from pre_module.doctype.pre_parcours.document import TEXTS
from pre_module.rules.dates import add_months
from pre_module.rules.review import CRITERIA, EXIT, INTERIM, LEVELS_OF_GRID, SATISFACTION, START
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.ledger import noted
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.texts import load

EVERY = 4  # months between two reviews
ANSWERS = ("", *SATISFACTION, *SATISFACTION[:2], *SATISFACTION[:2])  # some aren't asked, most are satisfied
GIVEN_AGAIN = 15  # families that got their document anew after a review


def scale_of(plan: ChildPlan, number: int, day: date) -> dict:
	"""The five levels of an objective as the family and the référent wrote them, its weight and where the child is."""
	lot, voice = plan.lot(f"scale {number}"), plan.voice(f"scale {number}")
	voice.words["lui"] = "elle" if plan.sex == "Female" else "lui"
	sentences = lot.choice(load("reviews")["scales"])
	texts = {field: voice.say(text, day) for field, text in zip(_fields(), sentences, strict=True)}
	return {**texts, "weight": lot.choice((1, 1, 1, 2)), "start_level": lot.choice(("-2", "-2", "-1"))}


def _fields() -> list[str]:
	return [TEXTS[level] for level in sorted(TEXTS)]


def days_of_reviews(calendar, start: date, end: date, late: bool) -> list[date]:
	"""The start some days after the beginning, then one every few months, none in the last weeks."""
	last = min(end, calendar.today - timedelta(days=60 if late else 3))
	days = [calendar.working(start + timedelta(days=9))]
	months = 3
	while len(days) < 4:
		day = calendar.working(add_months(start, months))
		if day >= last - timedelta(days=20):
			break
		if day > days[-1] + timedelta(days=30):
			days.append(day)
		months += EVERY
	return [day for day in days if day <= last]


def review_events(
	desk: Desk, plan: ChildPlan, parcours: Document, end: date, late: bool, in_charge: Callable
) -> list[tuple[date, Callable]]:
	"""Each review with its day. late: the next one was planned for a day that has passed.

	in_charge: key of the account of the référent on a day.
	"""
	calendar, lot = desk.calendar, plan.lot("review days")
	days = days_of_reviews(calendar, plan.course.days["started"], end, late)
	following = [*days[1:], _planned(calendar, end, days[-1] if days else end, late, lot)]
	return [
		(day, _holding(desk, plan, parcours, number, day, planned, in_charge))
		for number, (day, planned) in enumerate(zip(days, following, strict=False))
	]


def _planned(calendar, end: date, last: date, late: bool, lot) -> date:
	"""The day planned at the last review: passed already, in the coming weeks, or after an end nobody foresaw."""
	if late:
		return max(calendar.today - timedelta(days=lot.randint(5, 40)), last + timedelta(days=1))
	return max(end, last) + timedelta(days=lot.randint(4, 80))


def _holding(desk, plan, parcours, number: int, day: date, planned: date, in_charge: Callable) -> Callable:
	def hold() -> None:
		desk.on(day, in_charge(parcours, day))
		_hold(desk, plan, parcours, INTERIM if number else START, day, number, planned)
		if number and desk.counted.setdefault("given again", 0) < GIVEN_AGAIN:
			desk.counted["given again"] += 1
			versions.give(parcours.name)

	return hold


def hold_exit(desk: Desk, plan: ChildPlan, parcours: Document, day: date, reason: str, who: str) -> None:
	"""The last review, on the day of the exit; where contact was lost, the family is told by letter."""
	desk.on(day, who)
	told = (
		{"family_informed_on": day, "family_informed_means": "Letter by Post"}
		if reason == "Lost Contact"
		else None
	)
	_hold(desk, plan, parcours, EXIT, day, 3, None, told)


def _hold(
	desk: Desk,
	plan: ChildPlan,
	parcours: Document,
	kind: str,
	day: date,
	number: int,
	planned: date | None,
	told: dict | None = None,
) -> None:
	words = load("reviews")
	voice = plan.voice(f"review {number}")
	lot = voice.lot
	absent = bool(told)
	people = [{"capacity": "Child", "person_name": plan.full_name}]
	if not absent:
		people.append({"capacity": "Parent", "person_name": plan.family.holders[0]})
	people.append({"capacity": "School", "person_name": plan.teacher})
	desk.insert(
		"PRE Review",
		docstatus=1,
		parcours=parcours.name,
		child=parcours.child,
		kind=kind,
		review_date=day,
		levels=[
			{
				"objective_code": objective.code,
				"level": _level(plan, objective, kind, number),
				"observation": voice.say(lot.choice(words["observations"]), day),
			}
			for objective in parcours.objectives
		],
		grid=[_criterion(voice, words, criterion, day, number) for criterion in CRITERIA],
		child_word=voice.say(lot.choice(words["child"]), day),
		parents_word="" if absent else lot.choice(words["parents"]),
		family_satisfaction="" if absent else plan.lot(f"satisfaction {number}").choice(ANSWERS),
		participants=people,
		decisions=lot.choice(words["exit_decisions" if kind == EXIT else "decisions"]),
		next_review_on=planned,
		**(told or {}),
	)
	parcours.reload()  # it shows the next review now


def _level(plan: ChildPlan, objective: Document, kind: str, number: int) -> str:
	"""Where the child started, then mostly better, sometimes not."""
	start = int(objective.start_level)
	if kind == START:
		return str(start)
	lot = plan.lot(f"level {objective.code}")  # one way for the child, a little further each time
	pace = lot.choice((0, 0.5, 0.8, 1, 1, 1.3))
	return str(max(-2, min(2, start + round(pace * number))))


def _criterion(voice, words: dict, criterion: str, day: date, number: int) -> dict:
	lot = voice.lot
	seen = day - timedelta(days=lot.randint(2, 20))
	return {
		"criterion": criterion,
		"level": LEVELS_OF_GRID[min(2, lot.choice((0, 1, 1)) + (number > 1))],
		"facts": voice.say(lot.choice(words["facts"][criterion]), seen, 10),
		"facts_on": seen,
		"source": lot.choice(words["sources"]),
		"appraisal": lot.choice(words["appraisals"]),
	}


def relay_of(desk: Desk, reason: str, day: date) -> dict:
	"""Who takes over, where existing services do."""
	situations = {
		"Objectives Met": "No Further Support Needed",
		"Relay by Existing Services": "Followed by Existing Services",
		"Moving House": "Followed by Another Programme",
		"Protection Measure": "Protection Measure Taken",
		"Lost Contact": "Not Known",
	}
	values = {"exit_situation": situations.get(reason)}
	if reason == "Relay by Existing Services":
		values |= {
			"relay_partner": desk.places["partner:centre"],
			"relay_passed_on": load("reviews")["passed_on"],
			"relay_family_agreed_on": getdate(day),
			"relay_accepted_on": getdate(day),
		}
	return values


def check_relays(desk: Desk) -> None:
	"""Half of the relays that are due were checked; the others wait, as in real life."""
	due = frappe.get_all(
		"PRE Parcours",
		# Frappe takes an empty date for the year 1: without « is set », parcours under way would be due.
		filters=[
			["name", "in", noted()["PRE Parcours"] or [""]],
			["relay_check_on", "is", "set"],
			["relay_check_on", "<", desk.calendar.today - timedelta(days=10)],
		],
		fields=["name", "relay_check_on"],
		order_by="name",
	)
	for row in due[::2]:
		day = getdate(row.relay_check_on) + timedelta(days=4)
		desk.on(day, "coordinator")
		parcours = frappe.get_doc("PRE Parcours", row.name)
		result = "Relay in Place" if parcours.relay_partner else "No Relay Needed"
		parcours.update({"relay_checked_on": day, "relay_check_result": result})
		parcours.save()
