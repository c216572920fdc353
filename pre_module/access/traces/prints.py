"""Doors by which documents leave on paper."""

from collections.abc import Iterable

from pre_module.access.traces.asked import Asked
from pre_module.access.traces.mentions import documents_mentioned
from pre_module.access.traces.writing import Seen
from pre_module.rules.traces import PRINTED


def document(asked: Asked) -> Iterable[Seen]:
	"""The page to print and its PDF."""
	yield Seen(PRINTED, asked.text("doctype"), (asked.text("name"),), asked.text("format"))


def shown(asked: Asked) -> Iterable[Seen]:
	"""The print view of the form: a name, or the whole document as the form holds it."""
	if asked.text("name"):
		doctype, name = asked.text("doc"), asked.text("name")
	else:
		sent = asked.parsed("doc") or {}
		doctype, name = str(sent.get("doctype") or ""), str(sent.get("name") or "")
	yield Seen(PRINTED, doctype, (name,), asked.text("print_format"))


def several(asked: Asked) -> Iterable[Seen]:
	"""Documents chosen in a list; of one DocType, or of several as {DocType: names}."""
	by_doctype = asked.parsed("doctype")
	if not isinstance(by_doctype, dict):
		by_doctype = {asked.text("doctype"): asked.parsed("name") or [asked.text("name")]}
	for doctype, names in by_doctype.items():
		yield Seen(PRINTED, doctype, tuple(names), asked.text("format"))


def report(asked: Asked) -> Iterable[Seen]:
	"""A report's page, which the browser sends to have it as a PDF."""
	for doctype, names in documents_mentioned(asked.text("html")).items():
		yield Seen(PRINTED, doctype, names, "PDF")
