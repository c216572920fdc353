"""Guarded documents on forms: what a child's form offers of them, and who can be named on one."""

import frappe

from pre_module.rules.guarded import GUARDED, NAMEABLE


@frappe.whitelist()
def of_child(child: str) -> dict[str, list[str]]:
	"""make: the DocTypes of which the reader may write a new document about this child. read: those of which he may
	read one. Both with his own rights: who is not named on anything can't tell a child with from one without.

	Raises frappe.PermissionError for who may not read the child's file.
	"""
	frappe.has_permission("PRE Child", "read", child, throw=True)
	return {
		"make": [d for d in GUARDED if _may_make(d, child)],
		"read": [d for d in GUARDED if _may_read_one(d, child)],
	}


def _may_make(doctype: str, child: str) -> bool:
	return bool(
		frappe.has_permission(doctype, "create", frappe.get_doc({"doctype": doctype, "child": child}))
	)


def _may_read_one(doctype: str, child: str) -> bool:
	return frappe.has_permission(doctype, "read") and bool(
		frappe.get_list(doctype, filters={"child": child}, pluck="name", limit=1)
	)


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def nameable(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> list[list[str]]:
	"""Open accounts that can be named on a guarded document. A link query of Frappe: rows of (user, full name)."""
	if not any(frappe.has_permission(d, "create") for d in GUARDED):
		raise frappe.PermissionError
	# Staff accounts, whose names every person of the programme needs to know; no child's data.
	named = frappe.get_all(
		"Has Role", filters={"role": ("in", NAMEABLE), "parenttype": "User"}, pluck="parent", distinct=True
	)
	rows = frappe.get_all(
		"User",
		filters={"enabled": 1, "name": ("in", named or [""])},
		or_filters={"name": ("like", f"%{txt}%"), "full_name": ("like", f"%{txt}%")},
		fields=["name", "full_name"],
		order_by="full_name",
		limit_start=start,
		limit_page_length=page_len,
	)
	return [[r.name, r.full_name] for r in rows]
