"""Two files of one child, and their merge by somebody who looked at the preview."""

from typing import Any

import frappe
from frappe.model.document import Document

from pre_module.doctype.pre_child_merge.preview import preview
from tests.factories.basics import insert


def merge_files(kept: str, merged: str, *, choices: dict[str, str] | None = None, **values: Any) -> Document:
	"""The record of a merge, which does it. choices: fieldname → "Kept File" or "Merged File"."""
	shown = preview(kept, merged)
	lines = [
		{**line, "choice": (choices or {}).get(line["fieldname"], line["choice"])}
		for line in shown["choices"]
	]
	return insert(
		"PRE Child Merge",
		**{
			"child": kept,
			"merged_child": merged,
			"digest": shown["digest"],
			"choices": lines,
			"reason": "Même livret de famille, vu le 3 novembre.",
			**values,
		},
	)


def documents_of(child: str) -> set[tuple[str, str]]:
	"""(DocType, name) of whatever says that it is about a child, tables of the app apart from the registers."""
	found = set()
	for doctype in frappe.get_all(
		"DocType", {"module": "PRE Module", "istable": 0, "issingle": 0}, pluck="name"
	):
		if frappe.get_meta(doctype).has_field("child"):
			found |= {(doctype, n) for n in frappe.get_all(doctype, {"child": child}, pluck="name")}
	return found
