"""Who may open a child's file before a parcours names its référent (R5, design.md section 4)."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from pre_module.access.scope import scope_of


def take_own_file(child) -> None:
	"""A référent who makes a child's file takes the first steps, under the contract in force of that structure."""
	if child.contract or child.structure in scope_of().coordinated:
		return
	child.contract = _own_contract(child.structure)


def check_contract(child) -> None:
	"""The contract opens the file: the coordonnateur chooses it, a référent only begins a new file under his own."""
	before = child.get_doc_before_save()
	if child.contract and not (before and before.contract == child.contract):
		structure = frappe.db.get_value("PRE Referent Contract", child.contract, "structure")
		if structure != child.structure:
			frappe.throw(_("The contract {0} is one of another structure.").format(child.contract))
	if (before and before.contract == child.contract) or _may_choose(child):
		return
	if before or child.contract not in (None, "", _own_contract(child.structure)):
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


def _own_contract(structure: str) -> str | None:
	# A contract of one's own; no child's data.
	today = getdate()
	return frappe.db.get_value(
		"PRE Referent Contract",
		{
			"referent": frappe.session.user,
			"structure": structure,
			"status": "In Force",
			"from_date": ("<=", today),
			"to_date": (">=", today),
		},
	)
