"""Which DocTypes speak of a child, and which records of Frappe hang on their documents."""

import frappe
from frappe.utils.caching import request_cache

from pre_module.rules.guarded import GUARDED

CHILD, HOUSEHOLD, REFERRAL, MEETING = "PRE Child", "PRE Household", "PRE Referral", "PRE Team Meeting"

# The registers say who saw and who could; the data protection officer reads them whole, by file number.
REGISTERS = ("PRE Child Access", "PRE Access Trace", "PRE Emergency Access")
ADDED = (CHILD, HOUSEHOLD, MEETING)  # of a child without a field `child`

# Frappe's own records of a document's life: field of the DocType, field of the name.
SATELLITES = {
	"Access Log": ("export_from", "reference_document"),
	"Activity Log": ("reference_doctype", "reference_name"),
	"Auto Repeat": ("reference_doctype", "reference_document"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"Discussion Topic": ("reference_doctype", "reference_docname"),
	"DocShare": ("share_doctype", "share_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Document Share Key": ("reference_doctype", "reference_docname"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"Email Unsubscribe": ("reference_doctype", "reference_name"),
	"Energy Point Log": ("reference_doctype", "reference_name"),
	"Error Log": ("reference_doctype", "reference_name"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Integration Request": ("reference_doctype", "reference_docname"),
	"Milestone": ("reference_type", "reference_name"),
	"Notification Log": ("document_type", "document_name"),
	"Reminder": ("reminder_doctype", "reminder_docname"),
	"Submission Queue": ("ref_doctype", "ref_docname"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Transaction Log": ("reference_doctype", "document_name"),
	"Version": ("ref_doctype", "docname"),
	"View Log": ("reference_doctype", "reference_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
}


def is_protected(doctype: str | None) -> bool:
	"""Whether a DocType's documents are open through a grant only: any DocType with a field `child`, and a few more.

	A DocType that a site makes for itself is protected from the day it has a field `child` that links to PRE Child.
	"""
	if doctype in ADDED or doctype in REGISTERS or doctype in GUARDED:
		return True
	if not doctype or (meta := frappe.get_meta(doctype)).istable:
		return False
	field = meta.get_field("child")
	if not field:
		return False
	return field.options == CHILD if field.fieldtype == "Link" else doctype.startswith("PRE ")


@request_cache
def protected_doctypes() -> list[str]:
	"""The names of all protected DocTypes of the site, tables of lines apart."""
	# The structure of the site, no personal data.
	named = set(ADDED) | set(REGISTERS) | set(GUARDED)
	for source in ("DocField", "Custom Field"):
		parent = "parent" if source == "DocField" else "dt"
		named |= set(frappe.get_all(source, filters={"fieldname": "child"}, pluck=parent))
	return sorted(d for d in named if frappe.db.exists("DocType", d) and is_protected(d))


def table_parents(table: str) -> list[str]:
	"""The protected DocTypes whose documents have lines of this child table."""
	parents = set()
	for source, parent in (("DocField", "parent"), ("Custom Field", "dt")):
		parents |= set(
			# The structure of the site, no personal data.
			frappe.get_all(
				source,
				filters={"fieldtype": ("in", ("Table", "Table MultiSelect")), "options": table},
				pluck=parent,
			)
		)
	return sorted(p for p in parents if is_protected(p))
