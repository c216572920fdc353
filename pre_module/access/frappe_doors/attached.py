"""Files and other records that end up beside a child's document, or take something of it elsewhere."""

from posixpath import normpath
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.core.doctype.file.file import File
from frappe.model.document import Document

from pre_module.access.frappe_doors.asking import NOT_YOURS, ask, frappes_own, is_ours, may_read
from pre_module.access.permission import is_upload_of
from pre_module.access.protected import is_protected

BORROWED = "This file belongs to another document: upload your own."
OWNER = "Administrator"
PLACE = ("file_url", "file_name", "attached_to_doctype", "attached_to_name")


class Attachment(File):
	"""Replaces the class of File, to know whether the content came with the upload: Frappe reads it from the disk."""

	def before_insert(self):
		self.flags.brought = bool(self.content)
		super().before_insert()

	def is_downloadable(self) -> bool:
		"""Frappe asks here past the hook has_permission, and would let the owner in: a child's paper has none."""
		if is_protected(self.attached_to_doctype):
			return may_read(self.attached_to_doctype, self.attached_to_name) or is_upload_of(
				self, frappe.session.user
			)
		return super().is_downloadable()


def guard_address(file: Document, method: str | None = None) -> None:
	"""Hooked to File.before_insert and File.validate.

	Whoever may read one of the records of an address reads the file: nobody adds a record to a child's paper, unless it
	is attached to a child's document too. The same paper uploaded again is stored a second time.
	"""
	if file.is_folder or not _address(file) or not _changed(file, method):
		return
	if not _of_a_child(file):
		return
	if method == "before_insert" and file.flags.brought and not file.flags.stored_apart:
		_store_apart(file)
	elif not _attached_where_read(file):
		frappe.throw(_(BORROWED), frappe.PermissionError)


def belong_to_document(file: Document, method: str | None = None) -> None:
	"""Hooked to File.before_insert: no owner, who would keep the file when the document is closed to him."""
	if is_protected(file.attached_to_doctype) and frappe.db.exists(
		file.attached_to_doctype, file.attached_to_name
	):
		file.owner = OWNER


def _changed(file: Document, method: str | None) -> bool:
	if method == "before_insert":
		return True
	return not file.is_new() and any(file.has_value_changed(field) for field in PLACE)


def _address(file: Document) -> str:
	"""Where Frappe finds the content: by the file's name when the record has no address."""
	if file.file_url or not file.file_name:
		return file.file_url or ""
	folder = "" if "/" in file.file_name else "/private/files/" if file.is_private else "/files/"
	return folder + file.file_name


def _of_a_child(file: Document) -> list:
	"""The records of the same file that are attached to documents of ours."""
	# Read whoever asks, to refuse; nothing of them is returned.
	rows = frappe.get_all(
		"File",
		filters={
			"file_url": ("in", {_address(file), _plain(_address(file))}),
			"name": ("!=", file.name or ""),
		},
		fields=["attached_to_doctype", "attached_to_name"],
	)
	return [row for row in rows if is_protected(row.attached_to_doctype)]


def _plain(url: str) -> str:
	return normpath(unquote(url))


def _attached_where_read(file: Document) -> bool:
	if frappe.session.user == OWNER:
		return True
	if not is_protected(file.attached_to_doctype) or not may_read(
		file.attached_to_doctype, file.attached_to_name
	):
		return False
	return any(may_read(row.attached_to_doctype, row.attached_to_name) for row in _of_a_child(file))


def _store_apart(file: Document) -> None:
	content = file.content.encode() if isinstance(file.content, str) else file.content
	file.flags.stored_apart, file.file_url, file.decode = True, None, False
	file.save_file(content=content, ignore_existing_file_check=True)


@frappe.whitelist()
def unzip_file(name: str) -> list:
	"""Replaces `frappe.core.api.file.unzip_file`, which opens any archive by its name."""
	if not may_read("File", name):
		raise frappe.PermissionError(_(NOT_YOURS))
	return frappes_own("frappe.core.api.file.unzip_file")(name)


@frappe.whitelist()
def zip_files(files: str | list) -> None:
	"""Replaces `frappe.core.api.file.zip_files`, which lets whoever uploaded a file take it, for ever."""
	return frappes_own("frappe.core.api.file.zip_files")(
		frappe.as_json([name for name in frappe.parse_json(files) if may_read("File", name)])
	)


@frappe.whitelist()
def relink(name: str, reference_doctype: str | None = None, reference_name: str | None = None) -> None:
	"""Replaces `frappe.email.relink`, which moves any message under any document."""
	if not may_read("Communication", name):
		raise frappe.PermissionError(_(NOT_YOURS))
	ask(reference_doctype, reference_name)
	return frappes_own("frappe.email.relink")(name, reference_doctype, reference_name)


@frappe.whitelist(allow_guest=True)
def add_comment(
	comment: str,
	comment_email: str,
	comment_by: str,
	reference_doctype: str,
	reference_name: str,
	route: str,
) -> str | bool | None:
	"""Replaces the website's comments: on any document, mailed to its author with its title."""
	if is_ours(reference_doctype):
		raise frappe.PermissionError(_(NOT_YOURS))
	return frappes_own("frappe.templates.includes.comments.comments.add_comment")(
		comment, comment_email, comment_by, reference_doctype, reference_name, route
	)


@frappe.whitelist(allow_guest=True)
def like(reference_doctype: str, reference_name: str, like: str | bool, route: str = "") -> bool | None:
	"""Replaces the website's likes, likewise."""
	if is_ours(reference_doctype):
		raise frappe.PermissionError(_(NOT_YOURS))
	return frappes_own("frappe.templates.includes.likes.likes.like")(
		reference_doctype, reference_name, like, route
	)


def name_links(doc: Document, method: str | None = None) -> None:
	"""Hooked to Contact.validate and Address.validate: Frappe copies the title of whatever they are linked to."""
	for link in doc.get("links") or []:
		if is_ours(link.link_doctype):
			link.link_title = link.link_name


@frappe.whitelist()
def restore(name: str, alert: bool | str = True) -> None:
	"""Replaces the Deleted Document's `restore`, which reads what was kept whoever asks."""
	ask("Deleted Document", name)
	return frappes_own("frappe.core.doctype.deleted_document.deleted_document.restore")(name, alert)


@frappe.whitelist()
def bulk_restore(docnames: str | list) -> dict:
	"""Replaces the Deleted Document's `bulk_restore`, likewise."""
	for name in frappe.parse_json(docnames):
		ask("Deleted Document", name)
	return frappes_own("frappe.core.doctype.deleted_document.deleted_document.bulk_restore")(docnames)
