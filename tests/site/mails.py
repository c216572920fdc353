"""The e-mails that a site with a mail server would send, of which none is sent."""

import frappe
import pytest
from frappe.model.document import Document


@pytest.fixture
def outgoing(monkeypatch):
	"""A site that has a mail server, and sends nothing."""
	monkeypatch.setitem(frappe.local.conf, "mail_server", "mail.example.org")
	monkeypatch.setitem(frappe.local.conf, "auto_email_id", "pre@example.org")
	monkeypatch.setattr(frappe.local, "outgoing_email_account", {}, raising=False)


def mails_about(name: str) -> list[Document]:
	"""The e-mails queued about a document, the first one first."""
	names = frappe.get_all("Email Queue", {"reference_name": name}, pluck="name", order_by="creation")
	return [frappe.get_doc("Email Queue", n) for n in names]
