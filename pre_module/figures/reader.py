"""Who reads a figure: inside the circle of those who may see the children of the figures, or outside it (P2)."""

import frappe

INSIDE = ("PRE Coordinator", "PRE Referent")


def is_outside(user: str | None = None) -> bool:
	"""Whether the reader has no role that sees children: manager, evaluator, data protection officer."""
	return not set(INSIDE) & set(frappe.get_roles(user))


def threshold() -> int:
	"""The number under which a cell is hidden from readers outside (PRE Settings)."""
	return frappe.get_cached_doc("PRE Settings").small_number_threshold or 5


def readable_structures() -> list[str]:
	"""The structures the reader may see: the one place that narrows what a figure is counted over.

	Asked through get_list, so user permissions and permission hooks on PRE Structure narrow every figure.
	"""
	return frappe.get_list("PRE Structure", pluck="name", limit_page_length=0, order_by="name")
