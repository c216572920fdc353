"""Sessions of the day of the actions that the children in charge go to (R9), and where to note who came."""

import frappe
from frappe import _
from frappe.utils import format_time, getdate

from pre_module.controllers.attendances import expected_on
from pre_module.desk.day.day import Day
from pre_module.desk.day.row import Row

KEY = "sessions"
ENROLMENT, SESSION = "PRE Action Enrolment", "PRE Action Session"


def label() -> str:
	return _("Sessions of the Day")


def empty() -> str:
	return _("No session today for the children in your charge.")


def rows(day: Day) -> list[Row]:
	"""By their hour, each with the children in charge who are expected: those of the attendance sheet."""
	# get_list: enrolments that the person may see.
	enrolled = frappe.get_list(
		ENROLMENT,
		filters={"child": ("in", list(day.children) or [""]), **expected_on(day.today)},
		fields=["action", "child", "left_on"],
		limit_page_length=0,
	)
	expected: dict[str, set[str]] = {}
	for row in enrolled:
		if row.left_on and getdate(row.left_on) < day.today:
			continue
		expected.setdefault(row.action, set()).add(row.child)
	sessions = frappe.get_list(
		SESSION,
		filters={
			"action": ("in", list(expected) or [""]),
			"session_date": day.today,
			"status": ("!=", "Cancelled"),
		},
		fields=["name", "action", "action_title", "start_time", "end_time", "place"],
		order_by="start_time, name",
		limit_page_length=0,
	)
	return [
		Row(
			text=_text(session),
			doctype=SESSION,
			name=session.name,
			title=", ".join(sorted(day.title(child) for child in expected[session.action])),
			on=day.today,
		)
		for session in sessions
	]


def _text(session) -> str:
	hours = _("{0} to {1}").format(
		format_time(session.start_time, "HH:mm"), format_time(session.end_time, "HH:mm")
	)
	return ", ".join(filter(None, (session.action_title, hours, session.place)))
