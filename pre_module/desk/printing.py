"""What the printed documents show: gathered here, so that a template reads no record by itself.

Who may print at all is asked here too.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname, getdate

from pre_module.controllers.school_year import current_school_year
from pre_module.rules.dates import age_on


def check_may_print(doc: Document, method: str | None = None, settings: object = None) -> None:
	"""Only who has the right to print takes a document of ours away on paper, whatever the print format.

	Hooked to before_print of each: Frappe itself prints for whoever may read. Raises frappe.PermissionError.
	"""
	# Frappe's own flag: it is set while a mail that the site sends by itself prints its attachment.
	if not frappe.flags.ignore_print_permissions and not doc.has_permission("print"):
		raise frappe.PermissionError(_("You may not print this document."))


def parcours_document(doc: Document) -> frappe._dict:
	"""R8 « formalisé par un document »: what the family is given of a parcours, and nothing internal.

	Raises frappe.PermissionError for who may not read the child's file.
	"""
	child = frappe.get_doc("PRE Child", doc.child)
	child.check_permission("read")
	diagnostic = frappe.get_doc("PRE Diagnostic", doc.diagnostic) if doc.diagnostic else None
	domains = {row.need_domain for row in (*doc.objectives, *doc.actions)}
	return frappe._dict(
		structure=_letterhead(doc.structure),
		child=child,
		age=age_on(getdate(child.birth_date), getdate()),
		school=_name_of("PRE School", child.school, "school_name"),
		school_year=current_school_year(),
		parents=[g for g in child.guardians if g.parental_authority == "Yes"],
		referent=get_fullname(doc.referent) if doc.referent else "",
		coordinator=get_fullname(doc.coordinator) if doc.coordinator else "",
		child_word=diagnostic.child_word if diagnostic else "",
		parents_word=diagnostic.parents_word if diagnostic else "",
		domains={d: _(d) for d in domains if d},
		# The days a family reads: a draft has none yet.
		is_draft=doc.status == "Draft",
	)


def contract_document(doc: Document) -> frappe._dict:
	"""R5 « définir un cadre pour le référent »: what the collective signs."""
	return frappe._dict(
		structure=_letterhead(doc.structure),
		coordinator=get_fullname(doc.coordinator) if doc.coordinator else "",
		referent=doc.referent_name or get_fullname(doc.referent),
	)


def _letterhead(structure: str) -> Document:
	# Name and public contact of the structure: for families, on every document.
	return frappe.get_cached_doc("PRE Structure", structure)


def _name_of(doctype: str, name: str | None, field: str) -> str:
	# The name of an institution, no personal data.
	return (frappe.db.get_value(doctype, name, field) if name else "") or ""
