"""Numbers of files that were merged into another: what was done with them stays explainable under both.

Read past permissions: numbers of files only; who may know them is the caller's to ask.
"""

import frappe

DOCTYPE = "PRE Child Merge"


def merged_into(number: str) -> str | None:
	"""The file that took over a number merged away; later merges followed."""
	return frappe.db.get_value(DOCTYPE, {"merged_child": number}, "child")


def numbers_of(child: str) -> list[str]:
	"""The number of a file, and those that were merged into it."""
	return [child, *frappe.get_all(DOCTYPE, {"child": child}, pluck="merged_child", order_by="creation")]
