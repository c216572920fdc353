import frappe

from pre_module.access.traces.record import TraceRecord


class PREAccessTrace(TraceRecord):
	"""P12: one line of who did what with a child's file."""


def on_doctype_update():
	"""A child's page and the end of the retention read these."""
	frappe.db.add_index("PRE Access Trace", ["child", "at"], index_name="child_at")
	frappe.db.add_index("PRE Access Trace", ["at"], index_name="at_index")
	frappe.db.add_index("PRE Access Trace", ["user", "what", "at"], index_name="user_what_at")
