"""Whose documents these are: the children whose file a document belongs to."""

from collections import defaultdict
from collections.abc import Iterable

import frappe

from pre_module.access.protected import CHILD, GUARDED, HOUSEHOLD, REGISTERS, SATELLITES, is_protected

CHUNK = 1000

# Every read of this file is the server's own, to note what a person was given already: nothing of it is answered.


def documents_behind(doctype: str, names: Iterable[str]) -> dict[str, list[str]]:
	"""The protected documents among these or behind them (the child's document behind a comment, a version, a
	file, a line of a table), as {DocType: names}. Registers apart: they are no file of a child.
	"""
	names = [name for name in dict.fromkeys(names) if name]
	if not names or not frappe.db.exists("DocType", doctype):
		return {}
	if doctype in SATELLITES:
		return _behind(doctype, names, *SATELLITES[doctype])
	if frappe.is_table(doctype):
		return _behind(doctype, names, "parenttype", "parent")
	return {doctype: names} if is_traced(doctype) else {}


def is_traced(doctype: str) -> bool:
	"""Whether a DocType is part of a child's file."""
	return doctype not in REGISTERS and is_protected(doctype)


def children_of(doctype: str, names: list[str]) -> dict[str, list[str]]:
	"""Documents of one protected DocType → the file numbers of their children, none for a referral not examined."""
	if doctype == CHILD:
		return {name: [name] for name in names}
	if doctype == HOUSEHOLD:
		return _grouped(_values(CHILD, "household", names, ["household", "name"]))
	if frappe.get_meta(doctype).has_field("child"):
		return _grouped(_values(doctype, "name", names, ["name", "child"]))
	return {}


def structures_of(children: Iterable[str]) -> dict[str, str]:
	"""File number → structure, of the children there are."""
	return dict(_values(CHILD, "name", list(children), ["name", "structure"]))


def is_guarded(doctype: str) -> bool:
	"""Whether the very existence of a document says something: its traces stand apart."""
	return doctype in GUARDED


def _behind(doctype: str, names: list[str], kind: str, name: str) -> dict[str, list[str]]:
	found = defaultdict(list)
	for parent_type, parent in _values(doctype, "name", names, [kind, name]):
		if parent and parent_type and is_traced(parent_type) and parent not in found[parent_type]:
			found[parent_type].append(parent)
	return {parent_type: parents for parent_type, parents in found.items() if parents}


def _values(doctype: str, key: str, values: list[str], fields: list[str]) -> list[tuple]:
	rows = []
	for start in range(0, len(values), CHUNK):
		part = values[start : start + CHUNK]
		# File numbers, to write the traces; none is returned to the reader.
		rows += frappe.get_all(doctype, {key: ("in", part)}, fields, as_list=True, order_by=None, limit=0)
	return rows


def _grouped(pairs: Iterable[tuple]) -> dict[str, list[str]]:
	found = defaultdict(list)
	for name, child in pairs:
		if child:
			found[name].append(child)
	return found
