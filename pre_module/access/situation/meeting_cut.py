"""A meeting as one reader may know it: his situations, and of their decisions those of the domains he may know (R10, P5).

The minutes, the screen of the meeting and the form all ask here; what a reader may not know is not in the answer.
"""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import get_fullname

from pre_module.access.decisions import DECISION
from pre_module.access.situation.reading import ANONYMOUS, Reading, reading_of
from pre_module.access.situation.view import header_of

SITUATION = "PRE Situation"
FIELDS = ("name", "decision", "need_domain", "in_charge", "due_on", "status")


def cut_of(meeting: Document, reader: str) -> list[dict]:
	"""The lines of the agenda that this reader may know, each with its header and its decisions.

	The caller has asked whether the reader may read the meeting at all.
	"""
	found = []
	for row in meeting.agenda:
		# The file behind the situation, to decide what of it is told; its number is not in the answer.
		child = frappe.db.get_value(SITUATION, row.situation, "child")
		reading = reading_of(child, reader) if child else None
		if reading:
			found.append(
				{
					"situation": row.situation,
					"named": reading.named,
					"whole": reading.whole,
					"restricted": reading.domains is not None,
					"header": header_of(child, reading),
					"starts_at": row.starts_at,
					"minutes": row.minutes or 0,
					"minutes_spent": row.minutes_spent or 0,
					"status": row.status,
					"question": row.question or "",
					"decisions": decisions_on(child, reading, {"meeting": meeting.name}),
				}
			)
	return found


def projected(meeting: Document) -> list[dict]:
	"""The agenda as a whole room may look at it: no name, no school, age and level only, and what was decided there.

	The caller has asked whether the reader runs the meeting.
	"""
	found = []
	for row in meeting.agenda:
		# As above.
		child = frappe.db.get_value(SITUATION, row.situation, "child")
		found.append(
			{
				"situation": row.situation,
				"header": header_of(child, ANONYMOUS),
				"starts_at": str(row.starts_at or ""),
				"minutes": row.minutes or 0,
				"minutes_spent": row.minutes_spent or 0,
				"status": row.status,
				"question": row.question or "",
				"decisions": decisions_on(child, ANONYMOUS, {"meeting": meeting.name}),
			}
		)
	return found


def decisions_on(child: str, reading: Reading, filters: dict) -> list[dict]:
	"""The decisions on a child that a way of reading may know, the oldest first."""
	# Read past permissions: `reading` has decided what of it is told.
	rows = frappe.get_all(
		DECISION, filters={**filters, "child": child}, fields=FIELDS, order_by="creation, name"
	)
	return [_told(row) for row in rows if reading.domains is None or row.need_domain in reading.domains]


def name_for_all(child: str, people: list[str]) -> tuple[str | None, int]:
	"""R10: the child's name where each of these people may know it, else None; and how many may not."""
	readings = [reading_of(child, user) for user in people]
	apart = sum(not (r and r.named) for r in readings)
	if apart:
		return None, apart
	# Only where everybody who would read it may know it.
	return frappe.db.get_value("PRE Child", child, "full_name"), 0


def _told(row) -> dict[str, str | date | None]:
	return {
		"name": row.name,
		"decision": row.decision,
		"need_domain": row.need_domain,
		"in_charge": get_fullname(row.in_charge) if row.in_charge else "",
		"due_on": row.due_on,
		"status": row.status,
	}
