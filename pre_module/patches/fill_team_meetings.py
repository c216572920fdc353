"""PRE Team Meeting: hours, quorum and what became of each situation, on the meetings that were there before."""

import frappe

from pre_module.controllers.team_meeting import HELD, note_attendance, set_hours

MEETING, ITEM = "PRE Team Meeting", "PRE Team Meeting Item"
WORKED_OUT = (
	"planned_end",
	"agenda_end",
	"starts_on",
	"ends_on",
	"all_day",
	"quorum_needed",
	"members_counted",
	"quorum_state",
)


def execute() -> None:
	"""Work out what a save would; harmless when it is stopped and run again.

	The agenda of a meeting that was held counts as examined (F20): nothing said otherwise then.
	"""
	# The patch of an upgrade acts for nobody; a meeting holds no name.
	for name in frappe.get_all(MEETING, filters={"starts_on": ("is", "not set")}, pluck="name"):
		meeting = frappe.get_doc(MEETING, name)
		try:
			set_hours(meeting)
			note_attendance(meeting)
		except frappe.ValidationError:
			frappe.clear_last_message()
			continue  # hours that a save would refuse too: whoever opens the meeting is told
		for row in meeting.agenda:
			values = {"starts_at": row.starts_at}
			if meeting.status == HELD:
				values["status"] = "Examined"
			frappe.db.set_value(ITEM, row.name, values, update_modified=False)
		frappe.db.set_value(
			MEETING, name, {field: meeting.get(field) for field in WORKED_OUT}, update_modified=False
		)
