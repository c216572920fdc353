"""The catalogue of the demo: a dozen actions, their sessions over two school years, who came.

Past permissions: the demo's own documents, all fictitious.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.controllers.enrolments import is_agreed
from pre_module.controllers.planning import make_sessions
from pre_module.rules.dates import add_months
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.texts import load

MARKS = ("Present",) * 16 + ("Absent",) * 2 + ("Excused",)
SELDOM_SEEN = 5  # children who did not come to the last three sessions
LEADERS = ("Mme Sow", "M. Clavel", "Mme Garand", "M. Marzin", "Mme Vallon")


def make_catalogue(desk: Desk) -> None:
	"""The actions, and all their sessions, made from the planning as the button does."""
	calendar = desk.calendar
	desk.on(calendar.beginning, "coordinator")
	for number, values in enumerate(load("actions")):
		first = add_months(calendar.beginning, 8) if values["since"] == "last year" else calendar.year_start
		action = desk.insert(
			"PRE Action",
			**{
				key: values[key]
				for key in ("title", "need_domain", "mode", "place", "capacity", "cost", "description")
			},
			cost_unit="Session",
			structure=desk.places["structure"],
			provider=desk.places[f"partner:{values['provider']}"],
			from_date=first + timedelta(days=7),
			to_date=calendar.year_end - timedelta(days=50),
			planning=[_line(*line) for line in values["planning"]],
		)
		desk.places[f"action:{values['key']}"] = action.name
		desk.ledger.commit()
		make_sessions(action)
		for name in frappe.get_all("PRE Action Session", {"action": action.name}, pluck="name"):
			desk.ledger.add("PRE Action Session", name)
		frappe.db.set_value(
			"PRE Action Session", {"action": action.name}, "leader", LEADERS[number % len(LEADERS)]
		)


def lines_of_parcours(
	desk: Desk, plan: ChildPlan, domain: str, objective: str, start: date, end: date
) -> list[dict]:
	"""The group of the catalogue that serves an objective of a domain, as a line of the parcours."""
	age = plan.age(start)
	fitting = [
		a for a in load("actions") if a["need_domain"] == domain and a["ages"][0] <= age <= a["ages"][1]
	]
	return [
		{
			"action_title": values["title"],
			"objective_code": objective,
			"need_domain": domain,
			"mode": values["mode"],
			"provider": desk.places[f"partner:{values['provider']}"],
			"funded_by": "PRE",
			"from_date": start,
			"to_date": end,
			"planning": values["said"],
			"place": values["place"],
			"action": desk.places[f"action:{values['key']}"],
		}
		for values in fitting[:1]
	]


def enrolments(desk: Desk, parcours: Document, start: date, end: date) -> list[tuple[date, Callable]]:
	"""What follows the start of a parcours: the child is enrolled in each action of the catalogue that it names."""
	day = desk.calendar.working(start + timedelta(days=6))
	if not start <= day < end:
		return []
	names = [row.action for row in parcours.actions if row.action]

	def enrol():
		desk.on(day, "coordinator")
		for name in names:
			desk.insert("PRE Action Enrolment", child=parcours.child, action=name, parcours=parcours.name)

	return [(day, enrol)] if names else []


def hold_sessions(desk: Desk) -> None:
	"""Attendance of each session that was held, on its day; some children seldom come any more."""
	yesterday = desk.calendar.today - timedelta(days=1)
	sessions = frappe.get_all(
		"PRE Action Session",
		filters={"structure": desk.places["structure"], "session_date": ("<=", yesterday)},
		fields=["name", "action", "session_date"],
		order_by="session_date, start_time",
	)
	places = frappe.get_all(
		"PRE Action Enrolment",
		filters={"structure": desk.places["structure"], "enrolled_on": ("is", "set")},
		fields=["name", "child", "parcours", "action", "enrolled_on", "left_on"],
		order_by="name",
	)
	last = {a: [s.name for s in sessions if s.action == a][-3:] for a in {s.action for s in sessions}}
	seldom = [p.name for p in places if not p.left_on][:: max(1, len(places) // SELDOM_SEEN)]
	noted = Counter()
	for session in sessions:
		for place in [p for p in places if p.action == session.action and _expected(p, session.session_date)]:
			noted[place.action] += 1
			absent = place.name in seldom and session.name in last[session.action]
			_note(desk, session, place, "Absent" if absent else MARKS[(noted[place.action] * 7) % len(MARKS)])
		if not frappe.db.exists("PRE Attendance", {"session": session.name}):
			_cancel(desk, session)
		desk.ledger.commit()


def _expected(place, day: date) -> bool:
	until = place.left_on and getdate(place.left_on)
	return getdate(place.enrolled_on) <= day and (not until or day <= until)


def _note(desk: Desk, session, place, status: str) -> None:
	if is_agreed(place.child, place.parcours, session.session_date):
		desk.on(session.session_date, "coordinator")
		desk.insert("PRE Attendance", session=session.name, enrolment=place.name, status=status)


def _cancel(desk: Desk, session) -> None:
	"""Nobody was enrolled yet, or everybody's agreement had ended."""
	desk.on(session.session_date, "coordinator")
	doc = frappe.get_doc("PRE Action Session", session.name)
	doc.status, doc.cancellation_reason = "Cancelled", "Groupe non constitué à cette date."
	doc.save()


def _line(weekday: str, start: str, end: str, period: str) -> dict:
	return {"weekday": weekday, "start_time": f"{start}:00", "end_time": f"{end}:00", "period": period}
