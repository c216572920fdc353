"""Reports: run as oneself, now. Frappe runs them as whoever the request names, and keeps them for later."""

import frappe
from frappe import _
from frappe.desk.query_report import export_query as frappe_export
from frappe.desk.query_report import run as frappe_run
from frappe.model.document import Document

from pre_module.access.frappe_doors.asking import is_ours

MODULE = "PRE Module"
ALWAYS_NOW = "A report about children is read now, with the rights of today: it is not prepared and kept."


@frappe.whitelist()
def run(
	report_name: str,
	filters: str | dict | None = None,
	user: str | None = None,
	ignore_prepared_report: bool | str = False,
	custom_columns: str | list | None = None,
	is_tree: bool | str | int = False,
	parent_field: str | None = None,
	are_default_filters: bool | str = True,
) -> dict:
	"""Replaces `frappe.desk.query_report.run`, that runs a report with the rights of another `user`."""
	return frappe_run(
		report_name,
		read_now(report_name, filters),
		None,
		ignore_prepared_report,
		custom_columns,
		is_tree,
		parent_field,
		are_default_filters,
	)


@frappe.whitelist()
def export_query() -> None:
	"""Replaces `frappe.desk.query_report.export_query`, likewise."""
	asked = frappe.local.form_dict
	asked.filters = read_now(asked.report_name, asked.filters)
	return frappe_export()


def read_now(report: str, filters: str | dict | None) -> str | dict | None:
	"""The filters without a result kept from another day; the report itself is no longer kept."""
	if not about_children(report):
		return filters
	# A setting of the site: Frappe turns it on by itself for a slow report.
	if frappe.db.get_value("Report", report, "prepared_report"):
		frappe.db.set_value("Report", report, "prepared_report", 0)
	asked = frappe.parse_json(filters)
	if isinstance(asked, dict) and "prepared_report_name" in asked:
		return {key: value for key, value in asked.items() if key != "prepared_report_name"}
	return filters


def refuse_prepared(doc: Document, method: str | None = None) -> None:
	"""Hooked to Prepared Report.before_insert: kept rows would outlive the right to read them."""
	if about_children(doc.report_name):
		frappe.throw(_(ALWAYS_NOW), frappe.PermissionError)


def about_children(report: str | None) -> bool:
	"""Whether a report shows documents of ours, or is one of the app's."""
	# How a report is made, none of its rows.
	found = report and frappe.db.get_value("Report", report, ["ref_doctype", "module"], as_dict=True)
	return bool(found) and (found.module == MODULE or is_ours(found.ref_doctype))
