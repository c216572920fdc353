"""Doors by which one document is read."""

from collections.abc import Iterable

from pre_module.access.traces.asked import Asked
from pre_module.access.traces.writing import Seen
from pre_module.rules.traces import LISTED, OPENED


def document(asked: Asked) -> Iterable[Seen]:
	"""A form, its timeline, REST: doctype and name are sent."""
	yield Seen(OPENED, asked.text("doctype"), (asked.text("name"),))


def got(asked: Asked) -> Iterable[Seen]:
	"""`frappe.client.get`, by name or by filters: the answer says which."""
	if isinstance(asked.answer, dict):
		yield Seen(OPENED, asked.text("doctype"), (str(asked.answer.get("name") or ""),))


def of_child(asked: Asked) -> Iterable[Seen]:
	"""A method of ours that tells something of the child it is asked about: the file was read."""
	yield Seen(OPENED, "PRE Child", (asked.text("child"),))


def value(asked: Asked) -> Iterable[Seen]:
	"""`frappe.client.get_value`; whether a document exists is no reading of it."""
	if asked.answer in (None, {}, "") or asked.text("fieldname") in ("name", '"name"', '["name"]'):
		return
	filters = asked.parsed("filters")
	if isinstance(filters, (dict, list)):
		names = asked.matching(limit=1)
	else:
		names = [asked.text("filters")]
	yield Seen(OPENED, asked.text("doctype"), tuple(names))


def link(asked: Asked) -> Iterable[Seen]:
	"""A link typed in a form: read when it fetches values."""
	if isinstance(asked.answer, dict) and len(asked.answer) > 1:
		yield Seen(OPENED, asked.text("doctype"), (asked.text("docname"),))


def preview(asked: Asked) -> Iterable[Seen]:
	"""The little card of a link."""
	if asked.answer:
		yield Seen(OPENED, asked.text("doctype"), (asked.text("docname"),))


def title(asked: Asked) -> Iterable[Seen]:
	"""The name behind a number; who may not read the document gets the number back."""
	if asked.answer and asked.answer != asked.text("docname"):
		yield Seen(LISTED, asked.text("doctype"), (asked.text("docname"),))


def method_of_document(asked: Asked) -> Iterable[Seen]:
	"""A method of a document answers with the document itself."""
	sent = asked.parsed("docs") or asked.parsed("document") or {}
	doctype = asked.text("dt") or str(sent.get("doctype") or "")
	yield Seen(OPENED, doctype, (asked.text("dn") or str(sent.get("name") or ""),))
