"""The needs noted between two days, the referrals redirected and the actions that ran in them, by domain (F15, F16)."""

from typing import Any

import frappe
from frappe import _

from pre_module.figures.between_days import needs_by_domain
from pre_module.report.shape import column, link


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart."""
	lines = needs_by_domain(frappe._dict(filters or {}))
	return columns(), lines, None, chart(lines)


def columns() -> list[dict]:
	return [
		link("structure", _("Structure"), "PRE Structure"),
		link("need_domain", _("Domain"), "PRE Need Domain"),
		column("needs", _("Needs"), width=80),
		column("covered", _("Covered"), width=90),
		column("awaited", _("Answer Awaited"), width=130),
		column("waiting_list", _("Waiting List"), width=110),
		column("not_covered", _("Not Covered"), width=110),
		column("not_asked", _("No Service Asked"), width=140),
		column("actions", _("Actions"), width=90),
		column("individual", _("Individual"), width=100),
		column("collective", _("Collective"), width=100),
		column("by_pre", _("By the PRE"), width=100),
		column("by_services", _("By Existing Services"), width=160),
		column("planned_hours", _("Planned Hours"), "Float", 130),
		column("redirected", _("Referrals Redirected"), width=150),
		column("redirected_answered", _("Redirected and Answered"), width=190),
	]


def chart(lines: list[dict[str, Any]]) -> dict | None:
	"""Two bars per domain."""
	if not lines:
		return None
	return {
		"type": "bar",
		"data": {
			"labels": [_(line["need_domain"]) for line in lines],
			"datasets": [
				{"name": _("Needs"), "values": [line["needs"] for line in lines]},
				{"name": _("Actions"), "values": [line["actions"] for line in lines]},
			],
		},
	}
