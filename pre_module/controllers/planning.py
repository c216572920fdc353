"""The sessions of an action, made from its planning: as often as one likes, never twice (R9)."""

from collections.abc import Callable
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.controllers.school_calendar import calendars, clock, zone_of
from pre_module.rules.dates import Period
from pre_module.rules.schedule import WEEKDAYS, Line, Plan, Planned, plan

BATCH = 25  # sessions between two commits
SESSION = "PRE Action Session"


@dataclass
class Made:
	"""What one making did. unknown: days left out, for want of the school calendar."""

	created: int = 0
	removed: int = 0
	unchanged: int = 0
	unknown: Period | None = None


def lines_of(action: Document) -> list[Line]:
	"""The planning of an action as the rules read it; a line without a zone has that of the structure."""
	zone = zone_of(action.structure)
	return [
		Line(
			WEEKDAYS.index(row.weekday),
			clock(row.start_time),
			clock(row.end_time),
			row.period,
			row.zone or zone,
			row.reason or "",
		)
		for row in action.planning
		# Frappe names the rows that lack something, or say another weekday, right after.
		if row.weekday in WEEKDAYS and row.start_time and row.end_time
	]


def plan_of(action: Document) -> Plan:
	"""What the planning of an action asks for today."""
	period = Period(getdate(action.from_date), getdate(action.to_date))
	lines = lines_of(action)
	return plan(lines, period, calendars([line.zone for line in lines], period))


def slot_of(action: str, planned: Planned) -> str:
	"""What a session was made for; unique, so that nothing makes it a second time."""
	return f"{action} {planned.day.isoformat()} {planned.start:%H:%M}"


def make_sessions(action: Document, on_progress: Callable[[float], None] | None = None) -> Made:
	"""Make the sessions that are missing, and remove those to come that the planning no longer has.

	Removed: only what the planning made, still planned, not yet held, with nobody's attendance. A session that was
	moved or cancelled stays as people left it, and is not made again on its first day. Committed batch by batch: for a
	background job or a command; one that is killed is taken up where it was. Written with the rights of whoever asks.
	"""
	wanted = plan_of(action)
	made = Made(unknown=wanted.unknown)
	# Days and hours of the action's sessions; whoever may make them may know them.
	there = set(frappe.get_all(SESSION, filters={"action": action.name}, pluck="slot"))
	for number, planned in enumerate(wanted.sessions, 1):
		if slot_of(action.name, planned) in there:
			made.unchanged += 1
		elif _make_one(action, planned):
			made.created += 1
		if number % BATCH == 0:
			frappe.db.commit()  # of a job, never of a request
			if on_progress:
				on_progress(number / len(wanted.sessions))
	made.removed = _remove_others(action, {slot_of(action.name, p) for p in wanted.sessions}, wanted.unknown)
	frappe.db.commit()
	return made


def _make_one(action: Document, planned: Planned) -> bool:
	"""One session; False where another making wrote it at the same time."""
	session = frappe.new_doc(SESSION)
	session.update(
		{
			"action": action.name,
			"session_date": planned.day,
			"start_time": planned.start.isoformat(),
			"end_time": planned.end.isoformat(),
			"out_of_hours_reason": planned.reason,
			"zone": planned.zone,
		}
	)
	session.flags.by_planning = True
	frappe.db.savepoint("planned_session")
	try:
		session.insert()
	except frappe.UniqueValidationError:
		frappe.db.rollback(save_point="planned_session")
		frappe.clear_messages()
		return False
	return True


def _remove_others(action: Document, wanted: set[str], unknown: Period | None) -> int:
	removed = 0
	# Sessions of an action, of no child, for who may write it.
	for row in frappe.get_all(
		SESSION,
		filters={
			"action": action.name,
			"by_planning": 1,
			"status": "Planned",
			"session_date": (">", getdate()),
			"slot": ("not in", list(wanted) or [""]),
		},
		fields=["name", "session_date", "start_time", "slot"],
	):
		start = clock(row.start_time)
		moved = row.slot != slot_of(action.name, Planned(row.session_date, start, start))
		if moved or (unknown and unknown.contains(row.session_date)):
			continue
		if not frappe.db.exists("PRE Attendance", {"session": row.name}):
			frappe.delete_doc(SESSION, row.name)
			removed += 1
	return removed


def said(made: Made) -> str:
	"""What a making did, in the reader's language."""
	sentences = [
		_("{0} sessions made, {1} there already, {2} removed.").format(
			made.created, made.unchanged, made.removed
		)
	]
	if made.unknown:
		sentences.append(
			_(
				"No school holidays are entered for days from {0} to {1}: no session of school weeks or holidays there."
			).format(frappe.utils.formatdate(made.unknown.start), frappe.utils.formatdate(made.unknown.end))
		)
	return " ".join(sentences)
