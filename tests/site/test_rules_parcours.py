"""R5, R7 and R8 on a site: the référent over time, the diagnostic, the document given to the family."""

import frappe
import pytest
from frappe.utils import add_months, getdate

from pre_module.exceptions import CoordinatorAsReferent, ParcoursIncomplete, ReferentNotUnderContract
from tests.factories import (
	agree_to,
	apply,
	approve,
	day,
	exit_reason,
	in_charge,
	insert,
	make_active_parcours,
	make_approved_parcours,
	make_child,
	make_contract,
	make_diagnostic,
	make_parcours,
	make_structure,
	make_user,
	through_workflow,
	validate_diagnostic,
)


def given_parcours():
	child = make_child()
	agree_to(child)
	return apply(make_parcours(child), "Give to Family")


def close_account(user: str) -> None:
	"""As an administrator of the site does."""
	make_user("System Manager")  # Frappe keeps one whatever happens
	frappe.get_doc("User", user).update({"enabled": 0}).save()


# R4, R5: the contract


def test_R5_a_contract_of_another_structure_holds_no_child():
	child = make_child()
	contract = make_contract(make_structure().name)
	with pytest.raises(frappe.ValidationError, match="another structure"):
		make_parcours(child, contract=contract)


def test_R5_a_draft_contract_holds_no_child():
	child = make_child()
	with pytest.raises(ReferentNotUnderContract, match="not in force"):
		make_parcours(child, contract=make_contract(child.structure, in_force=False))


def test_R5_a_contract_whose_term_has_passed_starts_nothing():
	child = make_child()
	old = make_contract(child.structure, from_date=day(-90), to_date=day(-1))
	parcours = make_approved_parcours(child, contract=old, referents=[in_charge(old, day(-30))])
	with pytest.raises(ReferentNotUnderContract, match="not in force on"):
		apply(parcours, "Start")


def test_R5_a_contract_with_children_is_ended_only_once_they_are_handed_over():
	parcours = make_active_parcours()
	contract = frappe.get_doc("PRE Referent Contract", parcours.referents[0].contract)
	with pytest.raises(frappe.ValidationError, match="hand them over first"):
		apply(contract, "End Contract")
	parcours.reload().update({"exit_reason": exit_reason()}).save()
	apply(parcours, "Close")
	ended = apply(contract, "End Contract")
	assert str(ended.terminated_on) == day()


@pytest.mark.parametrize("field", ["maximum_children", "to_date", "missions", "referent"])
def test_R5_what_the_collective_signed_stays(field):
	contract = make_contract(make_structure().name)
	if field == "missions":
		contract.missions[0].mission = "Tout autre chose."
	else:
		contract.set(
			field, {"maximum_children": 99, "to_date": day(900)}.get(field) or make_user("PRE Referent").name
		)
	with pytest.raises(frappe.ValidationError, match="The contract is signed"):
		contract.save()


def test_R5_a_referent_has_the_role_and_an_open_account():
	structure = make_structure().name
	with pytest.raises(frappe.ValidationError, match="does not have the role"):
		make_contract(structure, make_user("PRE Manager").name)
	closed = make_user("PRE Referent", enabled=0)
	with pytest.raises(frappe.ValidationError, match="is disabled"):
		make_contract(structure, closed.name)


def test_R5_the_contract_of_who_left_ends_once_the_children_are_handed_over():
	"""As the guide says: the account is closed, the relay arranged, then the contract ended."""
	parcours = make_active_parcours()
	contract = frappe.get_doc("PRE Referent Contract", parcours.referents[0].contract)
	close_account(contract.referent)
	with pytest.raises(frappe.ValidationError, match="hand them over first"):
		apply(contract, "End Contract")
	taker = make_contract(parcours.structure)
	insert(
		"PRE Handover",
		child=parcours.child,
		to_contract=taker.name,
		from_date=day(),
		reason="Departure",
	)
	ended = apply(contract, "End Contract")
	assert (ended.status, str(ended.terminated_on)) == ("Ended", day())


@pytest.mark.parametrize("action", ["Send for Signature", "Put in Force"])
def test_R5_who_left_can_not_be_put_under_contract(action):
	contract = make_contract(make_structure().name, in_force=False)
	if action == "Put in Force":
		contract = apply(contract, "Send for Signature")
	close_account(contract.referent)
	with pytest.raises(frappe.ValidationError, match="is disabled"):
		apply(contract, action)


def test_R4_the_coordonnateur_of_another_structure_may_be_referent_here():
	user = make_user("PRE Coordinator", "PRE Referent").name
	make_structure(coordinator=user)
	assert make_contract(make_structure().name, user).status == "In Force"


def test_R4_the_two_sides_meet_on_a_single_day():
	user = make_user("PRE Coordinator", "PRE Referent").name
	line = {"user": user, "function": "PRE Coordinator", "from_date": day(-30), "to_date": day(10)}
	structure = make_structure(coordinators=[line])
	with pytest.raises(CoordinatorAsReferent):
		make_contract(structure.name, user, from_date=day(10))
	assert make_contract(structure.name, user, from_date=day(11), in_force=False).name


# R5: in charge


def test_R5_the_referent_of_the_file_is_who_is_in_charge_today():
	parcours = make_active_parcours()
	first, other = parcours.referent, make_contract(parcours.structure)
	parcours.referents[0].to_date = day(3)
	parcours.append("referents", in_charge(other, day(4)))
	parcours.save()
	assert parcours.reload().referent == first != other.referent


def test_R5_a_referent_that_leaves_without_successor_is_refused_while_the_parcours_runs():
	parcours = make_active_parcours()
	parcours.referents[0].to_date = day(3)
	with pytest.raises(ReferentNotUnderContract, match="No référent is in charge"):
		parcours.save()


def test_R5_closing_ends_the_charge_on_the_day():
	parcours = make_active_parcours()
	parcours.update({"exit_reason": exit_reason()}).save()
	closed = apply(parcours, "Close")
	assert str(closed.closed_on) == day() == str(closed.referents[0].to_date)


def test_R5_a_child_counts_once_for_the_maximum_whatever_is_edited_later():
	child = make_child()
	contract = make_contract(child.structure, maximum_children=1)
	parcours = make_active_parcours(child, contract=contract)
	parcours.update({"family_word": "Contente."}).save()
	assert parcours.reload().status == "Active"


# R7


def test_R7_a_validated_diagnostic_has_its_dates():
	child = make_child()
	agree_to(child)
	diagnostic = validate_diagnostic(make_diagnostic(child))
	assert str(diagnostic.validated_on) == day()
	assert diagnostic.valid_until == getdate(add_months(day(), 12))


def test_R7_an_outdated_diagnostic_starts_nothing():
	parcours = make_approved_parcours(make_child())
	# A year has passed since: no door writes this date.
	frappe.db.set_value("PRE Diagnostic", parcours.diagnostic, "valid_until", day(-1))
	with pytest.raises(ParcoursIncomplete, match="no valid diagnostic"):
		apply(parcours, "Start")


def test_R7_the_diagnostic_of_another_child_starts_nothing():
	other = make_child()
	agree_to(other)
	diagnostic = validate_diagnostic(make_diagnostic(other))
	with pytest.raises(frappe.ValidationError, match="not one of this child"):
		make_parcours(make_child(), diagnostic=diagnostic.name)


# R8


@pytest.mark.parametrize(
	"table, field, value",
	[
		("objectives", "evaluation", "Autrement."),
		("objectives", "objective", "Autre chose."),
		("actions", "planning", "Le jeudi à 9 h"),
		("actions", "from_date", "2030-01-01"),
		("actions", "place", "Ailleurs"),
	],
)
def test_R8_what_the_family_was_given_does_not_change(table, field, value):
	parcours = given_parcours()
	parcours.get(table)[0].set(field, value)
	with pytest.raises(frappe.ValidationError, match="rework the parcours"):
		parcours.save()


def test_R8_a_reworked_document_is_approved_anew():
	parcours = approve(make_parcours_of_agreed_child())
	assert str(parcours.family_approved_on) == day()
	reworked = apply(parcours, "Rework")
	assert not reworked.family_approved_on and not reworked.family_approved_by and not reworked.proposed_on
	reworked.actions[0].planning = "Le jeudi à 9 h"
	reworked.save()
	assert approve(reworked).status == "Approved"


def make_parcours_of_agreed_child():
	child = make_child()
	agree_to(child)
	return make_parcours(child)


@pytest.mark.parametrize(
	"approval, said",
	[
		(
			{"family_approved_by": "Personne Inconnue", "family_approved_on": 0},
			"does not hold parental authority",
		),
		({"family_approved_on": 1}, "in the future"),
		({"family_approved_on": -1}, "before the document was given"),
		({"family_approved_by": None, "family_approved_on": 0}, "approval is not noted"),
	],
)
def test_R8_the_approval_is_that_of_a_holder_of_parental_authority_on_a_possible_day(approval, said):
	parcours = given_parcours()
	holder = frappe.get_doc("PRE Child", parcours.child).guardians[0]
	approval = {**approval, "family_approved_on": day(approval["family_approved_on"])}
	parcours.update({"family_approved_by": f"{holder.first_name} {holder.last_name}", **approval})
	with pytest.raises(frappe.ValidationError, match=said):
		parcours.save()
		apply(parcours, "Note Approval")


def test_R8_a_parcours_that_was_started_ends_with_a_reason():
	parcours = make_active_parcours()
	with pytest.raises(frappe.ValidationError, match="for what reason"):
		apply(parcours, "Close")


def test_R8_a_parcours_started_has_its_dates_and_its_next_review():
	parcours = make_active_parcours()
	assert str(parcours.started_on) == day()
	assert parcours.next_review_on == getdate(add_months(day(), 3))
	again = through_workflow(parcours, "Suspend", "Resume")
	assert again.started_on == parcours.started_on
