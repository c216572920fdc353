"""Who reads a figure: inside the circle of those who may see the children of the figures, or outside it (P2)."""

import frappe

from pre_module.access.scope import scope_of
from pre_module.rules.access import WHOLE_FILE

INSIDE = ("PRE Coordinator", "PRE Referent")


def is_outside(user: str | None = None) -> bool:
	"""Whether the reader has no role that sees children: manager, evaluator, data protection officer."""
	return not set(INSIDE) & set(frappe.get_roles(user))


def threshold() -> int:
	"""The number under which a cell is hidden from readers outside (PRE Settings)."""
	return frappe.get_cached_doc("PRE Settings").small_number_threshold or 5


def readable_structures(by_child: bool = False) -> list[str]:
	"""The structures the reader may see: the one place that narrows what a figure is counted over.

	Asked through get_list, so user permissions and permission hooks on PRE Structure narrow every figure. Inside the
	circle, only the structures the reader coordinates right now (R10); outside it figures are what is read (P2).
	by_child: for a list that asks of each child whether the reader sees it, also the structures of these children.
	"""
	names = frappe.get_list("PRE Structure", pluck="name", limit_page_length=0, order_by="name")
	if is_outside() or frappe.session.user == "Administrator":
		return names
	scope = scope_of()
	seen = scope.coordinated
	if by_child:
		seen |= {structure for ground in WHOLE_FILE for structure in scope.open_by(ground)}
	return [name for name in names if name in seen]
