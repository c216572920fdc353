"""Referent contracts and parcours, up to a parcours under way."""

from typing import Any

import frappe
from frappe.model.document import Document

from tests.factories.basics import day, insert
from tests.factories.child import agree_to, make_child
from tests.factories.droit_commun import note_gap
from tests.factories.people import make_partner, make_user, need_domain
from tests.factories.process import make_diagnostic, validate_diagnostic
from tests.factories.steps import apply, through_workflow


def make_contract(
	structure: str, referent: str | None = None, *, in_force: bool = True, **values: Any
) -> Document:
	"""A referent contract of ten more months, signed by one partner, put in force unless told not to.

	referent: an account with the role PRE Referent; one is made without.
	"""
	contract = insert(
		"PRE Referent Contract",
		**{
			"structure": structure,
			"referent": referent or make_user("PRE Referent").name,
			"from_date": day(-60),
			"to_date": day(300),
			"maximum_children": 40,
			"missions": [{"mission": "Accompagner l'enfant et ses parents."}],
			"signatories": [
				{"partner": make_partner().name, "person": "Dominique Exemple", "signed_on": day(-60)}
			],
			**values,
		},
	)
	return through_workflow(contract, "Send for Signature", "Put in Force") if in_force else contract


def in_charge(contract: Document, from_date: str | None = None, to_date: str | None = None) -> dict[str, Any]:
	"""A line « référent over time » of a parcours; from today without `from_date`, open without `to_date`."""
	return {
		"referent": contract.referent,
		"contract": contract.name,
		"from_date": from_date or day(),
		"to_date": to_date,
	}


def make_parcours(
	child: Document, *, diagnostic: str | None = None, contract: Document | None = None, **values: Any
) -> Document:
	"""A draft parcours whose document is whole (R8): one objective, one planned action.

	diagnostic: name of the diagnostic it rests on. contract: whose référent is in charge from today. Its actions answer
	needs that no service covers (R2): noted where the child has none.
	"""
	values = {
		"child": child.name,
		"diagnostic": diagnostic,
		"objectives": [
			{
				"code": "O1",
				"objective": "Lire seule une histoire.",
				"need_domain": need_domain(),
				"evaluation": "Une lecture à voix haute chaque trimestre.",
				**scale(),
			}
		],
		"actions": [
			{
				"action_title": "Atelier lecture",
				"objective_code": "O1",
				"need_domain": need_domain(),
				"mode": "Individual",
				"from_date": day(),
				"planning": "Le mercredi à 14 h",
			}
		],
		"referents": [in_charge(contract)] if contract else [],
		**values,
	}
	for action in values["actions"]:
		if action.get("funded_by", "PRE") == "PRE" and action.get("need_domain"):
			note_gap(child.name, action["need_domain"])
	return insert("PRE Parcours", **values)


def scale(start: str = "-2", weight: int = 1) -> dict[str, Any]:
	"""The five levels of an objective, its weight, and where the child stands at the start."""
	return {
		"level_minus_2": "Ne lit pas une ligne seule.",
		"level_minus_1": "Lit une ligne avec de l'aide.",
		"level_0": "Lit une page seule.",
		"level_plus_1": "Lit une histoire courte seule.",
		"level_plus_2": "Choisit un livre et le lit seule.",
		"weight": weight,
		"start_level": start,
	}


def approve(parcours: Document, *, user: str | None = None) -> Document:
	"""Give a draft parcours to the family, and note its approval by the first holder of parental authority."""
	parcours = apply(parcours, "Give to Family", user=user)
	child = frappe.get_doc("PRE Child", parcours.child)
	holder = next(g for g in child.guardians if g.parental_authority == "Yes")
	parcours.family_approved_on = day()
	parcours.family_approved_by = f"{holder.first_name} {holder.last_name}"
	parcours.save()
	return apply(parcours, "Note Approval", user=user)


def make_approved_parcours(child: Document, *, contract: Document | None = None, **values: Any) -> Document:
	"""A parcours that only has to be started, with all it rests on: agreements, valid diagnostic, référent.

	Agreements are given when the child has none; a contract is made when none is named.
	"""
	if not frappe.db.exists("PRE Consent", {"child": child.name}):
		agree_to(child)
	if "diagnostic" not in values:
		values["diagnostic"] = validate_diagnostic(make_diagnostic(child)).name
	contract = contract or make_contract(child.structure)
	return approve(make_parcours(child, contract=contract, **values))


def make_active_parcours(
	child: Document | None = None, *, contract: Document | None = None, **values: Any
) -> Document:
	"""A parcours under way since today, with all it rests on (see `make_approved_parcours`)."""
	return apply(make_approved_parcours(child or make_child(), contract=contract, **values), "Start")
