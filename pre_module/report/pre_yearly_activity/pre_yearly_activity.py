"""The year's figures on one page (F01 to F06, F09, F11, F27), each as `pre_module.figures` declares it."""

from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _

from pre_module.figures.declarations import FIGURES
from pre_module.figures.filters import read_filters
from pre_module.figures.partition import Partition
from pre_module.figures.yearly import yearly
from pre_module.report.shape import column, plain, summary

# Figures whose first line counts their whole population; F06 has no number but its cells.
COUNTED_WHOLE = ("F01", "F04", "F05", "F09", "F11")


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart, numbers on top."""
	partitions = yearly(read_filters(filters))
	return columns(), list(lines(partitions)), None, chart(partitions), numbers(partitions)


def columns() -> list[dict]:
	return [
		column("figure", _("Figure"), "Data", 80),
		column("label", _("Counted"), "Data", 320),
		column("count", _("Number"), "Int", 100),
		column("share", _("Share (%)"), "Float", 100, precision=1),
		column("note", _("Note"), "Data", 200, align="left"),
		column("definition", _("Definition"), "Data", 600, align="left"),
	]


def lines(partitions: list[Partition]) -> Iterator[dict[str, Any]]:
	"""One line per figure with its number, one per way to cut it, one per cell."""
	last = None
	for partition in partitions:
		if partition.figure == "F02":
			yield from _support(partition)
			continue
		figure = FIGURES[partition.figure]
		if partition.figure != last:
			last = partition.figure
			definition = _(figure.definition)
			if figure.id in COUNTED_WHOLE:
				yield _line(figure.id, _(figure.label), partition.total, None, 0, definition)
			else:
				yield {**_title(figure.id, _(figure.label), 0), "definition": definition}
		yield _title(figure.id, partition.title, 1)
		for label, value in partition.cells:
			yield _line(figure.id, plain(label), value, partition.total, 2)
		if partition.figure == "F11":
			yield _median(partition)


def _support(partition: Partition) -> Iterator[dict[str, Any]]:
	"""F02 and F03, two parts of F01: a child is in an individual parcours, or in one of the two other cases."""
	(_label, individual), *others = partition.cells
	known = individual is not None and partition.total is not None
	rest = partition.total - individual if known else None
	for figure, count in ((FIGURES["F02"], individual), (FIGURES["F03"], rest)):
		yield _line(figure.id, _(figure.label), count, partition.total, 0, _(figure.definition))
	for label, value in others:
		yield _line("F03", label, value, partition.total, 1)


def _title(figure: str, label: str, indent: int) -> dict[str, Any]:
	return {"figure": figure, "label": label, "indent": indent, "is_title": 1}


def _line(figure: str, label: str, count: int | None, total: int | None, indent: int, definition: str = ""):
	return {
		"figure": figure,
		"label": label,
		"count": count,
		"share": round(100 * count / total, 1) if count is not None and total else None,
		"note": _("Small number, not shown") if count is None else "",
		"definition": definition,
		"indent": indent,
	}


def _median(partition: Partition) -> dict[str, Any]:
	days = partition.median_days
	return {
		"figure": partition.figure,
		"label": _("Median delay of a decision"),
		"count": None,
		"note": _("No delay to show") if days is None else _("{0} days").format(f"{days:g}"),
		"median_days": days,
		"indent": 1,
	}


def chart(partitions: list[Partition]) -> dict | None:
	"""Ages of the children followed, when none of them is hidden."""
	ages = next(p for p in partitions if p.title == _("Age at the start of the year"))
	if not ages.total or not ages.is_whole:
		return None
	return {
		"type": "bar",
		"title": _("Children followed, by age at the start of the year"),
		"data": {
			"labels": [label for label, _value in ages.cells],
			"datasets": [{"name": _("Children"), "values": [value for _label, value in ages.cells]}],
		},
	}


def numbers(partitions: list[Partition]) -> list[dict]:
	"""F01, F02 and F04 on top; a hidden one is left out."""
	first = {p.figure: p for p in reversed(partitions)}
	shown = [
		(_(FIGURES["F01"].label), first["F01"].total, "Blue"),
		(_(FIGURES["F02"].label), first["F02"].cells[0][1], "Green"),
		(_(FIGURES["F04"].label), first["F04"].total, "Orange"),
	]
	return [summary(label, value, colour) for label, value, colour in shown if value is not None]
