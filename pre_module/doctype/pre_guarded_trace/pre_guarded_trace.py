import frappe

from pre_module.access.traces.record import TraceRecord


class PREGuardedTrace(TraceRecord):
	"""P10, P12: one line of who did what with a health note or a safeguarding report."""


def on_doctype_update():
	"""A document's page and the end of the retention read these."""
	frappe.db.add_index("PRE Guarded Trace", ["reference_name", "at"], index_name="document_at")
	frappe.db.add_index("PRE Guarded Trace", ["at"], index_name="at_index")
