"""Doors by which many files leave at once."""

from collections.abc import Iterable

import frappe

from pre_module.access.traces.asked import Asked
from pre_module.access.traces.mentions import documents_mentioned, text_of_file
from pre_module.access.traces.writing import Seen
from pre_module.rules.traces import EXPORTED

SAMPLE = 5  # rows of Frappe's « 5 Records »


def of_list(asked: Asked) -> Iterable[Seen]:
	"""A list or a report of the report view, whatever its columns; or the lines chosen in it."""
	names = asked.parsed("selected_items") or asked.matching()
	yield Seen(
		EXPORTED, asked.text("doctype"), tuple(names), asked.text("report_name") or asked.text("title")
	)


def of_report(asked: Asked) -> Iterable[Seen]:
	"""A report: the children are those whose number is in the file that was sent."""
	text = text_of_file(frappe.local.response.get("filecontent"))
	for doctype, names in documents_mentioned(text).items():
		yield Seen(EXPORTED, doctype, names, asked.text("report_name"))


def of_data(asked: Asked) -> Iterable[Seen]:
	"""Data Export."""
	doctypes = asked.parsed("doctype")
	doctype = doctypes[0] if isinstance(doctypes, list) and doctypes else asked.text("doctype")
	if asked.text("with_data") not in ("", "0", "false", "False"):
		yield Seen(EXPORTED, doctype, tuple(asked.about(doctype).matching()), "Data Export")


def of_template(asked: Asked) -> Iterable[Seen]:
	"""The template of Data Import, when it is asked for with its rows."""
	if asked.text("export_records") in ("", "blank_template"):
		return
	limit = SAMPLE if asked.text("export_records") == "5_records" else None
	names = asked.matching(limit=limit, filters=asked.parsed("export_filters"))
	yield Seen(EXPORTED, asked.text("doctype"), tuple(names), "Data Import")


def by_mail(asked: Asked) -> Iterable[Seen]:
	"""A message sent from a document, with or without its print."""
	yield Seen(EXPORTED, asked.text("doctype"), (asked.text("name"),), "E-mail")
