"""R3 on a site: what an agreement opens, and what its end suspends at once."""

import frappe
import pytest
from frappe.permissions import update_permission_property

from pre_module.exceptions import AgreementMissing
from tests.factories import (
	agree_to,
	apply,
	day,
	guardian,
	make_active_parcours,
	make_approved_parcours,
	make_child,
	make_consent,
	make_diagnostic,
	make_parcours,
	make_user,
)
from tests.site.doors import UPDATING, at_each, rest_v1


def two_parents() -> list[dict]:
	return [guardian("Sofia"), guardian("Karim", relationship="Father")]


def consent_of(child: str, stage: str):
	return frappe.get_doc("PRE Consent", {"child": child, "stage": stage})


def withdrawal() -> dict:
	return {"withdrawn_on": day(), "withdrawal_reason": "Sans raison donnée."}


def test_R3_a_withdrawal_noted_at_any_door_suspends_the_parcours_at_once():
	parcours = make_active_parcours()
	consent = consent_of(parcours.child, "Parcours")

	def attempt(door):
		door("PRE Consent", consent.name, withdrawal())
		now = frappe.get_doc("PRE Parcours", parcours.name)
		assert now.status == "Suspended"
		assert now.workflow_state == "Parcours Suspended"
		assert str(now.suspended_on) == day()
		assert now.modified > parcours.modified, "whoever has the form open gets the conflict message"
		comments = frappe.get_all("Comment", {"reference_name": parcours.name, "comment_type": "Info"})
		assert comments

	at_each(UPDATING, attempt)


@pytest.mark.parametrize("stage", ["Information", "Diagnostic", "Parcours"])
def test_R3_the_withdrawal_of_each_stage_under_a_parcours_suspends_it(stage):
	parcours = make_active_parcours()
	consent_of(parcours.child, stage).update(withdrawal()).save()
	assert parcours.reload().status == "Suspended"


def test_R3_the_end_of_sharing_suspends_nothing():
	parcours = make_active_parcours()
	sharing = make_consent(frappe.get_doc("PRE Child", parcours.child), "Sharing")
	sharing.update(withdrawal()).save()
	assert parcours.reload().status == "Active"


def test_R3_who_notes_a_withdrawal_needs_no_right_on_the_parcours(as_user):
	parcours = make_active_parcours()
	consent = consent_of(parcours.child, "Parcours")
	update_permission_property("PRE Parcours", "PRE Referent", 0, "write", 0)  # as a municipality may
	with as_user(parcours.referents[0].referent):
		assert not frappe.has_permission("PRE Parcours", "write", parcours.name)
		rest_v1("PRE Consent", consent.name, withdrawal())
	assert parcours.reload().status == "Suspended"


def test_R3_a_refusal_newer_than_the_agreement_suspends():
	parcours = make_active_parcours()
	make_consent(frappe.get_doc("PRE Child", parcours.child), "Parcours", answer="Refused", given_on=day())
	assert parcours.reload().status == "Suspended"


def test_R3_the_withdrawal_of_one_of_two_agreements_by_one_parent_is_the_last_word():
	parcours = make_active_parcours()
	renewed = make_consent(frappe.get_doc("PRE Child", parcours.child), "Parcours", given_on=day(-2))
	renewed.update(withdrawal()).save()
	assert parcours.reload().status == "Suspended"


def test_R3_a_deleted_agreement_suspends():
	parcours = make_active_parcours()
	frappe.delete_doc("PRE Consent", consent_of(parcours.child, "Parcours").name)
	assert parcours.reload().status == "Suspended"


def test_R3_a_suspended_parcours_resumes_only_once_agreed_again():
	parcours = make_active_parcours()
	consent_of(parcours.child, "Parcours").update(withdrawal()).save()
	with pytest.raises(AgreementMissing):
		apply(parcours, "Resume")
	make_consent(frappe.get_doc("PRE Child", parcours.child), "Parcours", given_on=day())
	resumed = apply(parcours, "Resume")
	assert resumed.status == "Active"
	assert not resumed.suspended_on and not resumed.suspension_reason


def test_R3_each_of_two_parents_agrees_before_a_diagnostic():
	child = make_child(guardians=two_parents())
	for stage in ("Information", "Diagnostic"):
		make_consent(child, stage, "Sofia Exemple")
	with pytest.raises(AgreementMissing, match="Karim Exemple"):
		make_diagnostic(child)
	for stage in ("Information", "Diagnostic"):
		make_consent(child, stage, "Karim Exemple")
	assert make_diagnostic(child).name


def test_R3_one_of_two_parents_withdraws_and_the_parcours_is_suspended():
	child = make_child(guardians=two_parents())
	parcours = make_active_parcours(child)
	theirs = frappe.get_doc(
		"PRE Consent", {"child": child.name, "stage": "Parcours", "guardian": "Karim Exemple"}
	)
	theirs.update(withdrawal()).save()
	assert parcours.reload().status == "Suspended"


def test_R3_being_informed_is_not_agreeing_to_the_diagnostic():
	child = make_child()
	make_consent(child, "Information")
	with pytest.raises(AgreementMissing):
		make_diagnostic(child)


def test_R3_an_expired_agreement_starts_nothing():
	child = make_child()
	parcours = make_approved_parcours(child)
	consent = consent_of(child.name, "Parcours")
	consent.valid_until = day(-1)
	consent.save()
	with pytest.raises(AgreementMissing):
		apply(parcours, "Start")


def test_R3_who_does_not_hold_parental_authority_can_not_agree():
	stepfather = guardian("Luc", "Autre", relationship="Step-Parent", parental_authority="No")
	child = make_child(guardians=[guardian(), stepfather])
	with pytest.raises(frappe.ValidationError, match="does not hold parental authority"):
		make_consent(child, "Information", "Luc Autre")


def test_R3_who_is_not_in_the_file_can_not_agree():
	with pytest.raises(frappe.ValidationError, match="is not a guardian in the child's file"):
		make_consent(make_child(), "Information", "Personne Inconnue")


def test_R3_the_guardian_who_agreed_stays_in_the_file():
	child = make_child(guardians=two_parents())
	make_consent(child, "Information", "Karim Exemple")
	child.guardians = child.guardians[:1]
	with pytest.raises(frappe.ValidationError, match="stays in the file"):
		child.save()


@pytest.mark.parametrize("values", [{"stage": "Parcours"}, {"answer": "Refused"}])
def test_R3_an_answer_stays_what_it_was(values):
	consent = make_consent(make_child(), "Information")
	with pytest.raises(frappe.ValidationError, match="can't be changed"):
		rest_v1("PRE Consent", consent.name, values)


def test_R3_a_withdrawal_is_never_taken_back():
	consent = make_consent(make_child(), "Information").update(withdrawal()).save()
	with pytest.raises(frappe.ValidationError, match="can't be taken back"):
		rest_v1("PRE Consent", consent.name, {"withdrawn_on": None, "withdrawal_reason": None})


def test_R3_the_status_of_an_agreement_is_never_typed():
	consent = make_consent(make_child(), "Information", answer="Refused")
	rest_v1("PRE Consent", consent.name, {"status": "Given"})
	assert consent.reload().status == "Refused"


def test_R3_a_parcours_is_given_to_a_family_that_agreed_to_the_diagnostic():
	child = make_child()
	agree_to(child)
	parcours = make_parcours(child)
	consent_of(child.name, "Diagnostic").update(withdrawal()).save()
	with pytest.raises(AgreementMissing):
		apply(parcours, "Give to Family")
