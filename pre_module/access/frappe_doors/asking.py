"""What every door asks: is this about a child, and may this person read it."""

from collections.abc import Callable

import frappe
from frappe import _

from pre_module.access.protected import SATELLITES, is_protected, table_parents

NOT_YOURS = "You may not see this."


def frappes_own(address: str) -> Callable:
	"""The method that a door stands before, looked up when it is asked for: a later Frappe may have done away with it."""
	return frappe.get_attr(address)


def is_ours(doctype: object) -> bool:
	"""Whether rows of a DocType may speak of a child: protected, lines of a protected one, or hanging on one."""
	if not isinstance(doctype, str) or not frappe.db.exists("DocType", doctype):
		return False
	if doctype in SATELLITES or is_protected(doctype):
		return True
	return frappe.is_table(doctype) and bool(table_parents(doctype))


def may_read(doctype: str | None, name: object, user: str | None = None) -> bool:
	"""Whether a person may read a document: always the same answer for one that doesn't exist and one out of sight."""
	if not doctype or not name or not frappe.db.exists(doctype, name):
		return False
	return bool(frappe.has_permission(doctype, "read", name, user=user))


def hidden(doctype: str | None, name: object, user: str | None = None) -> bool:
	"""Whether a document is ours and out of a person's sight."""
	return is_ours(doctype) and not may_read(doctype, name, user)


def ask(doctype: str | None, name: object) -> None:
	"""Stop whoever may not read a document of ours. Raises frappe.PermissionError, the same when it doesn't exist."""
	if hidden(doctype, name):
		raise frappe.PermissionError(_(NOT_YOURS))
