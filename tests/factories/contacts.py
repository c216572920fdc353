"""Contacts with families, and what a référent's day is made of."""

from typing import Any

import frappe
from frappe.model.document import Document

from tests.factories.basics import day, insert
from tests.factories.people import reference


def contact_kind(name: str = "Phone Call") -> str:
	"""A kind of contact of the site that informs the parents."""
	return reference("PRE Contact Kind", name, informs=1)


def make_contact(child: Document | str, *people: str, **values: Any) -> Document:
	"""A phone call of today that reached the first guardian of the file, as the user of the moment.

	people: full names of guardians; the first of the file without.
	"""
	name = child if isinstance(child, str) else child.name
	values = {
		"contact_date": day(),
		"reached": 1,
		"summary": "La mère dit que les devoirs sont faits.",
		**values,
	}
	if not values["reached"]:
		values["summary"] = None
	elif not people and not values.get("child_present"):
		guardian = frappe.get_doc("PRE Child", name).guardians[0]
		people = (f"{guardian.first_name} {guardian.last_name}",)
	return insert(
		"PRE Family Contact",
		**{
			"child": name,
			"contact_kind": contact_kind(),
			"people": [{"guardian": person} for person in people],
			**values,
		},
	)


def noted_ago(contact: Document, days: int) -> Document:
	"""The same contact, made and noted some days ago: its day can't be typed by a test that runs today."""
	frappe.db.set_value(
		"PRE Family Contact",
		contact.name,
		{"contact_date": day(-days), "creation": f"{day(-days)} 18:30:00"},
		update_modified=False,
	)
	contact.reload()
	return contact
