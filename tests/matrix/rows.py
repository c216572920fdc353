"""Rows written straight into the tables, with a token in every text: what a file holds, not how it came there.

The rules of the app have their own tests; here a row only has to be there to be looked for. So a DocType added tomorrow
gets rows without a factory of its own.
"""

import frappe
from frappe.model.base_document import BaseDocument
from frappe.model.document import Document
from frappe.model.meta import Meta
from frappe.utils import now_datetime, today

from tests.matrix.marks import Mark, Marks

TEXTS = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "Autocomplete", "Code", "HTML Editor")
# Fields that code compares or computes with: a token there would be another fact, not another text.
KEPT = (
	"child",
	"guardian",
	"guardian_row",
	"code",
	"objective_code",
	"school_year",
	"naming_series",
	"workflow_state",
	"family_approved_by",
	"source_name",
	"source_doctype",
	"network_at_entry",
	"postal_code",
	"referent_name",
	"data",
	"file_url",
	"content_hash",
	"uai",
	"message_id",
)


def token_for(marks: Marks, child: str, doctype: str, document: str, where: str, domain: str = "") -> str:
	"""A token that stands for one place of a child's file."""
	token = marks.token(child)
	marks.put(token, Mark(child, doctype, document, where, domain))
	return token


def fill_texts(marks: Marks, child: str, doc: Document, owner: tuple[str, str] | None = None) -> None:
	"""Put a token in every empty text of a saved document and of its lines, and in every long text.

	owner: (DocType, name) of the document whose rights decide, without it the document itself.
	"""
	doctype, name = owner or (doc.doctype, doc.name)
	for row in (doc, *doc.get_all_children()):
		values = {}
		for field in row.meta.fields:
			if _takes_token(field, row.get(field.fieldname)):
				where, domain = f"{row.doctype}.{field.fieldname}", row.get("need_domain") or ""
				values[field.fieldname] = token_for(marks, child, doctype, name, where, domain)
		if values:
			frappe.db.set_value(row.doctype, row.name, values, update_modified=False)
	marks.put(str(doc.name), Mark(child, doctype, name, f"name of {doc.doctype}"))


def _takes_token(field, value) -> bool:
	if field.fieldtype not in TEXTS or field.fieldname in KEPT or field.get("is_virtual"):
		return False
	if field.fieldtype in ("Data", "Autocomplete"):
		return not value and not field.fetch_from
	return not field.read_only and not (field.fieldtype == "Code" and value)


BEGINS = ("enrolled_on",)  # a day without which a document stands for nothing yet


def make_row(doctype: str, **values) -> Document:
	"""A row of any DocType with these values, past its controller, one line in each of its tables."""
	meta = frappe.get_meta(doctype)
	doc = frappe.get_doc(
		{"doctype": doctype, **_least(meta), **_of_the_same(meta, values.get("child")), **values}
	)
	doc.owner = doc.modified_by = values.get("owner") or "Administrator"
	doc.creation = doc.modified = now_datetime()
	doc.name = doc.name or frappe.generate_hash(length=10)
	BaseDocument.db_insert(doc)
	for field in doc.meta.get_table_fields():
		if not doc.get(field.fieldname):
			line = doc.append(field.fieldname, _least(frappe.get_meta(field.options)))
		for line in doc.get(field.fieldname):
			line.name = line.name or frappe.generate_hash(length=10)
			line.parent, line.owner, line.creation, line.modified = (
				doc.name,
				doc.owner,
				doc.creation,
				doc.modified,
			)
			BaseDocument.db_insert(line)
	return frappe.get_doc(doctype, doc.name)


def _least(meta: Meta) -> dict:
	"""What a row can't be without: first choices, today, links to anything that is there."""
	values = {}
	for field in meta.fields:
		if field.fieldtype == "Select":
			choices = [c for c in (field.options or "").split("\n") if c]
			values[field.fieldname] = field.default or (choices[0] if choices else None)
		elif field.fieldtype in ("Date", "Datetime") and (field.reqd or field.fieldname in BEGINS):
			values[field.fieldname] = today()
		elif field.fieldtype == "Link" and field.reqd:
			values[field.fieldname] = frappe.db.get_value(field.options, {})
	return values


def _of_the_same(meta: Meta, child: str | None) -> dict:
	"""Links that a row can't be without, to documents about the same child: another one's is no row that could be."""
	if not child:
		return {}
	links = [f for f in meta.fields if f.fieldtype == "Link" and f.reqd and f.options != "PRE Child"]
	found = {
		f.fieldname: frappe.db.get_value(f.options, {"child": child})
		for f in links
		if frappe.get_meta(f.options).has_field("child")
	}
	if any(f.options == "PRE Team Meeting" for f in links):
		found["meeting"] = _meeting_about(child)
	return {field: name for field, name in found.items() if name}


def _meeting_about(child: str) -> str | None:
	"""A meeting is about several children: one whose agenda has this one's situation."""
	situation = frappe.db.get_value("PRE Situation", {"child": child})
	return situation and frappe.db.get_value("PRE Team Meeting Item", {"situation": situation}, "parent")
