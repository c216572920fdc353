"""The app's own methods: those that give something of a child's file, and those that give nothing, each with why.

A new method stands in one of the two tables, or a test says so (P12). What replaces a method of Frappe is noted under
Frappe's name (`doors.py`).
"""

from collections.abc import Callable, Iterable

import frappe

from pre_module.access.traces import lists, prints, reading
from pre_module.access.traces.asked import Asked
from pre_module.access.traces.mentions import documents_mentioned
from pre_module.access.traces.writing import Seen
from pre_module.rules.traces import LISTED, OPENED

Finder = Callable[[Asked], Iterable[Seen]]


def opened(doctype: str, *keys: str) -> Finder:
	"""The documents of a DocType that the request itself names, under these keys."""

	def find(asked: Asked) -> Iterable[Seen]:
		yield Seen(OPENED, doctype, tuple(asked.text(key) for key in keys))

	return find


def told(*doctypes: str) -> Finder:
	"""The documents of these DocTypes whose number stands in the answer."""

	def find(asked: Asked) -> Iterable[Seen]:
		for doctype, names in documents_mentioned(frappe.as_json(asked.answer), doctypes).items():
			yield Seen(LISTED, doctype, names)

	return find


CHILD, PARCOURS, REFERRAL, SITUATION = "PRE Child", "PRE Parcours", "PRE Referral", "PRE Situation"

METHODS: dict[str, Finder] = {
	"pre_module.access.preview.as_user": reading.of_child,
	"pre_module.access.preview.as_partner": reading.of_child,
	"pre_module.access.situation.page.show": opened(SITUATION, "situation"),
	"pre_module.access.situation.page.names": told(SITUATION),
	"pre_module.desk.attendance.of_parcours": opened(PARCOURS, "name"),
	"pre_module.desk.attendance.sheet": told("PRE Action Enrolment"),
	"pre_module.desk.choices.holders": reading.of_child,
	"pre_module.desk.contacts.choices": reading.of_child,
	"pre_module.desk.day.page.show": told(CHILD),
	"pre_module.desk.duplicates.of_child": told(CHILD),
	"pre_module.desk.duplicates.of_identity": told(CHILD),
	"pre_module.desk.duplicates.of_referral": told(CHILD, REFERRAL),
	"pre_module.desk.make.child": opened(REFERRAL, "source_name"),
	"pre_module.desk.make.consent": opened(CHILD, "source_name"),
	"pre_module.desk.make.diagnostic": opened(CHILD, "source_name"),
	"pre_module.desk.make.parcours": opened("PRE Diagnostic", "source_name"),
	"pre_module.desk.make.review": opened(PARCOURS, "source_name"),
	"pre_module.desk.meeting_room.names": told(SITUATION),
	"pre_module.desk.meeting_room.room": told(SITUATION),
	"pre_module.desk.minutes.decisions": told(SITUATION),
	"pre_module.desk.minutes.for_member": prints.minutes,
	"pre_module.desk.progress.of_child": reading.of_child,
	"pre_module.desk.progress.of_parcours": opened(PARCOURS, "name"),
	"pre_module.desk.situations.offer": lists.searched,
	"pre_module.doctype.pre_child_merge.preview.preview": opened(CHILD, "child", "merged_child"),
}

CHANGES = "what it changes is noted in its transaction"
COUNTS = "numbers, dates and states, of nobody in particular"
STAFF = "names of staff or of institutions"
GIVES_NOTHING: dict[str, str] = {
	"pre_module.access.emergency.close": CHANGES,
	"pre_module.access.emergency.open": "writes its own line",
	"pre_module.access.preview.users": STAFF,
	"pre_module.access.traces.family_page.who_consulted": "the traces themselves",
	"pre_module.access.traces.guarded_traces.who_consulted": "the traces themselves",
	"pre_module.dashboard_chart_source": COUNTS,
	"pre_module.desk.actions": CHANGES,
	"pre_module.desk.attendance.save": CHANGES,
	"pre_module.desk.attendance.sessions": COUNTS,
	"pre_module.desk.calendar_feed": "meetings and sessions without a name",
	"pre_module.desk.charter": STAFF,
	"pre_module.desk.charter_reminder": STAFF,
	"pre_module.desk.choices.territories": "public places",
	"pre_module.desk.choices.users": STAFF,
	"pre_module.desk.day.gestures.say_done": CHANGES,
	"pre_module.desk.droit_commun": CHANGES,
	"pre_module.desk.guarded.nameable": STAFF,
	"pre_module.desk.guarded.of_child": "kinds of documents, beside the form that is noted",
	"pre_module.desk.handover": COUNTS,
	"pre_module.desk.meeting_room.attend": CHANGES,
	"pre_module.desk.meeting_room.carriers": STAFF,
	"pre_module.desk.meeting_room.decide": CHANGES,
	"pre_module.desk.meeting_room.hold": CHANGES,
	"pre_module.desk.meeting_room.note": CHANGES,
	"pre_module.desk.next_step.get": "where a document stands, beside the form that is noted",
	"pre_module.desk.planning.make": CHANGES,
	"pre_module.desk.versions.give": CHANGES,
	"pre_module.report.pre_silent_families.pre_silent_families.count": COUNTS,
	"pre_module.report.shape.school_years": COUNTS,
}
