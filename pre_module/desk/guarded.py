"""What a child's form offers of its guarded parts: new ones, and those the reader may read; nothing else of them."""

import frappe

from pre_module.rules.guarded import GUARDED


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
