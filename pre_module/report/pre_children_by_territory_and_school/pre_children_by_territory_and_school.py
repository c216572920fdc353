"""The children followed in a school year (F01) by territory, school or level, and age band (F05)."""

from typing import Any

import frappe
from frappe import _

from pre_module.figures.areas import LEVEL, SCHOOL, TERRITORY, Area, band_labels, by_area
from pre_module.figures.filters import Filters, read_filters, text
from pre_module.figures.reader import is_outside
from pre_module.report.shape import column, link, plain

LINKED = {TERRITORY: "PRE Territory", SCHOOL: "PRE School"}
NAME_FIELDS = {TERRITORY: "territory_name", SCHOOL: "school_name"}


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines and their total, message, chart."""
	f = read_filters(filters)
	rows = text(filters or {}, "rows") or TERRITORY
	areas, total = by_area(f, rows)
	names = area_names(rows, areas)
	lines = [line(area, names) for area in areas]
	if lines:
		lines.append({**line(total, names), "area": None, "area_name": _("Total"), "bold": 1})
	return columns(rows, f), lines, None, chart(areas, names)


def columns(rows: str, f: Filters) -> list[dict]:
	first = [{**link("area", _(rows), LINKED[rows], 150), "align": "left"}] if rows in LINKED else []
	note = [column("note", _("Note"), "Data", 250, align="left")] if is_outside() else []
	return [
		*first,
		column("area_name", _("Name") if first else _(rows), "Data", 240),
		*[column(f"band{i}", label, "Int", 110) for i, label in enumerate(band_labels(f.year))],
		column("total", _("Children"), "Int", 110),
		*note,
	]


def line(area: Area, names: dict[str, str]) -> dict[str, Any]:
	hidden = area.total is None or None in area.bands
	return {
		"area": area.key or None,
		"area_name": names.get(area.key, _("Not noted")),
		**{f"band{i}": value for i, value in enumerate(area.bands)},
		"total": area.total,
		"note": _("Small numbers are not shown") if hidden else "",
	}


def area_names(rows: str, areas: list[Area]) -> dict[str, str]:
	"""What people call each line. Territories and schools are public places; every role of the app reads them."""
	if rows == LEVEL:
		return {area.key: _(area.key) for area in areas if area.key}
	# Territories and schools are public.
	found = frappe.get_all(
		LINKED[rows],
		filters={"name": ("in", [area.key for area in areas])},
		fields=["name", f"{NAME_FIELDS[rows]} as title"],
	)
	return {row.name: plain(row.title) for row in found}


def chart(areas: list[Area], names: dict[str, str]) -> dict | None:
	"""Children per line, the hidden ones left out."""
	shown = [area for area in areas if area.total]
	if not shown:
		return None
	return {
		"type": "bar",
		"data": {
			"labels": [names.get(area.key, _("Not noted")) for area in shown],
			"datasets": [{"name": _("Children"), "values": [area.total for area in shown]}],
		},
	}
