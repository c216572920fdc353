"""What a meeting works out of its own lines: members, hours, quorum (R6)."""

from datetime import datetime, time

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, get_fullname, getdate

from pre_module.controllers.refusals import refuse
from pre_module.controllers.team import TEAM, period_of, quorum_of, rows_for, teams_on, time_of
from pre_module.rules.team import (
	NOT_MET,
	check_attendance,
	check_timetable,
	counted,
	minutes_over,
	needed,
	quorum_state,
	timetable,
)

HELD = "Held"


def take_team(meeting: Document) -> None:
	"""R6: the team in force on the day, and its members on a new meeting that names none."""
	day = getdate(meeting.meeting_date)
	if meeting.is_new() and not meeting.team:
		found = teams_on(meeting.structure, day)
		meeting.team = found[0] if len(found) == 1 else None
	if not meeting.team:
		return
	# Read past permissions: who works together; the caller of the meeting is asked by the controller.
	team = frappe.get_doc(TEAM, meeting.team)
	if meeting.has_value_changed("team") or meeting.has_value_changed("meeting_date"):
		if team.structure != meeting.structure or not period_of(team).contains(day):
			frappe.throw(_("This team is not one of the structure in force on the day of the meeting."))
	if meeting.is_new() and not meeting.members:
		meeting.extend("members", rows_for(team, day))
	if meeting.status != HELD:
		meeting.quorum_kind, meeting.quorum = team.quorum_kind, team.quorum


def follow_calendar(meeting: Document) -> None:
	"""A meeting moved in the calendar, which knows its moment only, takes that day and hour."""
	before = meeting.get_doc_before_save()
	if not before or not meeting.starts_on or not meeting.has_value_changed("starts_on"):
		return
	if meeting.has_value_changed("meeting_date") or meeting.has_value_changed("start_time"):
		return
	moment = get_datetime(meeting.starts_on)
	meeting.meeting_date = moment.date()
	if meeting.start_time not in (None, ""):
		meeting.start_time = moment.time()


def set_hours(meeting: Document) -> None:
	"""The hour of each situation, both ends (planned, by the agenda), and the moments for the calendar."""
	start, planned = time_of("Starts At", meeting.start_time), int(meeting.planned_minutes or 0)
	minutes = [max(int(row.minutes or 0), 0) for row in meeting.agenda]
	refuse(check_timetable(start, minutes, planned))
	hours, last = timetable(start, minutes) if start else ([None] * len(minutes), None)
	for row, hour in zip(meeting.agenda, hours, strict=True):
		row.starts_at = str(hour) if hour else None
	end = timetable(start, [planned])[1] if start and planned else None
	meeting.planned_end, meeting.agenda_end = (str(t) if t else None for t in (end, last))
	day = getdate(meeting.meeting_date)
	meeting.all_day = int(not start)
	meeting.starts_on = datetime.combine(day, start or time.min)
	meeting.ends_on = datetime.combine(day, max(end or time.min, last or time.min))


def over_by(meeting: Document) -> int:
	"""By how many minutes the agenda runs over the planned end; 0 where it fits."""
	last, end = time_of("Agenda", meeting.agenda_end), time_of("Planned End", meeting.planned_end)
	return max(minutes_over(last, end), 0) if last and end else 0


def note_attendance(meeting: Document) -> None:
	"""R6: who is there, and whether that is a quorum."""
	day, today = getdate(meeting.meeting_date), getdate()
	for row in meeting.members:
		if row.attendance != "Replaced":
			row.replaced_by = None
		refuse(check_attendance(get_fullname(row.user), row.attendance, row.replaced_by, day, today))
	quorum, attendances = quorum_of(meeting), [row.attendance for row in meeting.members]
	meeting.quorum_needed = needed(quorum, len(attendances))
	meeting.members_counted = counted(attendances)
	meeting.quorum_state = quorum_state(quorum, attendances)


def check_held(meeting: Document) -> None:
	"""A meeting to come has not been held."""
	if meeting.status == HELD and getdate(meeting.meeting_date) > getdate():
		frappe.throw(_("A meeting is noted as held from its day on."))


def tell_quorum(meeting: Document) -> None:
	"""R6: a clear notice, once, that too few members are there; what was said may be said, and the minutes say so."""
	if meeting.quorum_state == NOT_MET and meeting.has_value_changed("quorum_state"):
		frappe.msgprint(quorum_notice(meeting), title=_("Quorum Not Met"), indicator="orange")


def quorum_notice(meeting: Document) -> str:
	"""The sentence on a quorum that is not met."""
	return _("The quorum is not met: {0} members are there or replaced, {1} are needed of {2}.").format(
		meeting.members_counted, meeting.quorum_needed, len(meeting.members)
	)
