"""What Frappe keeps beside a document: comments, versions, files, tags..., found in the metadata of the site.

A satellite is a DocType of Frappe that names a document by a DocType and a name. Each gets one row for each document
it is asked about, with a token in every text.
"""

from collections.abc import Iterator

import frappe
from frappe.model.meta import Meta

NAMING = (
	"attached_to_name",
	"deleted_name",
	"docname",
	"document_name",
	"reference_docname",
	"reference_document",
	"reference_name",
)
# Rows of these are settings or rights, not copies; test_hostile.py tries the rights.
NOT_COPIES = ("DocShare", "Document Share Key", "Onboarding Step", "User Permission", "Webhook")
KINDS = ("document_type", "export_from", "reference_type")


def satellites() -> Iterator[tuple[str, str, str]]:
	"""(DocType, field of the document's DocType, field of its name) of each, read from the metadata."""
	ours = {"module": ("!=", "PRE Module"), "issingle": 0, "is_virtual": 0, "istable": 0}
	for doctype in frappe.get_all("DocType", ours, pluck="name", order_by="name"):
		pair = None if doctype in NOT_COPIES else _pair(frappe.get_meta(doctype))
		if pair:
			yield doctype, *pair


def _pair(meta: Meta) -> tuple[str, str] | None:
	fields = {f.fieldname: f for f in meta.fields}
	for field in fields.values():
		# A kind to choose among a few (DocType, Page, Report) names a page of the desk, no document.
		if field.fieldtype == "Dynamic Link" and field.options in fields:
			return (field.options, field.fieldname) if fields[field.options].fieldtype != "Select" else None
	kinds = [f.fieldname for f in fields.values() if "doctype" in f.fieldname or f.options == "DocType"]
	kinds += [f for f in KINDS if f in fields and f not in kinds]
	names = [name for name in NAMING if name in fields]
	return (kinds[0], names[0]) if kinds and names else None
