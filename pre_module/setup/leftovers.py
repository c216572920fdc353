"""What still points at DocTypes that are gone: copies, traces and files of their documents, and settings.

Past permissions: it is run by who uninstalls the app, and erases what of it no permission would reach any more.
"""

from collections.abc import Iterable

import frappe
from frappe.model import table_fields
from frappe.utils import create_batch

BATCH = 500

# Here a DocType is one setting among others: the document stays, the setting goes.
KEPT = ("User Type", "Email Account", "IMAP Folder")
# Names of a DocType in fields that are no links.
AS_TEXT = (
	("Custom DocPerm", "parent"),
	("Deleted Document", "deleted_doctype"),
	("Access Log", "export_from"),
	("List View Settings", "name"),
	("Singles", "doctype"),
)
# Traces of one document, by its DocType and name.
TRACES = (
	("Version", "ref_doctype", "docname"),
	("Comment", "reference_doctype", "reference_name"),
	("Error Log", "reference_doctype", "reference_name"),
)


def forget_doctypes(doctypes: list[str]) -> None:
	"""Remove everything in Frappe's own DocTypes that points at these ones. Other apps' documents stay."""
	for doctype, field in _links_to_doctype():
		if doctype in KEPT:
			frappe.db.set_value(doctype, {field: ("in", doctypes)}, field, None, update_modified=False)
		else:
			remove(doctype, frappe.get_all(doctype, filters={field: ("in", doctypes)}, pluck="name"))
	for table, field in (*AS_TEXT, ("__global_search", "doctype"), ("__UserSettings", "doctype")):
		frappe.db.delete(table, {field: ("in", doctypes)})
	frappe.db.delete("Deleted Document", {"deleted_doctype": "DocType", "deleted_name": ("in", doctypes)})
	for doctype in doctypes:
		frappe.db.delete("Route History", {"route": ("like", f"%/{doctype}%")})
	_forget_fields_to(doctypes)
	_forget_list_settings(doctypes)


def forget_reports(reports: list[str]) -> None:
	"""Remove what rested on these reports: results kept, mailings, rights."""
	filters = {"report_name": ("in", reports or [""])}
	remove("Prepared Report", frappe.get_all("Prepared Report", filters=filters, pluck="name"))
	filters = {"report": ("in", reports or [""])}
	for doctype in ("Auto Email Report", "Custom Role"):
		remove(doctype, frappe.get_all(doctype, filters=filters, pluck="name"))


def series_of(doctypes: list[str]) -> list[str]:
	"""Counters of the documents' numbers ("ENF-2026-"), but none that another DocType counts with."""
	fields = frappe.get_all(
		"DocField", filters={"fieldname": "naming_series"}, fields=["parent", "options"], order_by="parent"
	)
	series = [(field.parent, field.options) for field in fields]
	# Without such a field the DocType says it itself: "EPS-.YYYY.-.####".
	by_itself = {"autoname": ("like", "%.#%")}
	series += frappe.get_all("DocType", filters=by_itself, fields=["name", "autoname"], as_list=True)
	ours, others = set(), set()
	for doctype, options in series:
		prefixes = {o.split(".")[0] for o in (options or "").split("\n") if o}
		(ours if doctype in doctypes else others).update(prefixes)
	return sorted(ours - others)


def forget_series(prefixes: list[str]) -> None:
	"""Remove the counters of these prefixes: a new installation numbers from one."""
	for prefix in prefixes:
		frappe.db.delete("Series", {"name": ("like", f"{prefix}____-")})


def remove(doctype: str, names: Iterable[str]) -> None:
	"""Delete documents with their rows and files, without a copy in the bin: whoever uninstalls decided it."""
	tables = [
		df.options for df in frappe.get_meta(doctype).get("fields", {"fieldtype": ("in", table_fields)})
	]
	for batch in create_batch(sorted(names), BATCH):
		if doctype == "File":
			_delete_files(batch)
			continue
		of_them = {"attached_to_doctype": doctype, "attached_to_name": ("in", batch)}
		_delete_files(frappe.get_all("File", filters=of_them, pluck="name"))
		for trace, of_doctype, of_name in TRACES:
			frappe.db.delete(trace, {of_doctype: doctype, of_name: ("in", batch)})
		for table in tables:
			frappe.db.delete(table, {"parenttype": doctype, "parent": ("in", batch)})
		if doctype == "Data Import":
			frappe.db.delete("Data Import Log", {"data_import": ("in", batch)})
		frappe.db.delete(doctype, {"name": ("in", batch)})


def _delete_files(names: list[str]) -> None:
	# Through the document: it deletes the file on the disk, unless another document has the same.
	for name in names:
		frappe.db.set_value("File", name, {"attached_to_doctype": None, "attached_to_name": None})
		frappe.delete_doc("File", name, force=True, ignore_permissions=True, delete_permanently=True)


def _links_to_doctype() -> list[tuple[str, str]]:
	"""Each field of Frappe's DocTypes that names a DocType, files first: their removal comments elsewhere."""
	modules = frappe.get_all("Module Def", filters={"app_name": "frappe"}, pluck="name")
	stored = frappe.get_all(
		"DocType", filters={"module": ("in", modules), "issingle": 0, "is_virtual": 0}, pluck="name"
	)
	links = frappe.get_all(
		"DocField",
		filters={"fieldtype": "Link", "options": "DocType", "parent": ("in", stored)},
		fields=["parent", "fieldname"],
		order_by="parent, fieldname",
	)
	found = [(link.parent, link.fieldname) for link in links]
	return sorted(found, key=lambda link: link[0] != "File")


def _forget_fields_to(doctypes: list[str]) -> None:
	"""Local fields of other DocTypes that link to these: nobody could save those documents any more."""
	filters = {"fieldtype": ("in", ("Link", *table_fields)), "options": ("in", doctypes)}
	for name in frappe.get_all("Custom Field", filters=filters, pluck="name"):
		frappe.delete_doc("Custom Field", name, force=True, delete_permanently=True)


def _forget_list_settings(doctypes: list[str]) -> None:
	"""Each person's filters of a list, which Frappe keeps in its cache before it stores them."""
	for key in frappe.cache.hkeys("_user_settings"):
		key = key.decode() if isinstance(key, bytes) else key
		if key.split("::")[0] in doctypes:
			frappe.cache.hdel("_user_settings", key)
