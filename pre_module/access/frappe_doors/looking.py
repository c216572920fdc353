"""Doors of one document: what its form, its print and its links say beside it."""

import frappe
import frappe.client
import frappe.desk.doctype.tag.tag as tag_module
from frappe import _
from frappe.desk.form.load import getdoc as frappe_getdoc
from frappe.model.document import Document

from pre_module.access.frappe_doors.asking import NOT_YOURS, ask, frappes_own, hidden, is_ours


@frappe.whitelist()
def getdoc(doctype: str, name: str, user: str | None = None) -> list | None:
	"""Replaces `frappe.desk.form.load.getdoc`, which sends the title of every linked document, whoever reads."""
	answer = frappe_getdoc(doctype, name)
	titles = frappe.local.response.get("_link_titles") or {}
	frappe.local.response["_link_titles"] = readable_titles(titles)
	return answer


def check_print(doc: Document, method: str | None = None, settings: object = None) -> None:
	"""Hooked to before_print of all: no print for a key or a signature in an address, and no hidden title on it.

	Frappe's older addresses of prints are computed from the name alone. Raises frappe.PermissionError.
	"""
	# Frappe's own flag: it is set while a mail that the site sends by itself prints its attachment.
	if is_ours(doc.doctype) and not frappe.flags.ignore_print_permissions and not doc.has_permission("read"):
		raise frappe.PermissionError(_(NOT_YOURS))
	if doc.get("__link_titles"):
		setattr(doc, "__link_titles", readable_titles(doc.get("__link_titles")))


def readable_titles(titles: dict[str, str]) -> dict[str, str]:
	"""Those of documents that the reader may read; of another the name is shown, which says nothing."""
	return {key: title for key, title in titles.items() if not hidden(*key.split("::", 1))}


@frappe.whitelist()
def validate_link(doctype: str, docname: str, fields: str | list | None = None) -> dict:
	"""Replaces `frappe.client.validate_link`, which says whether a document exists to who may not read it."""
	if hidden(doctype, docname):
		return frappe._dict(name=None)
	return frappe.client.validate_link(doctype, docname, fields)


@frappe.whitelist()
def is_document_amended(doctype: str, docname: str) -> str | bool | None:
	"""Replaces `frappe.client.is_document_amended`."""
	ask(doctype, docname)
	return frappe.client.is_document_amended(doctype, docname)


@frappe.whitelist()
def get_next(
	doctype: str,
	value: str,
	prev: int | str,
	filters: str | list | None = None,
	sort_order: str = "desc",
	sort_field: str = "modified",
) -> str | None:
	"""Replaces `frappe.desk.form.utils.get_next`: it compares with a value of any document."""
	ask(doctype, value)
	return frappes_own("frappe.desk.form.utils.get_next")(
		doctype, value, prev, filters, sort_order, sort_field
	)


@frappe.whitelist()
def get_submitted_linked_docs(doctype: str, name: str) -> dict:
	"""Replaces `frappe.desk.form.linked_with.get_submitted_linked_docs`, which asks and ignores the answer."""
	frappe.has_permission(doctype, "read", name, throw=True)
	if not frappe.get_meta(doctype).is_submittable:
		return {"docs": [], "count": 0}
	docs = [
		d
		for d in frappes_own("frappe.desk.form.linked_with.get_submitted_linked_docs")(doctype, name)["docs"]
		if not hidden(d["doctype"], d["name"])
	]
	return {"docs": docs, "count": len(docs)}


@frappe.whitelist()
def get_follow_users(doctype: str, doc_name: str) -> list:
	"""Replaces `frappe.desk.form.document_follow.get_follow_users`."""
	ask(doctype, doc_name)
	return frappes_own("frappe.desk.form.document_follow.get_follow_users")(doctype, doc_name)


@frappe.whitelist()
def toggle_like(doctype: str, name: str, add: str | bool = False) -> None:
	"""Replaces `frappe.desk.like.toggle_like`, which writes on any document."""
	ask(doctype, name)
	return frappes_own("frappe.desk.like.toggle_like")(doctype, name, add)


@frappe.whitelist()
def add_tag(tag: str, dt: str, dn: str, color: str | None = None) -> str:
	"""Replaces the Tag's `add_tag`, which writes first and asks then."""
	ask(dt, dn)
	return tag_module.add_tag(tag, dt, dn, color)


@frappe.whitelist()
def add_tags(tags: str | list, dt: str, docs: str | list, color: str | None = None) -> None:
	"""Replaces the Tag's `add_tags`, likewise."""
	for name in frappe.parse_json(docs):
		ask(dt, name)
	return tag_module.add_tags(tags, dt, docs, color)


@frappe.whitelist()
def remove_tag(tag: str, dt: str, dn: str) -> None:
	"""Replaces the Tag's `remove_tag`, likewise."""
	ask(dt, dn)
	return tag_module.remove_tag(tag, dt, dn)


@frappe.whitelist()
def get_latest_submissions(doctype: str, docname: str) -> dict | None:
	"""Replaces the Submission Queue's `get_latest_submissions`."""
	ask(doctype, docname)
	return frappes_own("frappe.core.doctype.submission_queue.submission_queue.get_latest_submissions")(
		doctype, docname
	)


@frappe.whitelist()
def get_print_settings_to_show(doctype: str, docname: str) -> list:
	"""Replaces `frappe.printing.page.print.print.get_print_settings_to_show`."""
	ask(doctype, docname)
	return frappes_own("frappe.printing.page.print.print.get_print_settings_to_show")(doctype, docname)
