"""Documents of a child's file made, changed and deleted: noted in the transaction that does it."""

import frappe
from frappe.model.document import Document

from pre_module.access.traces.children import is_traced
from pre_module.access.traces.writing import TRACE, Seen, write
from pre_module.rules.traces import CHANGED, CREATED, DELETED


def note_change(doc: Document, method: str | None = None) -> None:
	"""Hook "*" after_insert, on_update, on_trash: whatever the door, an import and a job included."""
	if not is_traced(doc.doctype) or _not_there_yet():
		return
	if method == "on_update" and doc.flags.in_insert:
		return  # noted by after_insert
	what = {"after_insert": CREATED, "on_update": CHANGED, "on_trash": DELETED}[method]
	write([Seen(what, doc.doctype, (doc.name,))])


def _not_there_yet() -> bool:
	"""While the app is being installed or migrated, its documents may be older than this table."""
	return bool(frappe.flags.in_install or frappe.flags.in_migrate) and not frappe.db.table_exists(TRACE)
