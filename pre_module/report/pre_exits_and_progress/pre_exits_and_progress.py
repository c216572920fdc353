"""Parcours closed in a school year: how long, why, what comes next, what changed (F14, F17, F18)."""

from collections.abc import Iterator
from typing import Any

from frappe import _

from pre_module.figures.declarations import FIGURES
from pre_module.figures.exits import Exits, exits
from pre_module.figures.filters import read_filters
from pre_module.figures.partition import Partition
from pre_module.report.shape import column, plain, summary


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart, numbers on top."""
	found = exits(read_filters(filters))
	return columns(), list(lines(found)), None, chart(found), numbers(found)


def columns() -> list[dict]:
	return [
		column("figure", _("Figure"), "Data", 80),
		column("label", _("Counted"), "Data", 340),
		column("count", _("Number"), "Int", 100),
		column("share", _("Share (%)"), "Float", 100, precision=1),
		column("note", _("Note"), "Data", 220, align="left"),
		column("definition", _("Definition"), "Data", 600, align="left"),
	]


def lines(found: Exits) -> Iterator[dict[str, Any]]:
	"""One line per figure with its number, one per way to cut it, one per cell."""
	for figure, partitions in (
		("F14", [found.durations]),
		("F17", [found.reasons]),
		("F18", [found.situations, found.progress, found.objectives]),
	):
		declared = FIGURES[figure]
		first = partitions[0]
		yield _line(figure, _(declared.label), first.total, None, 0, _(declared.definition))
		for partition in partitions:
			yield {"figure": figure, "label": partition.title, "indent": 1, "is_title": 1}
			for label, value in partition.cells:
				yield _line(figure, plain(label), value, partition.total, 2)
		if figure == "F14":
			yield _said(figure, _("Median duration"), _days(found.durations))
	yield from _domains(found)
	for label, score in zip(
		(_("Median T score at the start"), _("Median T score at the exit")), found.scores, strict=True
	):
		yield _said("F18", label, _("Not shown") if score is None else f"{score:.1f}")


def _domains(found: Exits) -> Iterator[dict[str, Any]]:
	"""Objectives reached in each domain, for readers inside the circle."""
	if found.domains is None:
		return
	title = _("Objectives at or above what was expected, by domain")
	yield {"figure": "F18", "label": title, "indent": 1, "is_title": 1}
	for domain, reached, total in found.domains:
		yield {
			**_line("F18", _(domain) if domain else _("Not noted"), reached, total, 2),
			"note": _("of {0}").format(total),
		}


def _days(partition: Partition) -> str:
	days = partition.median_days
	return _("Not shown") if days is None else _("{0} days").format(f"{days:g}")


def _said(figure: str, label: str, note: str) -> dict[str, Any]:
	return {"figure": figure, "label": label, "count": None, "note": note, "indent": 1, "is_title": 1}


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


def chart(found: Exits) -> dict | None:
	"""Reasons for leaving, when none of them is hidden."""
	if not found.reasons.total or not found.reasons.is_whole:
		return None
	return {
		"type": "bar",
		"title": _("Reason for leaving"),
		"data": {
			"labels": [label for label, _value in found.reasons.cells],
			"datasets": [{"name": _("Parcours"), "values": [v for _label, v in found.reasons.cells]}],
		},
	}


def numbers(found: Exits) -> list[dict]:
	"""Exits, children whose situation improved, objectives reached; a hidden one is left out."""
	shown = [
		(_("Parcours closed"), found.reasons.total, "Blue"),
		(_("Improved"), found.progress.cells[0][1], "Green"),
		(_("Objectives reached"), found.objectives.cells[0][1], "Green"),
	]
	return [summary(label, value, colour) for label, value, colour in shown if value is not None]
