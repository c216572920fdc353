"""Situations to choose for an agenda: found by the child's name, by who may read the child's file."""

import frappe


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def offer(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> list[list[str]]:
	"""Situations of a structure by the child's name or the number, with the reader's own rights.

	A link query of Frappe: rows of (situation, child's name).
	"""
	asked = {"structure": filters.get("structure") or ""}
	children = frappe.get_list(
		"PRE Child",
		filters={**asked, "full_name": ("like", f"%{txt}%")},
		fields=["name", "full_name"],
		limit=200,
	)
	names = {c.name: c.full_name for c in children}
	numbered = frappe.get_list(
		"PRE Situation", filters={**asked, "name": ("like", f"%{txt}%")}, pluck="name", limit=50
	)
	# Situations of the children just read, or read themselves: nothing more is told than the asker may know.
	rows = frappe.get_all(
		"PRE Situation",
		or_filters={"child": ("in", list(names) or [""]), "name": ("in", numbered or [""])},
		fields=["name", "child"],
		limit=250,
	)
	found = [[r.name, names.get(r.child, "")] for r in rows]
	return sorted(found, key=lambda row: (row[1] == "", row[1], row[0]))[
		int(start) : int(start) + int(page_len)
	]
