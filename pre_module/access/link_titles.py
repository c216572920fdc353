"""Titles of links: Frappe's own end point gives any title to any account, names of children included."""

import frappe
from frappe.desk.search import get_link_title as frappe_get_link_title


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
	"""The title of a document for a link, only to who may read the document; else its name, which says nothing.

	Replaces `frappe.desk.search.get_link_title` (hook override_whitelisted_methods), which asks no permission.
	"""
	if not (frappe.db.exists(doctype, docname) and frappe.has_permission(doctype, "read", docname)):
		return docname
	return frappe_get_link_title(doctype, docname)
