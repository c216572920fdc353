"""Agreements of the families that are missing, ending, ended, withdrawn or refused (F13, R3)."""

from collections import Counter
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.figures.agreements import EXPIRING, ORDER
from pre_module.figures.reader import is_outside
from pre_module.figures.watch import to_watch
from pre_module.report.shape import column, link, plain, show_child_titles, summary
from pre_module.rules.consent import STAGES


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart, numbers on top. A reader outside the circle gets counts, never a name."""
	filters = frappe._dict(filters or {})
	if is_outside():
		counts = counts_by_state(to_watch(filters, readable_only=False))
		return count_columns(), counts, None, None, None
	lines = [shown(line) for line in to_watch(filters)]
	show_child_titles(line["child"] for line in lines)
	return columns(), lines, None, chart(lines), numbers(lines)


def columns() -> list[dict]:
	return [
		column("state_label", _("State"), "Data", 150),
		link("child", _("Child"), "PRE Child", 190),
		column("stage_label", _("Stage"), "Data", 130),
		column("guardian", _("Holder of Parental Authority"), "Data", 220),
		column("day", _("Since or Until"), "Date", 130),
		column("days_left", _("Days Left"), "Int", 100),
	]


def shown(line: dict[str, Any]) -> dict[str, Any]:
	"""A line in the reader's language."""
	left = (line["day"] - getdate()).days if line["state"] == EXPIRING else None
	return {
		**line,
		"state_label": _(line["state"]),
		"stage_label": _(line["stage"]) if line["stage"] else "",
		"guardian": plain(line["guardian"]),
		"days_left": left,
	}


def count_columns() -> list[dict]:
	return [
		column("state_label", _("State"), "Data", 180),
		*[column(stage, _(stage), "Int", 130) for stage in STAGES],
		column("total", _("Agreements"), "Int", 130),
	]


def counts_by_state(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""How many agreements are in each state, by stage: what the data protection officer needs of them."""
	counts = Counter((line["state"], line["stage"]) for line in lines)
	rows = [
		{
			"state": state,
			"state_label": _(state),
			**{stage: counts[(state, stage)] for stage in STAGES},
			"total": sum(n for (s, _stage), n in counts.items() if s == state),
		}
		for state in ORDER
	]
	total = {key: sum(row[key] for row in rows) for key in (*STAGES, "total")}
	return [*rows, {"state": "", "state_label": _("Total"), **total, "bold": 1}]


def chart(lines: list[dict[str, Any]]) -> dict | None:
	if not lines:
		return None
	counts = Counter(line["state"] for line in lines)
	states = [state for state in ORDER if counts[state]]
	return {
		"type": "bar",
		"data": {
			"labels": [_(state) for state in states],
			"datasets": [{"name": _("Agreements"), "values": [counts[state] for state in states]}],
		},
	}


def numbers(lines: list[dict[str, Any]]) -> list[dict]:
	children = len({line["child"] for line in lines})
	expiring = sum(1 for line in lines if line["state"] == EXPIRING)
	return [
		summary(_("Children concerned"), children, "Orange" if children else "Green"),
		summary(_("Not valid today"), len(lines) - expiring, "Red" if len(lines) > expiring else "Green"),
		summary(_("Ending soon"), expiring, "Orange" if expiring else "Green"),
	]
