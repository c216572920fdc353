"""A structure that carries no programme any more opens nothing of its children to anybody; opened again, the facts do."""

import frappe
from frappe.model.document import Document

from pre_module.access import later
from pre_module.access.facts.coordinators import settle_structure
from pre_module.access.register import close


def follow_structure(structure: Document) -> None:
	"""Settle the coordonnateurs after a save; everybody else when the structure was disabled, or opened again."""
	before = structure.get_doc_before_save()
	turned = before and bool(before.disabled) != bool(structure.disabled)
	if turned and structure.disabled:
		close(structure=structure.name)
	settle_structure(structure)
	if turned and not structure.disabled:
		_open_again(structure.name)


def _open_again(structure: str) -> None:
	# Numbers of documents, to write the register; none is returned.
	children = frappe.get_all("PRE Child", filters={"structure": structure}, pluck="name")
	later.settle_each(later.REFERENTS, children)
	of_structure = {"structure": structure}
	later.settle_each(later.REFERRALS, frappe.get_all("PRE Referral", filters=of_structure, pluck="name"))
	later.settle_each(later.MEETINGS, frappe.get_all("PRE Team Meeting", filters=of_structure, pluck="name"))
	shared = frappe.get_all(
		"PRE Consent", filters={"child": ("in", children or [""]), "stage": "Sharing"}, pluck="child"
	)
	later.settle_each(later.SHARING, shared)
