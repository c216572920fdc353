"""A line of a table asked for by itself: Frappe asks whether its DocType may be read, never its document.

So whoever may write parcours at all could write a line into any of them. Frappe has no hook here: its function is
wrapped, once per process, like its query class (`queries.py`).
"""

import frappe
import frappe.permissions

from pre_module.access.frappe_doors.asking import may_read
from pre_module.access.protected import is_protected
from pre_module.rules.access import READING


def install() -> None:
	"""Wrap Frappe's question once per process."""
	frappes_own = frappe.permissions.has_child_permission
	if getattr(frappes_own, "pre_module_guards", False):
		return

	def has_child_permission(child_doctype, ptype="read", child_doc=None, user=None, *args, **kwargs) -> bool:
		allowed = frappes_own(child_doctype, ptype, child_doc, user, *args, **kwargs)
		return allowed and (not child_doc or may_ask_for(child_doctype, child_doc, ptype, user))

	has_child_permission.pre_module_guards = True
	frappe.permissions.has_child_permission = has_child_permission


def may_ask_for(table: str, line, ptype: str, user: str | None) -> bool:
	"""A line alone is read by who reads its document, as it is stored and as a request would have it; written by nobody.

	A document writes its lines itself, under the rules.
	"""
	if not isinstance(line, str) and getattr(line, "parent_doc", None):
		return True
	name = line if isinstance(line, str) else line.get("name")
	# Which document a line stands in, whoever asks: that one is asked for next.
	stored = frappe.db.get_value(table, name, ["parenttype", "parent"], as_dict=True) if name else None
	parents = [p for p in (stored, None if isinstance(line, str) else line) if p]
	return all(
		ptype in READING and may_read(p.get("parenttype"), p.get("parent"), user)
		for p in parents
		if is_protected(p.get("parenttype"))
	)
