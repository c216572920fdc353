"""Children who missed several sessions of an action in a row (R9): their family may be waiting for a word.

It counts sessions and says nothing of the child (P6); by name, as people look for them.
"""

import frappe
from frappe import _

from pre_module.desk.day.day import Day
from pre_module.desk.day.row import Row

KEY = "absences"
ENROLMENT = "PRE Action Enrolment"


def label() -> str:
	return _("Absent Several Times in a Row")


def empty() -> str:
	return _("No child in your charge missed several sessions in a row.")


def rows(day: Day) -> list[Row]:
	"""A line for each action that a child in charge no longer comes to."""
	# get_list: enrolments that the person may see.
	found = frappe.get_list(
		ENROLMENT,
		filters={
			"child": ("in", list(day.children) or [""]),
			"status": "Enrolled",
			"absence_alert": 1,
		},
		fields=["name", "child", "action_title", "absences_in_a_row"],
		limit_page_length=0,
	)
	lines = [
		Row(
			text=_("{0}: absent {1} times in a row").format(row.action_title, row.absences_in_a_row),
			doctype=ENROLMENT,
			name=row.name,
			child=row.child,
			title=day.title(row.child),
		)
		for row in found
	]
	return sorted(lines, key=lambda row: (row.title, row.name))
