"""What a request says of fields that nobody types: ignored or refused, at every door."""

import json

import frappe
import pytest

from tests.factories import (
	accept,
	apply,
	day,
	make_active_parcours,
	make_approved_parcours,
	make_child,
	make_contract,
	make_parcours,
	make_referral,
	make_structure,
	make_territory,
	make_user,
)
from tests.site.doors import INSERTING, UPDATING, Swallowed, at_each, rest_v1

WRITING = {n: d for n, d in UPDATING.items() if n != "data_import"}  # imports ask for System Manager


def refused_or_ignored(doctype: str, name: str, values: dict, doors=UPDATING) -> None:
	"""Each door refuses the values, or goes on without them."""
	fields = list(values)
	before = frappe.db.get_value(doctype, name, fields)

	def attempt(door):
		try:
			door(doctype, name, values)
		except (frappe.ValidationError, frappe.PermissionError, Swallowed):
			frappe.db.rollback()
		assert frappe.db.get_value(doctype, name, fields) == before

	at_each(doors, attempt)


def test_a_status_is_not_typed():
	refused_or_ignored("PRE Parcours", make_parcours(make_child()).name, {"status": "Active"})
	refused_or_ignored("PRE Referral", make_referral(make_child()).name, {"status": "Accepted"})
	contract = make_contract(make_structure().name, in_force=False)
	refused_or_ignored("PRE Referent Contract", contract.name, {"status": "In Force"})


@pytest.mark.parametrize("state", ["Parcours Active", "Parcours Approved", "Parcours Suspended", "Nowhere"])
def test_a_workflow_state_is_not_jumped_to(state):
	refused_or_ignored("PRE Parcours", make_parcours(make_child()).name, {"workflow_state": state})


def test_a_new_document_does_not_begin_in_the_middle_of_its_workflow():
	child = make_child()
	values = {
		"child": child.name,
		"workflow_state": "Parcours Active",
		"status": "Active",
		"started_on": day(-9),
	}

	def attempt(door):
		with pytest.raises(frappe.ValidationError):
			door("PRE Parcours", None, values)

	at_each(INSERTING, attempt)


def test_a_referent_does_not_take_the_coordonnateurs_step(as_user):
	"""Not even of a child in his charge."""
	parcours = make_approved_parcours(make_child())
	with as_user(parcours.referents[0].referent):
		refused_or_ignored("PRE Parcours", parcours.name, {"workflow_state": "Parcours Active"}, WRITING)
		with pytest.raises(frappe.ValidationError):
			apply(parcours, "Start")


def test_F06_the_entry_of_a_child_is_not_typed():
	child = make_child()
	accept(make_referral(child))
	values = {
		"entry_date": day(-400),
		"territory_at_entry": make_territory().name,
		"network_at_entry": "REP+",
		"status": "Left",
	}
	refused_or_ignored("PRE Child", child.name, values)


def test_F06_a_child_is_not_made_with_an_entry():
	model = make_child()
	values = {
		"first_name": "Inès",
		"last_name": "Autre",
		"birth_date": model.birth_date,
		"sex": "Female",
		"structure": model.structure,
		"guardians": [
			{"first_name": "A", "last_name": "B", "relationship": "Mother", "parental_authority": "Yes"}
		],
		"entry_date": day(-400),
		"status": "Followed",
	}

	def attempt(door):
		name = door("PRE Child", None, values)
		assert frappe.db.get_value("PRE Child", name, ["entry_date", "status"]) == (None, "Identified")

	at_each(INSERTING, attempt)


def test_the_coordonnateur_is_read_from_the_structure():
	coordinator = make_user("PRE Coordinator").name
	child = make_child(make_structure(coordinator=coordinator).name)
	parcours, referral = make_parcours(child), make_referral(child)
	assert parcours.coordinator == referral.coordinator == coordinator
	refused_or_ignored("PRE Parcours", parcours.name, {"coordinator": "Administrator"})
	refused_or_ignored("PRE Referral", referral.name, {"coordinator": "Administrator"})


def test_the_structure_of_a_parcours_is_that_of_the_child():
	refused_or_ignored("PRE Parcours", make_parcours(make_child()).name, {"structure": make_structure().name})


def test_a_parcours_stays_with_its_child():
	refused_or_ignored("PRE Parcours", make_parcours(make_child()).name, {"child": make_child().name})


def test_the_referent_and_the_days_of_a_parcours_are_not_typed():
	parcours = make_active_parcours()
	forged = {
		"referent": "Administrator",
		"started_on": day(-300),
		"closed_on": day(),
		"proposed_on": day(-9),
	}
	for field, value in forged.items():
		refused_or_ignored("PRE Parcours", parcours.name, {field: value})


def test_the_decision_of_a_referral_is_not_typed():
	referral = make_referral(make_child())
	refused_or_ignored("PRE Referral", referral.name, {"decided_on": day(-5), "decided_by": "Guest"})


def test_the_early_end_of_a_contract_is_not_typed():
	contract = make_contract(make_structure().name)
	refused_or_ignored("PRE Referent Contract", contract.name, {"terminated_on": day(-5)})


FLAGS = {
	"flags": {"ignore_permissions": 1, "ignore_validate": 1, "ignore_mandatory": 1, "from_sibling": 1},
	"ignore_permissions": 1,
	"_doc_before_save": None,
}


def as_stored(doc) -> str:
	return json.dumps(frappe.get_doc(doc.doctype, doc.name).as_dict(), default=str)


def test_flags_in_a_payload_open_nothing(as_user):
	child = make_child()
	before = as_stored(child)
	with as_user(make_user("PRE Manager").name):

		def attempt(door):
			with pytest.raises((frappe.PermissionError, Swallowed)):
				door("PRE Child", child.name, {**FLAGS, "first_name": "Forcée"})
			frappe.db.rollback()
			assert as_stored(child) == before

		at_each(WRITING, attempt)


def test_flags_in_a_payload_lift_no_rule():
	def attempt(door):
		with pytest.raises(frappe.ValidationError):
			door("PRE Diagnostic", None, {**FLAGS, "child": child.name, "diagnostic_date": day()})

	child = make_child()
	at_each({n: d for n, d in INSERTING.items() if n != "data_import"}, attempt)


def test_a_method_of_the_controller_is_no_field():
	child = make_child()
	frappe.db.commit()
	try:
		rest_v1("PRE Child", child.name, {"check_guardians": 0, "guardians": []})
	except (frappe.ValidationError, TypeError):
		frappe.db.rollback()
	assert child.reload().guardians


def test_a_document_is_not_submitted_by_its_payload(as_user):
	coordinator = make_user("PRE Coordinator").name
	parcours = make_parcours(make_child(make_structure(coordinator=coordinator).name))
	with as_user(coordinator):
		refused_or_ignored("PRE Parcours", parcours.name, {"docstatus": 1}, WRITING)


def test_a_copy_forged_out_of_a_saved_document_begins_at_the_beginning():
	parcours = make_active_parcours()
	copy = {**parcours.as_dict(), "__islocal": 1}
	with pytest.raises(frappe.ValidationError):
		frappe.client.insert(frappe.as_json(copy))
