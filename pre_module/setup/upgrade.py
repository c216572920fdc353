"""What a municipality changes stays changed (design.md, section 6).

Workflows, alerts and reference lists are shipped as a baseline. A document is installed when the site never
had it, and replaced at an upgrade only where the site still has the version shipped last. Changed here: kept.
Deleted or renamed here: not made again. PRE Baseline Record remembers what was shipped.
"""

import hashlib
import json

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.model.document import Document
from frappe.utils import cint, cstr, flt

from pre_module.setup.baseline_files import Shipped, shipped_documents

RECORD = "PRE Baseline Record"
# Where Frappe's workflow builder drew the boxes: not what the workflow says.
DRAWING = ("workflow_data", "workflow_builder_id")


def bring_up_to_date() -> None:
	"""Install or upgrade every shipped document, as an install and each migrate ask; twice changes nothing."""
	# Settings of the site and lists, no personal data; it runs as the installer, whoever that is.
	records = {
		(r.document_type, r.document_name): r
		for r in frappe.get_all(
			RECORD, fields=["name", "document_type", "document_name", "shipped_hash", "kept_local"]
		)
	}
	for shipped in shipped_documents():
		record = records.get((shipped.doctype, shipped.name))
		if record:
			_upgrade(shipped, record)
		else:
			_install(shipped)


def fingerprint(doctype: str, values: dict | Document) -> str:
	"""Fingerprint of what a document says, the same for a shipped one and for its copy on the site."""
	text = json.dumps(content(doctype, values), sort_keys=True, ensure_ascii=False)
	return hashlib.sha256(text.encode()).hexdigest()


def content(doctype: str, values: dict | Document) -> dict:
	"""What a document says: no names of rows, no dates, no drawing, and no field left at its default.

	So neither an upgrade of Frappe that adds a field nor a save without change looks like a change.
	"""
	if isinstance(values, Document):
		values = values.as_dict()
	says = {}
	for df in frappe.get_meta(doctype).fields:
		if df.fieldname in DRAWING:
			continue
		if df.fieldtype in table_fields:
			rows = [content(df.options, row) for row in values.get(df.fieldname) or ()]
			if rows:
				says[df.fieldname] = rows
		elif df.fieldtype not in no_value_fields:
			value = _comparable(df, values.get(df.fieldname, df.default))
			if value != _comparable(df, df.default):
				says[df.fieldname] = value
	return says


def _comparable(df, value) -> int | float | str:
	if df.fieldtype in ("Check", "Int"):
		return cint(value)
	if df.fieldtype in ("Float", "Percent", "Currency"):
		return flt(value)
	return cstr(value).replace("\r\n", "\n").strip()


def _install(shipped: Shipped) -> None:
	"""First time: make the document, or leave alone one of that name that the site has already."""
	there = frappe.db.exists(shipped.doctype, shipped.name)
	if there:
		kept = _of_site(shipped) != fingerprint(shipped.doctype, shipped.values)
	else:
		kept = False
		doc = frappe.get_doc({"doctype": shipped.doctype, "name": shipped.name, **shipped.values})
		doc.insert(ignore_permissions=True)  # the app's own document, made by its installer
	record = frappe.new_doc(RECORD, document_type=shipped.doctype, document_name=shipped.name)
	record.found_on_site = bool(there)
	_write(record, shipped, kept)


def _upgrade(shipped: Shipped, record: frappe._dict) -> None:
	"""Another version than last time replaces the site's copy, unless that one was changed here."""
	new = fingerprint(shipped.doctype, shipped.values)
	if record.shipped_hash == new and not record.kept_local:
		return
	kept = True
	if frappe.db.exists(shipped.doctype, shipped.name):
		of_site = _of_site(shipped)
		kept = of_site not in (new, record.shipped_hash)
		if of_site == record.shipped_hash != new:
			_replace(shipped)
	_write(frappe.get_doc(RECORD, record.name), shipped, kept)


def _of_site(shipped: Shipped) -> str:
	return fingerprint(shipped.doctype, frappe.get_doc(shipped.doctype, shipped.name))


def _replace(shipped: Shipped) -> None:
	doc = frappe.get_doc(shipped.doctype, shipped.name)
	for df in doc.meta.fields:
		if df.fieldtype in table_fields:
			doc.set(df.fieldname, shipped.values.get(df.fieldname, []))
		elif df.fieldtype not in no_value_fields and df.fieldname not in DRAWING:
			value = shipped.values.get(df.fieldname, df.default)
			# a default is text in the DocType: "0" is not no
			doc.set(df.fieldname, cint(value) if df.fieldtype in ("Check", "Int") else value)
	doc.save(ignore_permissions=True)  # as shipped last: nobody's work is lost


def _write(record: Document, shipped: Shipped, kept: bool) -> None:
	new = fingerprint(shipped.doctype, shipped.values)
	if (record.shipped_hash, bool(record.kept_local)) == (new, kept):
		return
	record.shipped_hash = new
	record.kept_local = kept
	record.shipped_version = json.dumps(shipped.values, indent=1, ensure_ascii=False)
	record.save(ignore_permissions=True)  # nobody writes these by hand
