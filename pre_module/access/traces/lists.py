"""Doors by which several documents are found: lists and searches."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import frappe
from frappe.utils import cint

from pre_module.access.traces.asked import Asked, names_in
from pre_module.access.traces.mentions import documents_mentioned
from pre_module.access.traces.writing import Seen
from pre_module.rules.traces import LISTED, SEARCHED, text_looked_for

LONG_LIST = 100  # rows; longer, a list on the screen is noted too


def shown(asked: Asked) -> Iterable[Seen]:
	"""A page of a list, kanban or report view on the screen: noted when a text was looked for, or when it is long."""
	rows = _rows(asked.answer)
	text = _text(asked)
	if rows and (text or len(rows) > LONG_LIST):
		yield _seen(asked, rows, text)


def taken(asked: Asked) -> Iterable[Seen]:
	"""A list taken by a program or a script, of any length."""
	rows = _rows(asked.answer)
	if rows:
		yield _seen(asked, rows, _text(asked))


def reported(asked: Asked) -> Iterable[Seen]:
	"""A report on the screen: the children are those whose number is in its rows. Figures name none."""
	given = asked.answer if isinstance(asked.answer, dict) else {}
	for doctype, names in documents_mentioned(frappe.as_json(given.get("result") or [])).items():
		yield Seen(LISTED, doctype, names, asked.text("report_name"))


def searched(asked: Asked) -> Iterable[Seen]:
	"""What is typed in a link field."""
	if text := asked.text("txt"):
		names = tuple(_value(row) for row in _rows(asked.answer))
		yield Seen(SEARCHED, asked.text("doctype"), names, text)


def searched_everywhere(asked: Asked) -> Iterable[Seen]:
	"""The search bar on top."""
	found = defaultdict(list)
	for row in _rows(asked.answer):
		found[row["doctype"]].append(row["name"])
	for doctype, names in found.items():
		yield Seen(SEARCHED, doctype, tuple(names), asked.text("text"))


def _seen(asked: Asked, rows: list[Any], text: str) -> Seen:
	names = names_in(rows)
	if names is None:
		start = cint(asked.form.get("limit_start") or asked.form.get("start"))
		names = tuple(asked.matching(limit=len(rows), start=start, order_by=asked.text("order_by") or None))
	return Seen(SEARCHED if text else LISTED, asked.text("doctype"), names, text)


def _text(asked: Asked) -> str:
	texts = (text_looked_for(asked.parsed(key)) for key in ("filters", "or_filters"))
	return ", ".join(text for text in texts if text)


def _rows(answer: Any) -> list[Any]:
	"""The rows of a list's answer; those of the list view come as columns' names and values."""
	if isinstance(answer, dict) and "values" in answer and "keys" in answer:
		return [dict(zip(answer["keys"], values, strict=False)) for values in answer["values"]]
	return list(answer) if isinstance(answer, (list, tuple)) else []


def _value(row: Any) -> str:
	if isinstance(row, dict):
		return str(row.get("value") or row.get("name") or "")
	return str(row[0]) if isinstance(row, (list, tuple)) and row else str(row)
