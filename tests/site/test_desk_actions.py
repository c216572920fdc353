"""What a form does in one call: an action with its answers, a withdrawal, a handover, signatures."""

import frappe
import pytest

from pre_module.desk import actions, make, next_step
from pre_module.exceptions import AgreementMissing
from tests.factories import (
	agree_to,
	apply,
	day,
	exit_reason,
	make_active_parcours,
	make_child,
	make_contract,
	make_diagnostic,
	make_parcours,
	make_referral,
	make_structure,
	make_user,
	validate_diagnostic,
)

STAGES = ("Information", "Diagnostic")


@pytest.fixture
def coordinator():
	return make_user("PRE Coordinator").name


@pytest.fixture
def child(coordinator):
	return make_child(make_structure(coordinator=coordinator).name)


REDIRECTION = ["redirect_partner", "redirected_to", "redirect_asked_on", "decision_reason"]


def button_of(doc) -> dict | None:
	return next_step.get(doc.doctype, doc.name)["button"]


def test_redirecting_asks_and_saves_the_reason_with_the_decision(child, coordinator, as_user):
	referral = make_referral(child)
	with as_user(coordinator):
		asked = next_step.get("PRE Referral", referral.name)["questions"]["Redirect"]
		assert [f["fieldname"] for f in asked] == REDIRECTION
		actions.apply(
			"PRE Referral",
			referral.name,
			str(referral.modified),
			"Redirect",
			{"redirected_to": "CMP", "decision_reason": "Soins", "received_on": day(-100)},
		)
	referral.reload()
	assert (referral.status, referral.redirected_to, referral.decision_reason) == (
		"Redirected",
		"CMP",
		"Soins",
	)
	assert str(referral.received_on) == day(), "only what the action asks is taken"


def test_a_refused_action_leaves_its_answers_out(child):
	"""Answers and action are saved together or not at all."""
	agree_to(child, STAGES)
	diagnostic = validate_diagnostic(make_diagnostic(child))
	parcours = apply(make_parcours(child, diagnostic=diagnostic.name), "Give to Family")
	agreement = frappe.get_last_doc("PRE Consent", {"child": child.name, "stage": "Diagnostic"})
	actions.withdraw_consent(agreement.name, str(agreement.modified), day(), "A changé d'avis.")
	parcours.reload()
	frappe.db.savepoint("request")
	with pytest.raises(AgreementMissing):
		actions.apply(
			"PRE Parcours",
			parcours.name,
			str(parcours.modified),
			"Note Approval",
			{"family_approved_by": agreement.guardian, "family_approved_on": day()},
		)
	frappe.db.rollback(save_point="request")
	assert frappe.db.get_value("PRE Parcours", parcours.name, "family_approved_by") is None


def test_an_older_form_gets_the_conflict_message(child, coordinator):
	parcours = make_active_parcours(child)
	shown = str(parcours.modified)
	frappe.get_doc("PRE Parcours", parcours.name).save()
	with pytest.raises(frappe.TimestampMismatchError):
		actions.apply("PRE Parcours", parcours.name, shown, "Close", {"exit_reason": exit_reason()})
	assert frappe.db.get_value("PRE Parcours", parcours.name, "status") == "Active"


def test_withdrawing_suspends_the_parcours_at_once(child):
	parcours = make_active_parcours(child)
	agreement = frappe.get_last_doc("PRE Consent", {"child": child.name, "stage": "Parcours"})
	actions.withdraw_consent(agreement.name, str(agreement.modified), day(), "A changé d'avis.")
	step = next_step.get("PRE Parcours", parcours.name)
	assert (frappe.db.get_value("PRE Parcours", parcours.name, "status"), step["button"]["kind"]) == (
		"Suspended",
		"make",
	)


def test_a_handover_leaves_no_gap_and_no_overlap(child):
	contract = make_contract(child.structure)
	parcours = make_active_parcours(child, contract=contract)
	other = make_contract(child.structure)
	parcours = actions.assign_referent(parcours.name, str(parcours.modified), other.name, day(7))
	assert [(r.referent, str(r.from_date), str(r.to_date)) for r in parcours.referents] == [
		(contract.referent, day(), day(6)),
		(other.referent, day(7), "None"),
	]


def test_signatures_noted_together(child):
	contract = make_contract(child.structure, in_force=False)
	contract.append("signatories", {"partner": contract.signatories[0].partner, "person": "Alex Exemple"})
	contract.save()
	contract = apply(contract, "Send for Signature")
	assert button_of(contract)["event"] == "note_signatures"
	waiting = [s.name for s in contract.signatories if not s.signed_on]
	contract = actions.note_signatures(contract.name, str(contract.modified), day(), waiting)
	assert button_of(contract)["action"] == "Put in Force"


def test_the_child_s_file_is_made_with_the_address_that_the_family_gave(coordinator, as_user):
	structure = make_structure(coordinator=coordinator).name
	referral = make_referral(
		structure=structure, guardian_name="Awa Diallo", family_address="3 rue des Lilas"
	)
	with as_user(coordinator):
		(parent,) = make.child(referral.name).guardians
	assert (parent.first_name, parent.last_name, parent.address) == ("Awa", "Diallo", "3 rue des Lilas")
