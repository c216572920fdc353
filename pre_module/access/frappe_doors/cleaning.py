"""What was shared, followed, indexed or kept before the app came, or before a DocType began to speak of children."""

import frappe

from pre_module.access.frappe_doors.reports import about_children
from pre_module.access.protected import protected_doctypes

# Frappe's records that open a document, or say something of it, by themselves: field of the DocType.
OPENING = {
	"DocShare": "share_doctype",
	"Document Follow": "ref_doctype",
	"Document Share Key": "reference_doctype",
	"__global_search": "doctype",
}


def close_old_doors() -> None:
	"""Hooked to after_migrate, and run every day: a site makes new DocTypes and new fields when it wants."""
	ours = protected_doctypes()
	for table, field in OPENING.items():
		# The upgrade and the scheduler act for nobody; what opened or indexed a child's document goes, whoever made it.
		frappe.db.delete(table, {field: ("in", ours)})
	# Names of reports, no rows of them.
	for report in frappe.get_all("Prepared Report", fields=["name", "report_name"]):
		if about_children(report.report_name):
			# The upgrade and the scheduler act for nobody: a copy of children's lines goes, whoever made it.
			frappe.delete_doc(
				"Prepared Report", report.name, ignore_permissions=True, delete_permanently=True
			)
	# Mailed reports: how a report is sent, no data.
	for mailed in frappe.get_all("Auto Email Report", filters={"enabled": 1}, fields=["name", "report"]):
		if about_children(mailed.report):
			frappe.db.set_value("Auto Email Report", mailed.name, "enabled", 0)
