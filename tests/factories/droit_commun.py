"""Needs and what existing services answered (R2)."""

from typing import Any

import frappe
from frappe.model.document import Document

from pre_module.controllers.droit_commun import check_gap
from tests.factories.basics import day, insert
from tests.factories.people import need_domain
from tests.factories.process import make_diagnostic


def make_request(child: Document, domain: str = "Schooling", **values: Any) -> Document:
	"""A request to a service, made today and awaited, for a need of the child's diagnostic (added where it is new)."""
	return insert(
		"PRE Service Request",
		**{
			"child": child.name,
			"need_domain": need_domain(domain),
			"need": "Une aide aux devoirs.",
			"service": "Accompagnement à la scolarité",
			"asked_on": day(),
			**values,
		},
	)


def note_gap(child: str, domain: str = "Schooling") -> None:
	"""A need of the child that a service refused long ago, where the PRE may not act yet.

	Written as it stands, in a closed diagnostic, past the agreements it rested on: for tests whose subject is another.
	"""
	if not check_gap(child, domain):
		return
	structure = frappe.db.get_value("PRE Child", child, "structure")
	diagnostic = frappe.get_doc(
		doctype="PRE Diagnostic", child=child, structure=structure, diagnostic_date=day(-400), status="Closed"
	)
	diagnostic.name = frappe.generate_hash(length=10)
	diagnostic.db_insert()
	line = {"need_domain": need_domain(domain), "need": "Un besoin.", "service": "RASED", "standing": "Gap"}
	diagnostic.append("needs", {**line, "asked_on": day(-400), "answer": "Refused"}).db_insert()


def need_line(**values: Any) -> dict[str, Any]:
	"""A line « needs » of a diagnostic: a need of schooling, for which nobody was asked yet."""
	return {"need_domain": need_domain(), "need": "Une aide aux devoirs.", **values}


def diagnosed(child: Document, *lines: dict, **values: Any) -> Document:
	"""A complete draft diagnostic with these lines « needs »."""
	return make_diagnostic(child, needs=list(lines), **values)
