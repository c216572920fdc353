"""Doors by which documents leave on paper."""

from collections.abc import Iterable

import frappe

from pre_module.access.traces.asked import Asked
from pre_module.access.traces.mentions import documents_mentioned
from pre_module.access.traces.writing import Seen
from pre_module.rules.traces import PRINTED

MEETING, SITUATION = "PRE Team Meeting", "PRE Situation"


def document(asked: Asked) -> Iterable[Seen]:
	"""The page to print and its PDF."""
	yield from _printed(asked.text("doctype"), (asked.text("name"),), asked.text("format"))


def minutes(asked: Asked) -> Iterable[Seen]:
	"""The minutes of a meeting cut for one of its members."""
	yield from _printed(MEETING, (asked.text("team_meeting"),), asked.text("user"))


def shown(asked: Asked) -> Iterable[Seen]:
	"""The print view of the form: a name, or the whole document as the form holds it."""
	if asked.text("name"):
		doctype, name = asked.text("doc"), asked.text("name")
	else:
		sent = asked.parsed("doc") or {}
		doctype, name = str(sent.get("doctype") or ""), str(sent.get("name") or "")
	yield from _printed(doctype, (name,), asked.text("print_format"))


def several(asked: Asked) -> Iterable[Seen]:
	"""Documents chosen in a list; of one DocType, or of several as {DocType: names}."""
	by_doctype = asked.parsed("doctype")
	if not isinstance(by_doctype, dict):
		by_doctype = {asked.text("doctype"): asked.parsed("name") or [asked.text("name")]}
	for doctype, names in by_doctype.items():
		yield from _printed(doctype, tuple(names), asked.text("format"))


def report(asked: Asked) -> Iterable[Seen]:
	"""A report's page, which the browser sends to have it as a PDF."""
	for doctype, names in documents_mentioned(asked.text("html")).items():
		yield Seen(PRINTED, doctype, names, "PDF")


def _printed(doctype: str, names: tuple[str, ...], detail: str) -> Iterable[Seen]:
	yield Seen(PRINTED, doctype, names, detail)
	if doctype != MEETING:
		return
	# The minutes tell of each situation that this person may read: a line for each of these children.
	filters = {"parent": ("in", names), "parenttype": MEETING}
	agenda = frappe.get_all("PRE Team Meeting Item", filters=filters, pluck="situation")
	told = frappe.get_list(
		SITUATION, filters={"name": ("in", agenda or [""])}, pluck="name", limit_page_length=0
	)
	yield Seen(PRINTED, SITUATION, tuple(told), detail)
