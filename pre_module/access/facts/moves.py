"""A child that goes to another structure: who could see it before stays known."""

from dataclasses import replace

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from pre_module.access.facts import meetings, referents, referrals, sharing
from pre_module.access.protected import REFERRAL, REGISTERS, protected_doctypes
from pre_module.access.register import note_past, settle
from pre_module.access.scope import grants_where
from pre_module.rules.access import COORDINATOR, EMERGENCY

READ_OF_A_FILE = (
	"structure",
	"contract",
	"status",
)  # what a référent's grants rest on (`referents.settle_child`)
APART = (REFERRAL, *REGISTERS)  # a referral stays where it was made, a register tells what was


def follow_child(child: Document) -> None:
	"""Settle a child's grants after a save of its file that they rest on; after a move, those of both structures."""
	before = child.get_doc_before_save()
	if before and before.structure != child.structure:
		note_coordinators(
			child.name, before.structure, get_datetime(before.structure_since or before.creation)
		)
		# The referrals of the child, to write the register.
		for name in frappe.get_all("PRE Referral", filters={"child": child.name}, pluck="name"):
			referrals.settle_referral(name)
		_take_documents_along(child)
		_take_household_along(child, before.structure)
		meetings.settle_child(child.name)
		settle([], child=child.name, ground=EMERGENCY)  # the structure it left was told, the next one was not
	if not before or any(before.get(field) != child.get(field) for field in READ_OF_A_FILE):
		referents.settle_child(child.name)
	if before and sharing.asked_of(before) != sharing.asked_of(child):
		sharing.settle_child(child.name)


def _take_documents_along(child: Document) -> None:
	"""What is written of a child carries the structure of its file: the lists of a coordonnateur go by it."""
	for doctype in protected_doctypes():
		meta = frappe.get_meta(doctype)
		if doctype in APART or not (meta.has_field("child") and meta.has_field("structure")):
			continue
		# Written whoever saves the file; `modified` stays, or it would break another person's edit.
		frappe.db.set_value(
			doctype, {"child": child.name}, "structure", child.structure, update_modified=False
		)


def _take_household_along(child: Document, left: str) -> None:
	"""The address goes with the child, unless another child of the structure it left lives there."""
	if not child.household:
		return
	lives_there = {"household": child.household, "structure": left, "name": ("!=", child.name)}
	# Whether there is one, whoever saves the file.
	if frappe.db.exists("PRE Child", lives_there):
		return
	whose = {"name": child.household, "structure": left}
	frappe.db.set_value("PRE Household", whose, "structure", child.structure, update_modified=False)


def note_coordinators(child: str, structure: str, since) -> None:
	"""A row of this child alone for everyone whom the structure left behind opened it to."""
	now = now_datetime()
	for grant in grants_where({"ground": COORDINATOR, "structure": structure}):
		if not grant.child and grant.overlaps(since, now):
			end = now if grant.end is None else min(now, grant.end)
			note_past(replace(grant, child=child, start=max(since, grant.start), end=end))
