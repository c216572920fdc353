"""A child's file has its situation from the first day; its number says nothing of the file."""

import secrets

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

SITUATION = "PRE Situation"
TRIES = 20


def close_with_file(child: Document, method: str | None = None) -> None:
	"""A situation does not outlive its file."""
	name = situation_of(child.name)
	if name:
		frappe.delete_doc(SITUATION, name, ignore_permissions=True, force=True)  # decided with the file


def make_situation(child: str, structure: str) -> Document:
	"""The situation of a child's file."""
	doc = frappe.get_doc({"doctype": SITUATION, "child": child, "structure": structure})
	doc.flags.with_file = True
	return doc.insert(ignore_permissions=True)  # the file's own save makes it, whoever may write one


def situation_of(child: str) -> str | None:
	"""Name of a child's situation."""
	# A number; who may know it is the caller's to ask.
	return frappe.db.get_value(SITUATION, {"child": child})


def draw_name() -> str:
	"""« Situation 2026-40142 »: drawn by lot, so that neither the file's number nor its rank can be told from it."""
	for attempt in range(2 * TRIES):
		digits = 5 if attempt < TRIES else 7  # a whole country in one year
		name = f"Situation {getdate().year}-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
		if not frappe.db.exists(SITUATION, name):
			return name
	frappe.throw(frappe._("No number is left for a new situation this year."))
