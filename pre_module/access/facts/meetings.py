"""The members of a team meeting see the situations of its agenda, some days before and after (R6, R10)."""

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, getdate

from pre_module.access import later
from pre_module.access.register import close, settle
from pre_module.rules.access import MEETING, Grant, first_moment, last_moment

DOCTYPE = "PRE Team Meeting"


def settle_meeting(meeting: Document | str) -> None:
	"""Bring the register to the members and the agenda of a meeting; a cancelled one opens nothing."""
	if isinstance(meeting, str):
		meeting = frappe.get_doc(DOCTYPE, meeting)
	start, end = window(meeting)
	due = [
		Grant(
			user=member.user,
			child=child,
			structure=meeting.structure,
			ground=MEETING,
			source_doctype=DOCTYPE,
			source_name=meeting.name,
			start=start,
			end=end,
		)
		for child in _children(meeting)
		for member in meeting.members
		if member.user
	]
	settle(due, source_doctype=DOCTYPE, source_name=meeting.name)


def close_meeting(name: str) -> None:
	"""A meeting that is gone opens nothing."""
	settle([], source_doctype=DOCTYPE, source_name=name)


def settle_for_user(user: str) -> None:
	"""The same for each meeting not over of which an account is a member."""
	_settle_where("PRE Team Meeting Member", {"user": user})


def settle_child(child: str) -> None:
	"""The same for each meeting not over with a child on its agenda: its file went to another structure."""
	# To write the register; nothing of it is returned.
	situation = frappe.db.get_value("PRE Situation", {"child": child})
	if situation:
		_settle_where("PRE Team Meeting Item", {"situation": situation})


def settle_all() -> None:
	"""The same for every meeting that opens something or may: the days of the settings changed.

	Those outside the new window are closed at once, however many there are to settle.
	"""
	settings, today = frappe.get_cached_doc("PRE Settings"), getdate()
	first = add_days(today, -(settings.meeting_days_after or 0))
	last = add_days(today, settings.meeting_days_before or 0)
	# Names of meetings, to write the register.
	meetings = frappe.get_all(DOCTYPE, fields=["name", "meeting_date"])
	outside = [m.name for m in meetings if not first <= getdate(m.meeting_date) <= last]
	if later.is_many(m.name for m in meetings):
		close(ground=MEETING, source_doctype=DOCTYPE, source_name=outside)
	later.settle_each(later.MEETINGS, [m.name for m in meetings])


def window(meeting: Document):
	"""First moment and end of what a meeting opens."""
	settings, day = frappe.get_cached_doc("PRE Settings"), getdate(meeting.meeting_date)
	start = add_days(day, -(settings.meeting_days_before or 0))
	return first_moment(start), last_moment(add_days(day, settings.meeting_days_after or 0))


def _children(meeting: Document) -> list[str]:
	if meeting.status == "Cancelled":
		return []
	named = [row.situation for row in meeting.agenda] or [""]
	# The file numbers, to write the register. Whoever left the structure is no longer its team's to examine.
	return frappe.get_all(
		"PRE Situation", filters={"name": ("in", named), "structure": meeting.structure}, pluck="child"
	)


def _settle_where(lines: str, filters: dict) -> None:
	# Names of meetings, to write the register.
	named = frappe.get_all(lines, filters={**filters, "parenttype": DOCTYPE}, pluck="parent")
	long_ago = add_days(getdate(), -(frappe.get_cached_doc("PRE Settings").meeting_days_after or 0))
	for name in frappe.get_all(
		DOCTYPE, filters={"name": ("in", named or [""]), "meeting_date": (">=", long_ago)}, pluck="name"
	):
		settle_meeting(name)
