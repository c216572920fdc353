"""A closed door has one address.

Frappe replaces a method by its address, but answers it under the name of any module that imported it too, and some
methods call another one that the request names. Hooked to before_request: both are refused for methods of `wiring.OVERRIDES`.
"""

import frappe
from frappe import _

from pre_module.access.frappe_doors.wiring import OVERRIDES

CALLING = ("query", "tree_method", "method")  # what a request may name for Frappe to call it
NO_SUCH_DOOR = "This method is not answered under this name."


def check_request() -> None:
	"""Raises frappe.PermissionError for a closed door asked for under another name."""
	from pre_module.access.frappe_doors.queries import install

	install()
	# « debug » answers the SQL of a list, in which stand the file numbers that the condition looked up.
	frappe.form_dict.pop("debug", None)
	if _is_another_name(_address()):
		raise frappe.PermissionError(_(NO_SUCH_DOOR))
	for key in CALLING:
		named = frappe.form_dict.get(key)
		# Link searches put ours in the place of a `query` of this address (searching.py).
		closed = _is_another_name(named) or (key != "query" and named in OVERRIDES)
		if closed:
			raise frappe.PermissionError(_(NO_SUCH_DOOR))


def _is_another_name(address: object) -> bool:
	"""Whether Frappe would answer this address with the very method that we replaced."""
	if not isinstance(address, str) or "." not in address or address in OVERRIDES:
		return False
	return _own_name(ours_for(address)) in OVERRIDES


def ours_for(method: str | None) -> str | None:
	"""The method that answers in the place of a closed door; any other as it is."""
	return (frappe.get_hooks("override_whitelisted_methods", {}).get(method) or [method])[-1]


def _address() -> str | None:
	"""The method that the request asks for, whatever the version of the interface."""
	path = (frappe.request.path if getattr(frappe.local, "request", None) else "").rstrip("/")
	for prefix in ("/api/v2/method/", "/api/v1/method/", "/api/method/"):
		if path.startswith(prefix):
			return _spelled(path.removeprefix(prefix), second=prefix == "/api/v2/method/")
	return frappe.form_dict.get("cmd")


def _spelled(rest: str, second: bool) -> str:
	first, _slash, method = rest.partition("/")
	if not (second and method):
		return first
	from frappe.modules.utils import load_doctype_module

	try:
		return f"{load_doctype_module(first).__name__}.{method}"
	except (ImportError, frappe.DoesNotExistError):
		# No such DocType: Frappe itself refuses, with its own words.
		return rest


def _own_name(address: str) -> str | None:
	"""Where a method is defined; None for one that doesn't exist, which Frappe refuses with its own words."""
	try:
		method = frappe.get_attr(address)
	except (ImportError, AttributeError, ValueError, frappe.ValidationError):
		return None
	return f"{getattr(method, '__module__', '')}.{getattr(method, '__name__', '')}"
