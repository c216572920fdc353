"""P10, P12: who read or changed a health note or a safeguarding report, told on the document itself."""

import frappe
from frappe.utils import format_datetime, get_fullname

from pre_module.access.traces.children import is_guarded
from pre_module.access.traces.family_page import function_label, said
from pre_module.access.traces.writing import GUARDED_TRACE

LATEST = 500  # lines


@frappe.whitelist()
def who_consulted(doctype: str, name: str) -> list[dict[str, str]]:
	"""The latest lines, [{"at", "person", "function", "what"}], for whoever may read this very document.

	Raises frappe.PermissionError for everybody else, the same whether the document exists or not.
	"""
	if not is_guarded(doctype) or not frappe.db.exists(doctype, name):
		raise frappe.PermissionError
	frappe.has_permission(doctype, "read", name, throw=True)
	# The traces of this one document, for who may read it.
	rows = frappe.get_all(
		GUARDED_TRACE,
		{"reference_doctype": doctype, "reference_name": name},
		["at", "user", "function", "what"],
		order_by="at desc",
		limit=LATEST,
	)
	return [
		{
			"at": format_datetime(r.at, "dd/MM/yyyy HH:mm"),
			"person": get_fullname(r.user),
			"function": function_label(r.function or ""),
			"what": said(r.what),
		}
		for r in rows
	]
