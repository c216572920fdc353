"""Families whom nobody informed for longer than the interval of the settings (R12, F27)."""

from typing import Any

import frappe
from frappe import _

from pre_module.figures.families import silent_lines
from pre_module.report.shape import column, link, plain, show_child_titles, summary


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart, numbers on top: of the children whom the reader may see."""
	lines = silent_lines(frappe._dict(filters or {}))
	for line in lines:
		line["holders"], line["referent_name"] = plain(line["holders"]), plain(line["referent_name"])
	show_child_titles(line["child"] for line in lines)
	return columns(), lines, None, None, numbers(lines)


def columns() -> list[dict]:
	return [
		column("days", _("Days of Silence"), "Int", 130),
		link("child", _("Child"), "PRE Child", 190),
		column("holders", _("Parents"), "Data", 240),
		column("last", _("Informed Last On"), "Date", 150),
		column("attempts", _("Attempts Since"), "Int", 140),
		column("referent_name", _("Référent"), "Data", 180),
		link("parcours", _("Parcours"), "PRE Parcours", 150),
		link("structure", _("Structure"), "PRE Structure", 200),
	]


def numbers(lines: list[dict[str, Any]]) -> list[dict]:
	children = len({line["child"] for line in lines})
	never = sum(1 for line in lines if not line["last"])
	return [
		summary(_("Children concerned"), children, "Orange" if children else "Green"),
		summary(_("Never informed since the start"), never, "Red" if never else "Green"),
	]


@frappe.whitelist()
def count() -> dict[str, Any]:
	"""For the number card: the children with a silent family, of those the reader may see."""
	frappe.has_permission("PRE Parcours", "read", throw=True)
	children = {line["child"] for line in silent_lines({})}
	return {"value": len(children), "fieldtype": "Int", "route": ["query-report", "PRE Silent Families"]}
