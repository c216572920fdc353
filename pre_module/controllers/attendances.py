"""What a noted attendance changes beside it: the session is held, the absences in a row are counted again (R9)."""

import frappe
from frappe.utils import getdate

from pre_module.rules.attendance import absences_in_a_row

ENROLMENT, SESSION, ATTENDANCE = "PRE Action Enrolment", "PRE Action Session", "PRE Attendance"


def name_of(session: str, child: str) -> str:
	"""The name of a child's attendance at a session: there can't be two.

	One that was noted in a file merged since bears the number of that file.
	"""
	# Its name alone, for the record that is written.
	noted = frappe.db.get_value(ATTENDANCE, {"session": session, "child": child})
	return noted or f"{session}-{child}"


def hold(session: str) -> None:
	"""A session of which attendance is noted was held."""
	# Of a session, not of a child: whoever may note attendance.
	if frappe.db.get_value(SESSION, session, "status") == "Planned":
		doc = frappe.get_doc(SESSION, session, for_update=True)
		doc.status = "Held"
		doc.save(ignore_permissions=True)  # attendance says so, whoever may note it


def recount(enrolment: str) -> None:
	"""Count the absences in a row of a child in an action; the référent is told by an alert when they are too many."""
	# Whoever noted: the count is the enrolment's, and not returned.
	statuses = frappe.get_all(
		ATTENDANCE,
		filters={"enrolment": enrolment},
		order_by="session_date, start_time, name",
		pluck="status",
	)
	row = absences_in_a_row(statuses)
	alert = int(row >= absences_to_tell())
	there = frappe.db.get_value(ENROLMENT, enrolment, ["absences_in_a_row", "absence_alert"])
	if there is None or there == (row, alert):
		return
	doc = frappe.get_doc(ENROLMENT, enrolment, for_update=True)
	doc.absences_in_a_row, doc.absence_alert, doc.flags.by_server = row, alert, True
	doc.save(ignore_permissions=True)  # counted by a rule, whoever noted


def absences_to_tell() -> int:
	"""From how many absences in a row on the référent is told (PRE Settings)."""
	return frappe.get_cached_doc("PRE Settings").absences_to_tell or 3


def expected_on(day) -> dict:
	"""The filters of the enrolments that a session of that day expects; those who left since are among them."""
	return {"enrolled_on": ("<=", getdate(day)), "status": ("in", ("Enrolled", "Left"))}
