"""Children in the charge of each référent under each contract, and the room it leaves (F19, R5)."""

from typing import Any

import frappe
from frappe import _

from pre_module.figures.caseload import caseload
from pre_module.report.shape import column, link, plain, summary
from pre_module.rules.workload import per_full_time

COUNTED = ("children", "active", "suspended", "being_prepared", "late_reviews")


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines and their total, message, chart, numbers on top."""
	lines = caseload(frappe._dict(filters or {}), only_referent=own_line_only())
	for line in lines:
		line["referent_name"] = plain(line["referent_name"])
	return columns(), with_total(lines), None, chart(lines), numbers(lines)


def own_line_only() -> str | None:
	"""A référent who is not coordonnateur reads his own line, never his colleagues'."""
	return None if "PRE Coordinator" in frappe.get_roles() else frappe.session.user


def columns() -> list[dict]:
	return [
		column("referent_name", _("Référent"), "Data", 190),
		link("structure", _("Structure"), "PRE Structure", 200),
		link("contract", _("Contract"), "PRE Referent Contract", 150),
		column("to_date", _("Contract Ends On"), "Date", 150),
		column("children", _("Children in Charge"), "Int", 170),
		column("maximum_children", _("Maximum"), "Int", 100),
		column("room_left", _("Room Left"), "Int", 100),
		column("active", _("Active Parcours"), "Int", 130),
		column("suspended", _("Suspended"), "Int", 110),
		column("being_prepared", _("Being Prepared"), "Int", 130),
		column("late_reviews", _("Late Reviews"), "Int", 120),
		column("weighted_load", _("Weighted Load"), "Float", 130, precision=2),
		column("full_time_equivalent", _("Full-Time Equivalent"), "Float", 120, precision=2),
		column("children_per_post", _("Children per Full-Time Post"), "Float", 190, precision=1),
		column("load_per_post", _("Weighted Load per Full-Time Post"), "Float", 220, precision=1),
	]


def with_total(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""The lines, and the sum of what can be added up; the room left of contracts without maximum is not counted."""
	if not lines:
		return []
	total = {key: sum(line[key] for line in lines) for key in COUNTED}
	total["maximum_children"] = sum(line["maximum_children"] or 0 for line in lines)
	total["room_left"] = sum(line["room_left"] or 0 for line in lines)
	posts = round(sum(line["full_time_equivalent"] for line in lines), 2)
	load = round(sum(line["weighted_load"] for line in lines), 2)
	total |= {
		"full_time_equivalent": posts,
		"weighted_load": load,
		"children_per_post": per_full_time(total["children"], posts),
		"load_per_post": per_full_time(load, posts),
	}
	return [*lines, {"referent_name": _("Total"), **total, "bold": 1}]


def chart(lines: list[dict[str, Any]]) -> dict | None:
	if not lines:
		return None
	return {
		"type": "bar",
		"data": {
			"labels": [line["referent_name"] for line in lines],
			"datasets": [
				{"name": _("Children"), "values": [line["children"] for line in lines]},
				{"name": _("Room Left"), "values": [line["room_left"] or 0 for line in lines]},
			],
		},
	}


def numbers(lines: list[dict[str, Any]]) -> list[dict]:
	late = sum(line["late_reviews"] for line in lines)
	return [
		summary(_("Contracts in force"), len(lines)),
		summary(_("Children in charge"), sum(line["children"] for line in lines), "Green"),
		summary(_("Late reviews"), late, "Red" if late else "Green"),
	]
