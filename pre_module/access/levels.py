"""Fields above what a reader's roles open (permlevel), such as the examination of a referral for who referred the child.

Frappe leaves them out of a form and of a list's columns, and lets everybody filter by them, sort by them, put them in
an expression, and read the lines of a table that stands there: one guess at a time tells as much as the field.
"""

import re

import frappe
from frappe.utils.caching import request_cache

from pre_module.access.protected import is_protected

WORD = re.compile(r"\w+")
PLAIN = re.compile(r"\w+")


@request_cache
def hidden_fields(doctype: str, user: str) -> frozenset[str]:
	"""The fields of a DocType of ours that no role of the person reads."""
	meta = frappe.get_meta(doctype)
	if user == "Administrator" or not (meta.module == "PRE Module" or is_protected(doctype)):
		return frozenset()
	levels = set(meta.get_permlevel_access("read", user=user))
	return frozenset(df.fieldname for df in meta.fields if df.permlevel and df.permlevel not in levels)


@request_cache
def readable_table_fields(doctype: str, table: str, user: str) -> tuple[tuple[str, ...], bool]:
	"""The fields of a DocType that hold lines of a table and that the person may read; whether these are all of them."""
	fields = [df.fieldname for df in frappe.get_meta(doctype).get_table_fields() if df.options == table]
	open_to_him = tuple(f for f in fields if f not in hidden_fields(doctype, user))
	return open_to_him, len(open_to_him) == len(fields)


def names_hidden(text: str, doctype: str, user: str) -> bool:
	"""Whether a piece of SQL about a DocType names a field, or lines, that the person may not read."""
	hidden = hidden_fields(doctype, user)
	if not hidden:
		return False
	tables = {df.options for df in frappe.get_meta(doctype).get_table_fields() if df.fieldname in hidden}
	return bool(hidden & set(WORD.findall(text))) or any(f"tab{table}" in text for table in tables)


def is_plain(field: str, doctype: str) -> bool:
	"""Whether a field of a list is a column of its DocType by itself: Frappe leaves out those that are not readable."""
	return bool(PLAIN.fullmatch(field.replace(f"`tab{doctype}`.", "").replace("`", "").strip()))


def may_filter(condition_on: str, field: str, doctype: str, user: str) -> bool:
	"""Whether the person may ask for documents by a field of theirs, or of their lines in another table."""
	if condition_on == doctype:
		return field not in hidden_fields(doctype, user)
	open_to_him, whole = readable_table_fields(doctype, condition_on, user)
	return (whole or bool(open_to_him)) and field not in hidden_fields(condition_on, user)
