"""Rows written as they stand, past their controllers, for the hand-counted data sets."""

from typing import Any

import frappe
from frappe.model.document import Document

from pre_module.access.facts import coordinators
from pre_module.rules.referent import PRE
from tests.factories import day, next_number
from tests.factories.charter import accept_long_ago


def row(doctype: str, name: str, **values: Any) -> Document:
	"""A document written as it stands, with its lines, past its controller."""
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.name = name
	doc.db_insert()
	for line in doc.get_all_children():
		line.parent = name
		line.db_insert()
	return doc


def account(*roles: str, coordinates: str | None = None) -> str:
	"""An account with these roles, without what a new account sets going (mails, contacts, settings).

	It has accepted every charter of the factories. coordinates: name of a structure it coordinates from today on.
	"""
	email = f"person-hand-counted-{next_number()}@example.org"
	lines = [{"role": role} for role in roles]
	row(
		"User",
		email,
		email=email,
		first_name=email,
		full_name=email,
		enabled=1,
		user_type="System User",
		roles=lines,
	)
	accept_long_ago(email)
	if coordinates:
		_coordinate(email, coordinates)
	return email


def _coordinate(user: str, structure: str) -> None:
	place = {"parenttype": "PRE Structure", "parent": structure, "parentfield": "coordinators"}
	line = {"user": user, "function": PRE, "from_date": day()}
	frappe.get_doc({"doctype": "PRE Structure Coordinator", **place, **line}).db_insert()
	coordinators.settle_structure(structure)
