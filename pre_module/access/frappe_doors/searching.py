"""Searches: the index of the whole site, link searches past permission, tags, live lists."""

import frappe
import frappe.desk.search as desk
import frappe.realtime
import frappe.utils.global_search as index
from frappe import _

from pre_module.access.frappe_doors.asking import NOT_YOURS, frappes_own, hidden, is_ours
from pre_module.access.frappe_doors.one_name import ours_for

MOST = 21  # as Frappe's own page


@frappe.whitelist()
def search(text: str, start: int | str = 0, limit: int | str = 20, doctype: str = "") -> list:
	"""Replaces `frappe.utils.global_search.search`, which asks for the DocType only."""
	found = index.search(text, start, limit, doctype)
	return [row for row in found if not hidden(row["doctype"], row["name"])]


@frappe.whitelist(allow_guest=True)
def web_search(text: str, scope: str | None = None, start: int | str = 0, limit: int | str = 20) -> list:
	"""Replaces `frappe.utils.global_search.web_search`: nothing of a child is ever on the website."""
	found = index.web_search(text, scope, frappe.utils.cint(start), frappe.utils.cint(limit))
	return [row for row in found if not is_ours(row["doctype"])]


@frappe.whitelist(allow_guest=True)
def get_search_results(
	text: str, scope: str | None = None, start: int | str = 0, as_html: bool | str = False
) -> dict:
	"""Replaces `frappe.www.search.get_search_results`: the search page's own way to the same index."""
	as_html = bool(frappe.utils.cint(frappe.utils.sbool(as_html)))
	if web_search(text, scope, start, MOST) != index.web_search(text, scope, frappe.utils.cint(start), MOST):
		raise frappe.PermissionError(_(NOT_YOURS))
	return frappes_own("frappe.www.search.get_search_results")(text, scope, frappe.utils.cint(start), as_html)


@frappe.whitelist()
def search_link(
	doctype: str,
	txt: str,
	query: str | None = None,
	filters: str | dict | list | None = None,
	page_length: int | str = 10,
	searchfield: str | None = None,
	reference_doctype: str | None = None,
	ignore_user_permissions: bool | str | int = False,
) -> list:
	"""Replaces `frappe.desk.search.search_link`: « without user permissions » meant without any."""
	return desk.search_link(
		doctype,
		txt,
		ours_for(query),
		filters,
		frappe.utils.cint(page_length),
		searchfield,
		reference_doctype,
		bool(frappe.utils.cint(ignore_user_permissions)) and not is_ours(doctype),
	)


@frappe.whitelist()
def search_widget(
	doctype: str,
	txt: str,
	query: str | None = None,
	searchfield: str | None = None,
	start: int | str = 0,
	page_length: int | str = 10,
	filters: str | dict | list | None = None,
	filter_fields: str | None = None,
	as_dict: bool | str = False,
	reference_doctype: str | None = None,
	ignore_user_permissions: bool | str | int = False,
) -> list:
	"""Replaces `frappe.desk.search.search_widget`, likewise."""
	return desk.search_widget(
		doctype,
		txt,
		ours_for(query),
		searchfield,
		frappe.utils.cint(start),
		frappe.utils.cint(page_length),
		filters,
		filter_fields,
		frappe.utils.sbool(as_dict),
		reference_doctype,
		bool(frappe.utils.cint(ignore_user_permissions)) and not is_ours(doctype),
	)


@frappe.whitelist()
def get_tagged_docs(doctype: str, tag: str) -> list:
	"""Replaces `frappe.desk.doctype.tag.tag.get_tagged_docs`: names of all documents with a tag."""
	return frappe.get_list(doctype, filters={"_user_tags": ("like", tag)}, fields=["name"], as_list=True)


@frappe.whitelist(allow_guest=True)
def can_subscribe_doctype(doctype: str) -> bool:
	"""Replaces `frappe.realtime.can_subscribe_doctype`: a live list is told the name of each document that changes."""
	if is_ours(doctype):
		raise frappe.PermissionError(_(NOT_YOURS))
	return frappe.realtime.can_subscribe_doctype(doctype)
