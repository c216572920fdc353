"""The team's year (F20): members by field, meetings, situations examined, attendance by partner."""

from collections.abc import Iterator
from typing import Any

from frappe import _

from pre_module.figures.declarations import FIGURES
from pre_module.figures.filters import read_filters
from pre_module.figures.partition import Partition
from pre_module.figures.team import FIGURE, Attendance, team_figures
from pre_module.report.shape import column, plain, summary


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart, numbers on top."""
	partitions, attendance = team_figures(read_filters(filters))
	return columns(), [*lines(partitions), *of_partners(attendance)], None, None, numbers(partitions)


def columns() -> list[dict]:
	return [
		column("figure", _("Figure"), "Data", 80),
		column("label", _("Counted"), "Data", 320),
		column("count", _("Number"), "Int", 100),
		column("expected", _("Of"), "Int", 100),
		column("share", _("Share (%)"), "Float", 100, precision=1),
		column("note", _("Note"), "Data", 200, align="left"),
		column("definition", _("Definition"), "Data", 600, align="left"),
	]


def lines(partitions: list[Partition]) -> Iterator[dict[str, Any]]:
	"""One line for each count, one for each of its cells."""
	for number, partition in enumerate(partitions):
		yield {
			**_line(partition.title, partition.total, None, 0),
			"definition": "" if number else _(FIGURES[FIGURE].definition),
		}
		for label, value in partition.cells:
			yield _line(label, value, partition.total, 1)


def of_partners(attendance: list[Attendance]) -> Iterator[dict[str, Any]]:
	"""Attendance in all, then by partner."""
	expected = sum(a.expected for a in attendance)
	yield _line(_("Attendance in the meetings"), sum(a.there for a in attendance), expected, 0)
	for a in attendance:
		yield _line(plain(a.partner) or _("Without a partner"), a.there, a.expected, 1)


def _line(label: str, count: int | None, expected: int | None, indent: int) -> dict[str, Any]:
	known = count is not None and expected
	return {
		"figure": FIGURE,
		"label": label,
		"count": count,
		"expected": expected,
		"share": round(100 * count / expected, 1) if known else None,
		"note": _("Small number, not shown") if count is None else "",
		"indent": indent,
	}


def numbers(partitions: list[Partition]) -> list[dict]:
	colours = ("Blue", "Green", "Orange")
	shown = zip(partitions, colours, strict=True)
	return [summary(p.title, p.total, colour) for p, colour in shown if p.total is not None]
