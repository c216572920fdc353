"""Who reads and writes charters, signatures and acceptances; on top of the roles, for lists and documents alike.

A published charter is for every role of the app. Drafts, signatures and acceptances are the coordonnateurs', each
in the structures he coordinates; the data protection officer reads them all.
"""

import frappe
from frappe.model.document import Document

from pre_module.access.charter_people import coordinated_structures

CHARTER, SIGNATURE, ACCEPTANCE = "PRE Charter", "PRE Charter Signature", "PRE Charter Acceptance"
DPO = "PRE Data Protection Officer"
READING = ("read", "select", "print", "report", "export", "email")


def reads_all(user: str) -> bool:
	"""Whether the user reads the charters of every structure with all that belongs to them."""
	return user == "Administrator" or DPO in frappe.get_roles(user)


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Hook permission_query_conditions of the three DocTypes: the rows of a list that the user may read."""
	user = user or frappe.session.user
	if reads_all(user):
		return ""
	table = f"`tab{doctype}`"
	names = ", ".join(_text(name) for name in coordinated_structures(user)) or "''"
	mine = f"{table}.structure in ({names})"
	if doctype == CHARTER:
		return f"({table}.status = 'Published' or {mine})"
	if doctype == ACCEPTANCE:
		return f"({table}.user = {_text(user)} or {mine})"
	return f"({mine})"


def has_permission(doc: Document, ptype: str = "read", user: str | None = None, **_asked) -> bool:
	"""Hook has_permission of the three DocTypes: the same for one document, and who may write it."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	if ptype in READING:
		if reads_all(user):
			return True
		if doc.doctype == CHARTER and doc.status == "Published":
			return True
		if doc.doctype == ACCEPTANCE and doc.user == user:
			return True
	# A signature's structure is written by its own save; before, the charter it names says it.
	structure = doc.structure
	if doc.doctype == SIGNATURE:
		structure = doc.charter and frappe.db.get_value(CHARTER, doc.charter, "structure")
	if not structure:
		return ptype in ("create", *READING) and doc.is_new()  # an empty form
	return structure in coordinated_structures(user)


def _text(value: str) -> str:
	# Lists are read without values to fill in: a doubled « % » would stay doubled.
	return frappe.db.escape(value, percent=False)
