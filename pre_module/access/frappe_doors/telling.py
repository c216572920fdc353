"""What Frappe tells people by itself: never a child's name, and nothing at all to who may not read the document."""

import re

import frappe
from frappe.desk.doctype.notification_log.notification_log import NotificationLog, get_title
from frappe.model.document import Document

from pre_module.access.frappe_doors.asking import hidden, is_ours, may_read

TITLE = re.compile(r'(<b class="subject-title">).*?(</b>)', re.DOTALL)


class Log(NotificationLog):
	"""Replaces the class of Notification Log: what its reader may not know is not written."""

	def insert(self, *args, **kwargs):
		if hidden(self.document_type, self.document_name, self.for_user):
			return self
		return super().insert(*args, **kwargs)


def name_nobody(doc: Document, method: str | None = None) -> None:
	"""Hooked to Notification Log.before_insert: the document's number for its title, no text of a comment, no print."""
	if not is_ours(doc.document_type):
		return
	if hidden(doc.document_type, doc.document_name, doc.for_user):
		# Another app's class stands in the way of ours: nothing is told.
		raise frappe.PermissionError
	subject = TITLE.sub(lambda found: found[1] + str(doc.document_name) + found[2], doc.subject or "")
	title = get_title(doc.document_type, doc.document_name)
	if title and str(title) != str(doc.document_name):
		subject = subject.replace(str(title), str(doc.document_name))
	doc.subject, doc.email_content, doc.attached_file = subject, None, None


def leave_out(doc: Document, method: str | None = None) -> None:
	"""Hooked to Email Queue.before_insert: an alert about a document reaches no account that may not read it.

	Addresses that are no account's (a family's) are left as they are: a person wrote them.
	"""
	if is_ours(doc.reference_doctype) and doc.reference_name:
		doc.recipients = [row for row in doc.recipients if not _may_not_know(row.recipient, doc)]


def _may_not_know(address: str, doc: Document) -> bool:
	# Whose address it is, to decide; nothing is shown.
	account = frappe.db.get_value("User", {"email": address}, "name")
	return bool(account) and not may_read(doc.reference_doctype, doc.reference_name, account)
