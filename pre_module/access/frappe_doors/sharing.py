"""Ways of handing a document to somebody else: none for a child's, whatever the roles and settings of the site."""

import frappe
from frappe import _
from frappe.core.doctype.communication.email import make as frappe_make
from frappe.desk.form.document_follow import follow_document as frappe_follow
from frappe.desk.form.document_follow import unfollow_document
from frappe.email.doctype.document_follow.document_follow import DocumentFollow
from frappe.model.document import Document
from frappe.utils import cint

from pre_module.access.frappe_doors.asking import NOT_YOURS, ask, is_ours, may_read
from pre_module.access.frappe_doors.reports import about_children

NO_SHARE = "A child's documents are not shared by hand: contracts, meetings and agreements open them."
NO_LINK = "A child's documents have no public link."
NO_FOLLOW = "A child's documents are not followed by e-mail."
NO_MAIL = "A child's documents are not sent by e-mail from here."
NO_MAILED_REPORT = "A report about children is not sent by e-mail."
NO_RULE = "A child's documents are not assigned by a rule: assign each to somebody who may read it."
NO_REPEAT = "A child's documents are not repeated and mailed by themselves."
NO_WORKFLOW_MAIL = "This e-mail carries a print of the child's document: use an alert (Notification) instead."
MAY_NOT_READ = "{0} may not read this document: it can't be assigned to this account."


def refuse_share(doc: Document, method: str | None = None) -> None:
	"""Hooked to DocShare.validate. Taking a share away stays possible."""
	if (doc.read or doc.write or doc.submit or doc.share) and is_ours(doc.share_doctype):
		frappe.throw(_(NO_SHARE), frappe.PermissionError)


def refuse_key(doc: Document, method: str | None = None) -> None:
	"""Hooked to Document Share Key.before_insert: the key of a print without an account."""
	if is_ours(doc.reference_doctype):
		frappe.throw(_(NO_LINK), frappe.PermissionError)


def refuse_mailed_report(doc: Document, method: str | None = None) -> None:
	"""Hooked to Auto Email Report.validate: sent to any address, with the rights of another."""
	if doc.enabled and about_children(doc.report):
		frappe.throw(_(NO_MAILED_REPORT), frappe.PermissionError)


def refuse_rule(doc: Document, method: str | None = None) -> None:
	"""Hooked to Assignment Rule.validate."""
	if is_ours(doc.document_type) and not doc.disabled:
		frappe.throw(_(NO_RULE), frappe.PermissionError)


def refuse_repeat(doc: Document, method: str | None = None) -> None:
	"""Hooked to Auto Repeat.validate."""
	if is_ours(doc.reference_doctype) and not doc.disabled:
		frappe.throw(_(NO_REPEAT), frappe.PermissionError)


def refuse_workflow_mail(doc: Document, method: str | None = None) -> None:
	"""Hooked to Workflow.validate: that mail goes to every account of a role, with a PDF of the document."""
	if cint(doc.send_email_alert) and is_ours(doc.document_type):
		frappe.throw(_(NO_WORKFLOW_MAIL))


def check_assignee(doc: Document, method: str | None = None) -> None:
	"""Hooked to ToDo.validate: a document of ours is assigned to who may read it."""
	changed = doc.is_new() or doc.has_value_changed("allocated_to") or doc.has_value_changed("reference_name")
	if not changed or not doc.allocated_to or not is_ours(doc.reference_type):
		return
	ask(doc.reference_type, doc.reference_name)
	if not may_read(doc.reference_type, doc.reference_name, doc.allocated_to):
		frappe.throw(_(MAY_NOT_READ).format(frappe.bold(doc.allocated_to)), frappe.PermissionError)


def forget_order(doc: Document, method: str | None = None) -> None:
	"""Hooked to Kanban Board.validate: the board is one for all, and keeps the names of its cards."""
	if is_ours(doc.reference_doctype):
		for column in doc.columns:
			column.order = "[]"


class Follow(DocumentFollow):
	"""Replaces the class of Document Follow. Frappe follows by itself what an account saves, likes or comments."""

	def save(self, *args, **kwargs):
		if self.is_new() and is_ours(self.ref_doctype):
			return self  # Frappe's own doing: the person's save goes on, nothing is followed
		return super().save(*args, **kwargs)


def refuse_follow(doc: Document, method: str | None = None) -> None:
	"""Hooked to Document Follow.before_insert."""
	if is_ours(doc.ref_doctype):
		frappe.throw(_(NO_FOLLOW), frappe.PermissionError)


@frappe.whitelist()
def follow_document(doctype: str, doc_name: str, user: str) -> Document | None:
	"""Replaces `frappe.desk.form.document_follow.follow_document`, which follows for any account."""
	if is_ours(doctype):
		frappe.throw(_(NO_FOLLOW), frappe.PermissionError)
	return frappe_follow(doctype, doc_name, user)


@frappe.whitelist()
def update_follow(doctype: str, doc_name: str, following: bool | str | int) -> Document | int | None:
	"""Replaces `frappe.desk.form.document_follow.update_follow`."""
	if cint(frappe.utils.sbool(following)):
		return follow_document(doctype, doc_name, frappe.session.user)
	return unfollow_document(doctype, doc_name, frappe.session.user)


@frappe.whitelist()
def make(
	doctype: str | None = None,
	name: str | None = None,
	attachments: str | list | None = None,
	send_email: bool | str | int = False,
	**values,
) -> dict[str, str]:
	"""Replaces `frappe.core.doctype.communication.email.make`: mail of a document, with any file by its name."""
	if is_ours(doctype):
		ask(doctype, name)
		if cint(send_email):
			frappe.throw(_(NO_MAIL), frappe.PermissionError)
	for file in frappe.parse_json(attachments) or []:
		if isinstance(file, str) and not may_read("File", file):
			raise frappe.PermissionError(_(NOT_YOURS))
	values.pop("cmd", None)
	return frappe_make(doctype=doctype, name=name, attachments=attachments, send_email=send_email, **values)
