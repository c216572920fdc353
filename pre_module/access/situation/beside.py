"""No name beside a situation or an agenda: comments and tasks there are read by who may not know whose file it is."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import strip_html

from pre_module.access.situation.names import names_of_people, names_of_schools
from pre_module.rules.anonymous import names_somebody

SITUATION, MEETING, DECISION = "PRE Situation", "PRE Team Meeting", "PRE Team Decision"
# Frappe's own records: field of the DocType, field of the name, field of the text.
BESIDE = {
	"Comment": ("reference_doctype", "reference_name", "content"),
	"ToDo": ("reference_type", "reference_name", "description"),
}


def refuse_names(doc: Document, method: str | None = None) -> None:
	"""R10: a comment or a task on a situation, a meeting or a decision holds no name of the files it speaks of.

	Hooked to validate of Comment and ToDo. Raises frappe.ValidationError.
	"""
	kind, name, text = (doc.get(field) for field in BESIDE[doc.doctype])
	if kind not in (SITUATION, MEETING, DECISION) or not text:
		return
	if doc.get("comment_type", "Comment") != "Comment":
		return  # Frappe's own note of who did what
	parts = frozenset().union(
		*(names_of_people(child) | names_of_schools(child) for child in _children(kind, name))
	)
	if names_somebody(strip_html(text), parts):
		frappe.throw(
			_(
				"This is read by people who may not know the child's name: write it without any name of the file."
			)
		)


def _children(kind: str, name: str) -> list[str]:
	# File numbers, to look for the names; none is returned.
	situations = [name]
	if kind == DECISION:
		situations = [frappe.db.get_value(DECISION, name, "situation")]
	if kind == MEETING:
		filters = {"parent": name, "parenttype": MEETING}
		situations = frappe.get_all("PRE Team Meeting Item", filters=filters, pluck="situation")
	return frappe.get_all(SITUATION, filters={"name": ("in", situations or [""])}, pluck="child")
