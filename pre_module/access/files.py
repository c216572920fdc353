"""Attachments: always private, and a signed paper is a PDF."""

from io import BytesIO

import frappe
from frappe import _
from frappe.core.doctype.file.utils import delete_file
from frappe.model.document import Document
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from pre_module.access.protected import is_protected

MODULE = "PRE Module"


def keep_private(file: Document, method: str | None = None) -> None:
	"""A file attached to a document of ours is private, whatever the upload asked for.

	Hooked to File.before_insert (which has already stored it) and File.validate.
	"""
	if file.is_private or file.is_folder or not _is_ours(file.attached_to_doctype):
		return
	if file.is_remote_file:
		frappe.throw(_("A link to another site can't be attached here: upload the file."))
	if method == "before_insert":
		_store_privately(file)
	else:
		frappe.throw(_("A file of a child's documents stays private."), frappe.PermissionError)


def _store_privately(file: Document) -> None:
	"""Store again, as private, what an upload has just stored as public, and take the public copy away."""
	public_url, content = file.file_url, _bytes_of(file)
	file.is_private, file.file_url = 1, None
	file.save_file(content=content, ignore_existing_file_check=True)
	# Another document may share the public copy: Frappe keeps one for the same content.
	if not frappe.db.exists("File", {"file_url": public_url}):
		delete_file(public_url)


def _bytes_of(file: Document) -> bytes:
	# Later versions of Frappe guess an encoding unless told that there is none.
	content = file.get_content(encodings=[]) if _takes_encodings(file) else file.get_content()
	return content.encode() if isinstance(content, str) else content


def _is_ours(doctype: str | None) -> bool:
	# The structure of the site, no personal data.
	module = frappe.db.get_value("DocType", doctype, "module", cache=True) if doctype else None
	# A DocType that the site makes about a child is as private as ours.
	return module == MODULE or bool(module and is_protected(doctype))


def check_scan(doc: Document, fieldname: str) -> None:
	"""A signed paper is a readable PDF, private, uploaded for this very document, not larger than the settings say.

	Raises frappe.ValidationError with what to do; checked only when the field changes.
	"""
	url = doc.get(fieldname)
	if not url or not doc.has_value_changed(fieldname):
		return
	file = _uploaded_file(doc, url)
	content = _bytes_of(file)
	megabytes = frappe.get_cached_doc("PRE Settings").maximum_scan_megabytes or 10
	if len(content) > megabytes * 1024 * 1024:
		frappe.throw(_("The scan is larger than {0} MB: scan it in black and white.").format(megabytes))
	if not is_readable_pdf(content):
		frappe.throw(_("The signed paper must be a PDF that opens; {0} is none.").format(file.file_name))


def _uploaded_file(doc: Document, url: str) -> Document:
	"""The private file behind a URL, when it was uploaded for this document or is not attached to any yet."""
	# Read whoever saves, to refuse another document's file; its content is never returned.
	names = frappe.get_all(
		"File",
		filters={"file_url": url, "is_private": 1},
		fields=["name", "attached_to_doctype", "attached_to_name", "owner"],
	)
	for row in names:
		mine = row.attached_to_doctype == doc.doctype and row.attached_to_name == doc.name
		unattached = row.owner == frappe.session.user and (
			not row.attached_to_name or str(row.attached_to_name).startswith("new-")
		)
		if mine or unattached:
			return frappe.get_doc("File", row.name)
	frappe.throw(_("Upload the signed paper here: a link to another file is not accepted."))


def _takes_encodings(file: Document) -> bool:
	return "encodings" in file.get_content.__code__.co_varnames


def is_readable_pdf(content: bytes) -> bool:
	"""Whether this is a PDF with pages, whatever its name says."""
	if not content[:1024].lstrip().startswith(b"%PDF-"):
		return False
	try:
		return len(PdfReader(BytesIO(content)).pages) > 0
	except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
		# What pypdf raises on a file that only pretends.
		return False
