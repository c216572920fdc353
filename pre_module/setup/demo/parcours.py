"""The parcours of the demo, lived from the draft to the exit."""

from collections.abc import Callable
from datetime import date, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.rules.dates import add_months
from pre_module.setup.demo.accounts import email_of
from pre_module.setup.demo.actions import enrolments, lines_of_parcours
from pre_module.setup.demo.agreements import agree, renew, withdraw
from pre_module.setup.demo.children import entrust
from pre_module.setup.demo.contracts import REFERENTS, contract_key, referent_of
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.diagnostics import is_covered, threads_of
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.requests import a_place_comes_free
from pre_module.setup.demo.reviews import hold_exit, relay_of, review_events, scale_of
from pre_module.setup.demo.texts import load

EXIT_WEIGHTS = {
	"Objectives Met": 9,
	"Relay by Existing Services": 4,
	"Moving House": 3,
	"Family's Wish": 3,
	"Lost Contact": 2,
	"Protection Measure": 1,
	"Other Reason": 1,
}
BY_WITHDRAWAL = 4  # of the suspended parcours, how many are so because an agreement was withdrawn
LATE_REVIEWS = 9
HANDED_OVER = 5
COVERED_MEANWHILE = 6  # parcours under way for which a service covers a need by now (R2)


def accompany(desk: Desk, plan: ChildPlan, child: Document, diagnostic: str) -> Document:
	"""The parcours as far as it went."""
	days = plan.course.days
	entrust(desk, plan, child.name, days["drafted"])
	parcours = _draft(desk, plan, child.name, diagnostic)
	if plan.course.has("proposed"):
		entrust(desk, plan, child.name, days["proposed"])
		desk.move(parcours, "Proposed")
	if plan.course.has("approved"):
		entrust(desk, plan, child.name, days["approved"])
		agree(desk, plan, child.name, "Parcours", days["approved"])
		parcours.family_approved_on = days["approved"]
		parcours.family_approved_by = plan.family.holders[0]
		parcours.family_word = plan.voice("approval").choose("family_approval", days["approved"])
		desk.move(parcours, "Approved")
	if plan.course.has("started"):
		_start(desk, plan, parcours)
		for _day, event in sorted(_events(desk, plan, child, parcours), key=lambda e: e[0]):
			event()
	if plan.course.stage == "abandoned":
		desk.on(desk.calendar.working(days["proposed"] + timedelta(days=25)), "coordinator")
		parcours.exit_reason, parcours.exit_comment = (
			"Family's Wish",
			load("words")["exits"]["Family's Wish"][0],
		)
		desk.move(parcours, "Closed")
	return parcours


def _draft(desk: Desk, plan: ChildPlan, child: str, diagnostic: str) -> Document:
	day = plan.course.days["drafted"]
	voice, lot = plan.voice("parcours"), plan.lot("parcours")
	start = desk.calendar.working(day + timedelta(days=30))
	end = min(desk.calendar.year_end, add_months(start, 9))
	objectives, actions = [], []
	kept = [thread for number, thread in enumerate(threads_of(plan)) if not is_covered(plan, number)]
	for number, (name, thread) in enumerate(kept, 1):
		objectives.append(
			{
				"code": f"O{number}",
				"objective": voice.say(thread["objective"], day),
				"need_domain": name,
				"evaluation": voice.say(thread["evaluation"], day),
				"target_date": end,
				**scale_of(plan, number, day),
			}
		)
		for action in thread["actions"]:
			actions.append(
				{
					"action_title": action["title"],
					"objective_code": f"O{number}",
					"need_domain": name,
					"mode": action["mode"],
					"provider": desk.places[f"partner:{action['provider']}"],
					"funded_by": lot.choice(("PRE", "PRE", "PRE", "Existing Services")),
					"from_date": start,
					"to_date": end,
					"planning": action["planning"],
					"place": action["place"],
					"planned_hours": action["hours"],
				}
			)
		actions += lines_of_parcours(desk, plan, name, f"O{number}", start, end)
	return desk.insert(
		"PRE Parcours",
		child=child,
		diagnostic=diagnostic,
		planned_start=start,
		planned_end=end,
		objectives=objectives,
		actions=actions,
	)


def _start(desk: Desk, plan: ChildPlan, parcours: Document) -> None:
	day, referent = plan.course.days["started"], referent_of(plan)
	desk.on(day, "coordinator")
	_put_in_charge(desk, parcours, referent, day)
	desk.move(parcours, "Active")


def _put_in_charge(desk: Desk, parcours: Document, referent: str, day: date) -> None:
	contract = desk.places[f"contract:{contract_key(referent, day, desk)}"]
	parcours.append("referents", {"referent": email_of(referent), "contract": contract, "from_date": day})


def _in_charge(parcours: Document, day: date) -> str:
	"""Key of the account of the référent who has the child that day."""
	line = [row for row in parcours.referents if getdate(row.from_date) <= day][-1]
	return next(key for key in REFERENTS if email_of(key) == line.referent)


def _events(desk: Desk, plan: ChildPlan, child: Document, parcours: Document) -> list[tuple[date, Callable]]:
	"""What happened after the start, each with its day."""
	calendar, start = desk.calendar, plan.course.days["started"]
	lot = plan.lot("events")
	end = _end(plan, calendar, start, lot)
	renewed = calendar.year_start - timedelta(days=1)
	events = enrolments(desk, parcours, start, end)
	open_then = start <= renewed and (plan.course.stage == "suspended" or renewed < end)
	if referent_of(plan) == "referent1" and open_then:
		day = calendar.working(renewed)
		events.append(
			(day, lambda: _hand_over(desk, parcours, "referent1", renewed + timedelta(days=1), day))
		)
	changes = plan.course.stage == "active" and referent_of(plan) == "referent3"
	if changes and _is_among(desk, "handed over", HANDED_OVER, start < end - timedelta(days=90)):
		day = calendar.working(start + timedelta(days=70))
		events.append((day, lambda: _hand_over(desk, parcours, "referent2", day + timedelta(days=1), day)))
	late = plan.course.stage == "active" and _is_among(
		desk, "late", LATE_REVIEWS, start < calendar.today - timedelta(days=100)
	)
	events += review_events(desk, plan, parcours, end, late, _in_charge)
	if plan.course.stage == "active":
		events.append((end, lambda: renew(desk, plan, child, calendar.today)))
		if _is_among(desk, "covered meanwhile", COVERED_MEANWHILE, start < end - timedelta(days=60)):
			day = calendar.working(end - timedelta(days=20))
			events.append((day, lambda: _a_place_comes_free(desk, parcours, day)))
	elif plan.course.stage == "suspended":
		by_family = _is_among(desk, "withdrawn", BY_WITHDRAWAL, True)
		events.append((end, lambda: _suspend(desk, plan, child, parcours, end, by_family)))
	else:
		events.append((end, lambda: _close(desk, plan, parcours, end, lot)))
	return events


def _end(plan: ChildPlan, calendar, start: date, lot) -> date:
	"""Day of the suspension or of the exit; today for a parcours that goes on."""
	if plan.course.stage == "active":
		return calendar.today
	latest = (calendar.today - start).days - 3
	return calendar.working(start + timedelta(days=lot.randint(min(50, latest), min(300, latest))))


def _is_among(desk: Desk, what: str, count: int, fits: bool) -> bool:
	"""Whether this one is among the first `count` that fit."""
	if not fits or desk.counted.get(what, 0) >= count:
		return False
	desk.counted[what] = desk.counted.get(what, 0) + 1
	return True


def _a_place_comes_free(desk: Desk, parcours: Document, day: date) -> None:
	desk.on(day, _in_charge(parcours, day))
	a_place_comes_free(parcours.child, day)


def _hand_over(desk: Desk, parcours: Document, referent: str, from_day: date, day: date) -> None:
	"""R5: the next référent or contract takes over, the day after the one before ends."""
	desk.on(day, "coordinator")
	parcours.reload()  # a withdrawal may have suspended it meanwhile
	parcours.referents[-1].to_date = from_day - timedelta(days=1)
	_put_in_charge(desk, parcours, referent, from_day)
	parcours.save()


def _suspend(
	desk: Desk, plan: ChildPlan, child: Document, parcours: Document, day: date, by_family: bool
) -> None:
	if by_family:
		withdraw(desk, plan, child.name, "Parcours", day)
		return
	desk.on(day, _in_charge(parcours, day))
	parcours.reload()  # a review may have moved its next one
	parcours.suspension_reason = plan.voice("suspension").choose("suspension", day)
	if day > desk.calendar.today - timedelta(days=20):
		parcours.expected_resumption_on = day + timedelta(days=45)
	desk.move(parcours, "Suspended")


def _close(desk: Desk, plan: ChildPlan, parcours: Document, day: date, lot) -> None:
	reasons = [r for r in EXIT_WEIGHTS if frappe.db.exists("PRE Exit Reason", r)]
	reason = lot.choices(reasons, [EXIT_WEIGHTS[r] for r in reasons])[0]
	if plan.age(getdate(day)) >= 16:
		reason = "Age Limit"
	hold_exit(desk, plan, parcours, day, reason, _in_charge(parcours, day))
	desk.on(day, "coordinator")
	parcours.exit_reason = reason
	parcours.update(relay_of(desk, reason, day))
	parcours.exit_comment = lot.choice(load("words")["exits"][reason])
	desk.move(parcours, "Closed")
