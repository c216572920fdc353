"""Data Import and web forms: files and lists that Frappe reads for whoever knows a name."""

import frappe
import frappe.core.doctype.data_import.data_import as desk
from frappe import _
from frappe.core.doctype.file.utils import find_file_by_url
from frappe.model.document import Document

from pre_module.access.frappe_doors.asking import NOT_YOURS, frappes_own, hidden, is_ours

NO_PUBLIC_LINK_LIST = "{0}: a web form would show every document of this list to the public."


@frappe.whitelist()
def get_preview_from_template(
	data_import: str, import_file: str | None = None, google_sheets_url: str | None = None
) -> dict | None:
	"""Replaces Data Import's `get_preview_from_template`, which shows any private file by its address."""
	_ask(data_import, "write")
	if import_file:
		_check_file(import_file)
	return desk.get_preview_from_template(data_import, import_file, google_sheets_url)


@frappe.whitelist()
def form_start_import(data_import: str) -> bool:
	"""Replaces Data Import's `form_start_import`."""
	_ask(data_import, "write")
	return desk.form_start_import(data_import)


@frappe.whitelist()
def download_errored_template(data_import_name: str) -> None:
	"""Replaces Data Import's `download_errored_template`: the lines of an import, names included."""
	_ask(data_import_name)
	return desk.download_errored_template(data_import_name)


@frappe.whitelist()
def download_import_log(data_import_name: str) -> None:
	"""Replaces Data Import's `download_import_log`."""
	_ask(data_import_name)
	return desk.download_import_log(data_import_name)


@frappe.whitelist()
def get_import_status(data_import_name: str) -> dict:
	"""Replaces Data Import's `get_import_status`."""
	_ask(data_import_name)
	return desk.get_import_status(data_import_name)


def check_import_file(doc: Document, method: str | None = None) -> None:
	"""Hooked to Data Import.validate: one imports a file that one may read."""
	if doc.import_file and doc.has_value_changed("import_file"):
		_check_file(doc.import_file)


def _ask(name: str, permission: str = "read") -> None:
	frappe.get_doc("Data Import", name).check_permission(permission)


def _check_file(address: str) -> None:
	# A file of the disk that has no record isn't read by its address.
	if frappe.db.exists("File", {"file_url": address}) and not find_file_by_url(address):
		raise frappe.PermissionError(_(NOT_YOURS))


@frappe.whitelist(allow_guest=True)
def get_form_data(doctype: str, docname: str | None = None, web_form_name: str | None = None) -> dict:
	"""Replaces the Web Form's `get_form_data`: a document of ours to its author for ever."""
	data = frappes_own("frappe.website.doctype.web_form.web_form.get_form_data")(
		doctype, docname, web_form_name
	)
	if data.get("doc") and hidden(doctype, data["doc"].name):
		raise frappe.PermissionError(_(NOT_YOURS))
	return data


def refuse_public_links(doc: Document, method: str | None = None) -> None:
	"""Hooked to Web Form.validate: Frappe lists every value of a link, titles included, to whoever opens the form."""
	for field in doc.web_form_fields:
		if field.fieldtype == "Link" and is_ours(field.options):
			frappe.throw(_(NO_PUBLIC_LINK_LIST).format(field.label or field.fieldname))
