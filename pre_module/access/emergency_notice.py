"""Who is told of an emergency access, at once and without the child's name."""

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.model.document import Document
from frappe.utils import escape_html, format_datetime, get_fullname, get_url_to_form, getdate

from pre_module.access.conditions import DPO
from pre_module.controllers.coordination import coordinations_of
from pre_module.rules.referent import PRE


def people_to_tell(structure: str) -> list[str]:
	"""The open accounts of the structure's coordonnateurs in office and of every data protection officer, but not
	the person who asks."""
	today = getdate()
	coordinators = [
		c.person for c in coordinations_of(structure) if c.function == PRE and c.period.contains(today)
	]
	# Staff accounts and functions, no child's data.
	officers = frappe.get_all("Has Role", {"role": DPO, "parenttype": "User"}, pluck="parent")
	people = sorted({*coordinators, *officers} - {frappe.session.user, "Administrator"})
	return frappe.get_all(
		"User", {"name": ("in", people or [""]), "enabled": 1}, pluck="name", order_by="name"
	)


def tell(doc: Document) -> None:
	"""That a file was opened in emergency: by whom, which number, why, until when."""
	_notify(
		doc,
		_("Emergency access to the file {0}").format(doc.child),
		_("{0} opened the file {1} in emergency, to read it until {2}.").format(
			get_fullname(doc.user), doc.child, format_datetime(doc.to_time, "dd/MM/yyyy HH:mm")
		),
	)


def tell_of_end(doc: Document) -> None:
	"""That it was closed before its end."""
	_notify(
		doc,
		_("Emergency access to the file {0} closed").format(doc.child),
		_("{0} closed the emergency access of {1} to the file {2}.").format(
			get_fullname(doc.closed_by), get_fullname(doc.user), doc.child
		),
	)


def _notify(doc: Document, subject: str, sentence: str) -> None:
	people = [user for user in (doc.told or "").split("\n") if user and user != frappe.session.user]
	reason = _("Reason: {0}").format(doc.reason)
	content = f"<p>{escape_html(sentence)}</p><p>{escape_html(reason)}</p>"
	for user in people:
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"subject": subject,
				"email_content": content,
				"type": "Alert",  # the e-mail is ours: Frappe's own asks each person's settings
				"for_user": user,
				"from_user": frappe.session.user,
				"document_type": doc.doctype,
				"document_name": doc.name,
			}
		).insert(ignore_permissions=True)  # told whatever the rights of who asks
	_mail(
		people, subject, f'{content}<p><a href="{get_url_to_form(doc.doctype, doc.name)}">{_("See")}</a></p>'
	)


def _mail(people: list[str], subject: str, message: str) -> None:
	# Addresses of staff accounts.
	addresses = frappe.get_all("User", {"name": ("in", people or [""])}, pluck="email")
	if not addresses:
		return
	if not _sends_mail():
		# The notification stands, and the administrator reads why there was no mail.
		frappe.log_error(title=_("Emergency access: no outgoing e-mail account, no e-mail sent"))
		return
	# No reference: the mail is no part of a child's file and joins no timeline.
	frappe.sendmail(addresses, subject=subject, message=message, add_unsubscribe_link=0)


def _sends_mail() -> bool:
	account = EmailAccount.find_default_outgoing()
	return bool(account and account.get("email_id"))
