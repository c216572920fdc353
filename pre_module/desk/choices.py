"""What a field of a form offers."""

import frappe

from pre_module.controllers.agreements import guardians_of
from pre_module.controllers.coordination import coordinations_of
from pre_module.rules.referent import PRE


@frappe.whitelist()
def holders(child: str) -> list[str]:
	"""The names of who may agree for a child: the holders of parental authority in its file (P3)."""
	frappe.has_permission("PRE Child", "read", child, throw=True)
	return [g.name for g in guardians_of(child) if g.holds_authority]


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def users(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> list[list[str]]:
	"""Open accounts with a role (filters: role, and structure whose coordonnateurs are left out, R4).

	A link query of Frappe: rows of (user, full name).
	"""
	if not {"PRE Administrator", "PRE Coordinator", "PRE Referent"} & set(frappe.get_roles()):
		raise frappe.PermissionError
	role = filters.get("role")
	if role not in ("PRE Referent", "PRE Coordinator"):
		return []
	besides = [c.person for c in coordinations_of(filters.get("structure") or "") if c.function == PRE]
	# Staff accounts, whose names every person of the programme needs to know; no child's data.
	named = frappe.get_all("Has Role", filters={"role": role, "parenttype": "User"}, pluck="parent")
	rows = frappe.get_all(
		"User",
		filters={"enabled": 1, "name": ("in", [n for n in named if n not in besides] or [""])},
		or_filters={"name": ("like", f"%{txt}%"), "full_name": ("like", f"%{txt}%")},
		fields=["name", "full_name"],
		order_by="full_name",
		limit_start=start,
		limit_page_length=page_len,
	)
	return [[r.name, r.full_name] for r in rows]


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def territories(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> list[list[str]]:
	"""Territories that are not over today, with the reader's own rights.

	A link query of Frappe: rows of (code, name, commune).
	"""
	# Frappe takes an empty date for the year 1: without « is set », a territory without end would be over.
	over = frappe.get_list(
		"PRE Territory",
		filters=[["valid_until", "is", "set"], ["valid_until", "<", frappe.utils.getdate()]],
		pluck="name",
	)
	rows = frappe.get_list(
		"PRE Territory",
		filters={"name": ("not in", over or [""])},
		or_filters={f: ("like", f"%{txt}%") for f in ("name", "territory_name", "commune")},
		fields=["name", "territory_name", "commune"],
		order_by="territory_name",
		limit_start=start,
		limit_page_length=page_len,
	)
	return [[r.name, r.territory_name, r.commune or ""] for r in rows]
