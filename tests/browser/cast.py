"""The people and places of the browser tests, committed on the served test site by the factories.

The site is dropped after the tests; nothing of it is another test's data: each cast has a structure of its own.
"""

from dataclasses import dataclass

import frappe

from pre_module.desk.charter import model
from tests.factories import (
	PASSWORD,
	accept_charter,
	day,
	insert,
	make_active_parcours,
	make_charter,
	make_child,
	make_contract,
	make_criteria,
	make_partner,
	make_referral,
	make_school,
	make_structure,
	make_territory,
	make_user,
)


@dataclass
class Cast:
	"""Names (accounts, documents) of one structure at work."""

	structure: str
	territory: str
	school: str
	partner_user: str
	coordinator: str
	referent: str
	evaluator: str
	contract: str
	password: str = PASSWORD


def make_cast() -> Cast:
	"""A structure with its coordonnateur, a référent under contract, a school that refers, and an evaluator.

	Its charter is in force, accepted by all but the school's teacher, who is asked at login.
	"""
	french = {"log_in": True, "language": "fr", "time_zone": "Europe/Paris"}
	coordinator = make_user("PRE Coordinator", first_name="Claire", last_name="Exemple", **french)
	referent = make_user("PRE Referent", first_name="Rachid", last_name="Modèle", **french)
	teacher = make_user("PRE Partner", first_name="Paule", last_name="Témoin", **french)
	evaluator = make_user("PRE Evaluator", first_name="Eva", last_name="Mesure", **french)
	structure = make_structure(coordinator=coordinator.name, charter=False)
	territory = make_territory(territory_name="Quartier des Essais", structure=structure.name)
	school = make_school(school_name="École élémentaire des Essais", priority_network="REP")
	school_partner = make_partner(
		user=teacher.name,
		partner_name="École élémentaire des Essais",
		partner_type="Elementary School",
		structure=structure.name,
	)
	_charter(structure.name, school_partner.name, coordinator.name, referent.name)
	make_criteria(structure.name)
	contract = make_contract(referent=referent.name, structure=structure.name)
	_others_at_work(structure.name, contract)
	frappe.db.commit()
	return Cast(
		structure=structure.name,
		territory=territory.name,
		school=school.name,
		partner_user=teacher.name,
		coordinator=coordinator.name,
		referent=referent.name,
		evaluator=evaluator.name,
		contract=contract.name,
	)


def _charter(structure: str, partner: str, *accounts: str) -> None:
	"""The app's own model, in force since today; the school signed it, these accounts have accepted it."""
	charter = make_charter(structure, **model(structure))
	signatory = {"signatory": "Dominique Exemple", "signatory_function": "Directeur"}
	insert("PRE Charter Signature", charter=charter.name, partner=partner, signed_on=day(), **signatory)
	for account in accounts:
		accept_charter(account, charter.name)


def _others_at_work(structure: str, contract) -> None:
	"""Other children of the structure, so that lists, cards and charts have something to show."""
	for first_name in ("Yanis", "Lina", "Tom"):
		child = make_child(first_name=first_name, last_name="Essai", structure=structure)
		make_active_parcours(child, contract=contract)
	for number, first_name in enumerate(("Maëlle", "Noé", "Aya", "Léo")):
		make_referral(
			structure=structure,
			child_first_name=first_name,
			child_last_name="Essai",
			received_on=day(-25 * number),
		)
