"""Places and waiting lists of the actions, read and written for R9; what rests on a family's word follows it (R3).

Past permissions: places are counted over all children, of whom the person who asks may see a few; no name is returned.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from pre_module.controllers.agreements import (
	agreements_of,
	check_child_agreements,
	guardians_of,
)
from pre_module.controllers.coordination import coordinator_on
from pre_module.rules.consent import (
	INFORMATION,
	PARCOURS,
	STAGES_FOR_PARCOURS,
	stages_that_fell,
)
from pre_module.rules.enrolment import (
	ENROLLED,
	LEFT,
	WAITING,
	Request,
	check_parcours,
	in_order,
	moving_up,
	places_left,
)
from pre_module.rules.refusal import Refusal

ENROLMENT = "PRE Action Enrolment"
OPEN = (ENROLLED, WAITING)


def lock(action: str) -> None:
	"""Keep an action for this transaction: of two people, the second waits, and counts what the first wrote."""
	frappe.db.get_value("PRE Action", action, "name", for_update=True)


def capacity_of(action: str) -> int:
	"""How many children an action takes at once; 0 without limit."""
	return frappe.db.get_value("PRE Action", action, "capacity", for_update=True) or 0


def enrolled_in(action: str) -> int:
	"""How many children have a place, those included whom others have just committed."""
	table = frappe.qb.DocType(ENROLMENT)
	# A count only, for the rule, whoever saves. A locking read of the rows: it sees what was committed meanwhile.
	rows = (
		frappe.qb.from_(table)
		.select(table.name)
		.where((table.action == action) & (table.status == ENROLLED))
		.for_update()
		.run()
	)
	return len(rows)


def move_up(action: str) -> None:
	"""R9, P6: give the free places of an action to the first who wait and may start; the référent is told by an alert."""
	lock(action)
	places = places_left(capacity_of(action), enrolled_in(action))
	waiting = _waiting(action, may_start=True) if places != 0 else []
	for request in moving_up(waiting, places):
		doc = frappe.get_doc(ENROLMENT, request.name)
		doc.status, doc.flags.moves_up = ENROLLED, True
		doc.save(ignore_permissions=True)  # the place goes to the next, whoever freed it
	refresh_ranks(action)


def refresh_ranks(action: str) -> None:
	"""Write the rank of each child that waits; only where it changed."""
	for rank, request in enumerate(in_order(_waiting(action)), 1):
		if frappe.db.get_value(ENROLMENT, request.name, "waiting_rank") != rank:
			frappe.db.set_value(ENROLMENT, request.name, "waiting_rank", rank, update_modified=False)
	frappe.db.set_value(
		ENROLMENT,
		{"action": action, "status": ("!=", WAITING), "waiting_rank": (">", 0)},
		"waiting_rank",
		0,
		update_modified=False,
	)


def _waiting(action: str, *, may_start: bool = False) -> list[Request]:
	"""The waiting list. may_start: ask of each whether its family's agreement is there today."""
	table = frappe.qb.DocType(ENROLMENT)
	# For the rule, whoever saves; nothing of it is returned to a reader.
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table.asked_at)
		.where((table.action == action) & (table.status == WAITING))
		.for_update()
		.run(as_dict=True)
	)
	return [
		Request(
			r.name,
			get_datetime(r.asked_at),
			not may_start or not check_family(frappe.get_doc(ENROLMENT, r.name), getdate()),
		)
		for r in rows
	]


# The family's word


def stages_for(parcours: str | None) -> tuple[str, ...]:
	"""R3: what must be agreed; a group action without a parcours (F03) rests on no diagnostic."""
	return STAGES_FOR_PARCOURS if parcours else (INFORMATION, PARCOURS)


def check_agreed(child: str, parcours: str | None, day) -> list[Refusal]:
	"""R3: the agreements a child's place rests on, that day."""
	return check_child_agreements(child, stages_for(parcours), day)


def check_family(enrolment: Document, day) -> list[Refusal]:
	"""R3, R8: agreements, and a parcours approved by the family where the action needs one."""
	mode = frappe.db.get_value("PRE Action", enrolment.action, "mode")
	# Its status only, for the rule, whoever saves.
	status = frappe.db.get_value("PRE Parcours", enrolment.parcours, "status") if enrolment.parcours else None
	return [*check_parcours(mode, status), *check_agreed(enrolment.child, enrolment.parcours, day)]


def is_agreed(child: str, parcours: str | None, day) -> bool:
	"""The same question without waiting for anybody, to show an answer."""
	return not stages_that_fell(guardians_of(child), agreements_of(child), stages_for(parcours), day)


def referent_of(child: str, parcours: str | None) -> str | None:
	"""Who is told of a child's place: the référent of the parcours, that of the first steps, or the coordonnateur."""
	referent = frappe.db.get_value("PRE Parcours", parcours, "referent") if parcours else None
	if referent:
		return referent
	file = frappe.db.get_value("PRE Child", child, ["contract", "structure"], as_dict=True)
	if file.contract:
		return frappe.db.get_value("PRE Referent Contract", file.contract, "referent")
	return coordinator_on(file.structure, getdate())


# What ends a place


def follow_agreement(consent: Document, method: str | None = None) -> None:
	"""R3: an agreement refused, withdrawn or deleted ends each place that rests on it, at once.

	Hooked to PRE Consent.on_update and after_delete.
	"""
	if consent.status != "Given" or method == "after_delete":
		end_what_fell(consent.child)


def end_what_fell(child: str) -> None:
	"""R3: end each open place of a child that rests on an agreement no longer there."""
	for row in open_of(child):
		if not is_agreed(child, row.parcours, getdate()):
			leave(row.name, _("The family's agreement is not there any more."))


def follow_parcours(parcours: Document, method: str | None = None) -> None:
	"""A parcours that closes frees its places. Hooked to PRE Parcours.on_update."""
	if parcours.status == "Closed":
		for row in open_of(parcours.child):
			if row.parcours == parcours.name:
				leave(row.name, _("The parcours is closed."))


def follow_child(child: Document, method: str | None = None) -> None:
	"""A child that goes to another structure leaves the actions of the one before. Hooked to PRE Child.on_update."""
	before = child.get_doc_before_save()
	if before and before.structure != child.structure:
		leave_structure(child.name)


def leave_structure(child: str) -> None:
	"""End the open places of a child that goes to another structure."""
	for row in open_of(child):
		leave(row.name, _("The child went to another structure."))


def leave(name: str, reason: str) -> None:
	"""End a place by a rule, whoever is logged in."""
	doc = frappe.get_doc(ENROLMENT, name, for_update=True)
	if doc.status == LEFT:
		return
	today = getdate()
	# One that was to begin later never did.
	if doc.enrolled_on and getdate(doc.enrolled_on) > today:
		doc.enrolled_on = today
	doc.left_on, doc.left_reason = today, reason
	doc.save(ignore_permissions=True)  # the family's word counts, whoever notes it


def open_of(child: str) -> list:
	"""The open places of a child, each with its parcours and the title of its action."""
	# The places to end, whoever notes what ends them; none is returned to a reader.
	return frappe.get_all(
		ENROLMENT,
		filters={"child": child, "status": ("in", OPEN)},
		fields=["name", "parcours", "action_title"],
	)
