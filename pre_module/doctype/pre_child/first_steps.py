"""Who may open a child's file before a parcours names its référent (R5, design.md section 4)."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from pre_module.access.scope import scope_of


def check_contract(child) -> None:
	"""The contract opens the file to its référent: the coordonnateur chooses it, and nobody else at any door."""
	before = child.get_doc_before_save()
	if child.contract and not (before and before.contract == child.contract):
		structure = frappe.db.get_value("PRE Referent Contract", child.contract, "structure")
		if structure != child.structure:
			frappe.throw(_("The contract {0} is one of another structure.").format(child.contract))
	if (child.contract or None) != ((before and before.contract) or None) and not _may_choose(child):
		frappe.throw(_("The coordonnateur says who takes the first steps."), frappe.PermissionError)


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


def _may_choose(child) -> bool:
	user = frappe.session.user
	return (
		user == "Administrator" or child.flags.ignore_permissions or child.structure in scope_of().coordinated
	)
