"""What a save of a child's file may open, move or link, and who decides it (R5, design.md section 4)."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from pre_module.access.scope import scope_of


def check_contract(child) -> None:
	"""The contract opens the file to its référent: the coordonnateur chooses it, and nobody else at any door."""
	before = child.get_doc_before_save()
	if child.contract and not (before and before.contract == child.contract):
		# Compared, whoever saves; a contract holds no child's data.
		structure = frappe.db.get_value("PRE Referent Contract", child.contract, "structure")
		if structure != child.structure:
			frappe.throw(_("The contract {0} is one of another structure.").format(child.contract))
	if (child.contract or None) != ((before and before.contract) or None) and not may_decide(
		child, child.structure
	):
		frappe.throw(_("The coordonnateur says who takes the first steps."), frappe.PermissionError)


def check_move(child) -> None:
	"""A file goes to another structure by who coordinates the one it leaves, and nobody else at any door."""
	before = child.get_doc_before_save()
	if before and before.structure != child.structure and not may_decide(child, before.structure):
		frappe.throw(
			_("The coordonnateur of the structure sends a file to another one."), frappe.PermissionError
		)


def check_links(child) -> None:
	"""A household, a brother or a sister newly linked is one that the person may see: a link opens, or tells, the other.

	The same answer for what does not exist.
	"""
	if acts_for_all(child) or child.flags.from_sibling:
		return
	before = child.get_doc_before_save()
	known = {row.sibling for row in before.siblings} if before else set()
	new = [("PRE Child", row.sibling) for row in child.siblings if row.sibling not in known]
	if child.household and not (before and before.household == child.household):
		new.append(("PRE Household", child.household))
	for doctype, name in new:
		if not (frappe.db.exists(doctype, name) and frappe.has_permission(doctype, "read", name)):
			frappe.throw(_("Choose a household and children whom you may see."), frappe.PermissionError)


def date_structure(child) -> None:
	"""Since when the file is in its structure: never typed."""
	before = child.get_doc_before_save()
	if before and before.structure == child.structure:
		child.structure_since = before.structure_since
	else:
		child.structure_since = now_datetime()


def place_household(child) -> None:
	"""A household without structure takes that of the first child who lives there."""
	# Written whoever saves the child's file: its coordonnateur must find the household.
	if child.household and not frappe.db.get_value("PRE Household", child.household, "structure"):
		frappe.db.set_value(
			"PRE Household", child.household, "structure", child.structure, update_modified=False
		)


def may_decide(child, structure: str) -> bool:
	"""Whether the person coordinates a structure."""
	return acts_for_all(child) or structure in scope_of().coordinated


def acts_for_all(doc) -> bool:
	"""The superuser, and the server's own writing."""
	return frappe.session.user == "Administrator" or bool(doc.flags.ignore_permissions)
