"""The needs that existing services leave uncovered, by domain, territory and quarter (F16, R2)."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import format_date

from pre_module.figures.filters import Filters
from pre_module.figures.needs import Line, quarters_of, uncovered
from pre_module.figures.reader import is_outside
from pre_module.report.shape import column, link, plain, summary


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines and their total, message, chart, numbers on top."""
	f, lines, total = uncovered(filters)
	names = territory_names(lines)
	shown = [line_of(line, names) for line in lines]
	if shown:
		sums = {**line_of(total, names), "domain": _("Total"), "territory_name": None, "bold": 1}
		shown.append({**sums, "median_days": None})
	return columns(f, lines), shown, None, chart(f, lines, names), numbers(lines, total)


def columns(f: Filters, lines: list[Line]) -> list[dict]:
	by_territory = any(line.territory for line in lines) or not any(line.domain for line in lines)
	by_domain = any(line.domain for line in lines) or not lines
	first = [column("domain", _("Domain"), "Data", 220)] if by_domain else []
	if by_territory and lines:
		first += [
			{**link("territory", _("Territory"), "PRE Territory", 120), "align": "left"},
			column("territory_name", _("Name"), "Data", 200),
		]
	inside = [
		column("served", _("The PRE Acts"), "Int", 130),
		column("unserved", _("Nobody Yet"), "Int", 140),
		column("median_days", _("Days Waited (Median)"), "Float", 190, precision=0),
	]
	note = [column("note", _("Note"), "Data", 250, align="left")]
	return [
		*first,
		*[column(f"quarter{n}", label, "Int", 160) for n, label in enumerate(quarter_labels(f))],
		column("total", _("Not Covered"), "Int", 120),
		*(note if is_outside() else inside),
	]


def quarter_labels(f: Filters) -> list[str]:
	"""« sept. – nov. 2026 », in the language of the reader."""
	return [f"{format_date(q.start, 'MMM')} – {format_date(q.end, 'MMM yyyy')}" for q in quarters_of(f.year)]


def line_of(line: Line, names: dict[str, str]) -> dict[str, Any]:
	hidden = line.total is None or (
		is_outside() and None in line.quarters and not line.domain + line.territory
	)
	served = line.served
	return {
		"domain": _(line.domain) if line.domain else _("Not noted"),
		"territory": line.territory or None,
		"territory_name": names.get(line.territory, _("Not noted")),
		**{f"quarter{n}": count for n, count in enumerate(line.quarters)},
		"total": line.total,
		"served": served,
		"unserved": None if served is None or line.total is None else line.total - served,
		"median_days": line.median_days,
		"note": _("Small numbers are not shown") if hidden else "",
	}


def territory_names(lines: list[Line]) -> dict[str, str]:
	"""What people call each territory. Territories are public places, read past permissions: every role reads them."""
	found = frappe.get_all(
		"PRE Territory",
		filters={"name": ("in", [line.territory for line in lines if line.territory] or [""])},
		fields=["name", "territory_name"],
	)
	return {row.name: plain(row.territory_name) for row in found}


def chart(f: Filters, lines: list[Line], names: dict[str, str]) -> dict | None:
	"""A bar for each line, made of its quarters where the reader sees them; hidden numbers are left out."""
	shown = [line for line in lines if line.total]
	if not shown:
		return None
	labels = [
		" · ".join(p for p in (_(x.domain) if x.domain else "", names.get(x.territory, "")) if p)
		or _("Not noted")
		for x in shown
	]
	if is_outside():
		datasets = [{"name": _("Not Covered"), "values": [line.total for line in shown]}]
	else:
		datasets = [
			{"name": label, "values": [line.quarters[n] for line in shown]}
			for n, label in enumerate(quarter_labels(f))
		]
	return {"type": "bar", "data": {"labels": labels, "datasets": datasets}, "barOptions": {"stacked": 1}}


def numbers(lines: list[Line], total: Line) -> list[dict] | None:
	if is_outside() or not lines:
		return None
	left = total.total - total.served
	return [
		summary(_("Needs not covered"), total.total, "Orange" if total.total else "Green"),
		summary(_("The PRE acts"), total.served, "Blue"),
		summary(_("Nobody yet"), left, "Red" if left else "Green"),
	]
