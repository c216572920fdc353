"""The referrals received between two days, by origin and by what was decided of them (F09, F11)."""

from typing import Any

import frappe
from frappe import _

from pre_module.figures.between_days import referrals_by_origin
from pre_module.report.shape import column, link


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart."""
	lines = referrals_by_origin(frappe._dict(filters or {}))
	for line in lines:
		line["origin_label"] = _(line["origin"])
	return columns(), lines, None, chart(lines)


def columns() -> list[dict]:
	return [
		link("structure", _("Structure"), "PRE Structure"),
		column("origin_label", _("Origin"), "Data", 160),
		column("received", _("Referrals Received"), width=100),
		*decisions(),
		column("by_derogation", _("Accepted by Derogation"), width=210),
	]


def decisions() -> list[dict]:
	return [
		column("accepted", _("Accepted"), width=100),
		column("redirected", _("Redirected"), width=110),
		column("declined", _("Declined"), width=100),
		column("withdrawn", _("Referrals Withdrawn"), width=110),
		column("undecided", _("Not Decided Yet"), width=140),
	]


def chart(lines: list[dict[str, Any]]) -> dict | None:
	"""One bar per origin, cut by decision."""
	if not lines:
		return None
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": [line["origin_label"] for line in lines],
			"datasets": [
				{"name": decision["label"], "values": [line[decision["fieldname"]] for line in lines]}
				for decision in decisions()
			],
		},
	}
