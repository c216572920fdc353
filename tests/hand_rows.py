"""Rows written as they stand, past their controllers, for the hand-counted data sets."""

from typing import Any

import frappe
from frappe.model.document import Document

from tests.factories import next_number


def row(doctype: str, name: str, **values: Any) -> Document:
	"""A document written as it stands, with its lines, past its controller."""
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.name = name
	doc.db_insert()
	for line in doc.get_all_children():
		line.parent = name
		line.db_insert()
	return doc


def account(*roles: str) -> str:
	"""An account with these roles, without what a new account sets going (mails, contacts, settings)."""
	email = f"hand-counted-{next_number()}@example.org"
	lines = [{"role": role} for role in roles]
	doc = row(
		"User",
		email,
		email=email,
		first_name=email,
		full_name=email,
		enabled=1,
		user_type="System User",
		roles=lines,
	)
	return doc.name
