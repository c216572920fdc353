"""Concurrent edits: Frappe's own conflict message, never a lost write, never a rule passed by two at once."""

import json

import frappe
import pytest
from frappe import _
from frappe.model.workflow import WorkflowTransitionError, apply_workflow

from pre_module.exceptions import AgreementMissing, ReferentNotUnderContract
from tests.factories import (
	apply,
	day,
	examine,
	make_active_parcours,
	make_approved_parcours,
	make_child,
	make_consent,
	make_contract,
	make_parcours,
	make_referral,
	make_structure,
)
from tests.site.doors import desk, rest_v1, set_value
from tests.site.two_sessions import at_once

MAKE = {
	"PRE Child": lambda: make_child(),
	"PRE Referral": lambda: make_referral(make_child()),
	"PRE Consent": lambda: make_consent(make_child()),
	"PRE Parcours": lambda: make_parcours(make_child()),
	"PRE Referent Contract": lambda: make_contract(make_structure().name, in_force=False),
	"PRE Structure": lambda: make_structure(),
}
CHANGE = {
	"PRE Child": {"followed_by_ase": 1},
	"PRE Referral": {"family_word": "D'accord."},
	"PRE Consent": {"means": "Oral, Noted in a Meeting"},
	"PRE Parcours": {"family_word": "D'accord."},
	"PRE Referent Contract": {"maximum_children": 12},
	"PRE Structure": {"commune": "Autreville"},
}
# What one of two gets when both write at once: the conflict, or MariaDB's refusal of a deadlock.
LOSES = (frappe.TimestampMismatchError, frappe.QueryDeadlockError)


@pytest.mark.parametrize("doctype", MAKE)
def test_the_second_of_two_forms_gets_the_conflict_message_and_nothing_is_lost(doctype, french):
	doc = MAKE[doctype]()
	form = doc.as_dict()
	rest_v1(doctype, doc.name, CHANGE[doctype])
	with pytest.raises(frappe.TimestampMismatchError) as conflict:
		desk(doctype, doc.name, {"modified": form.modified})
	assert _("Please refresh to get the latest document.") in str(conflict.value)
	assert "actualis" in str(conflict.value).lower() or "rafra" in str(conflict.value).lower()
	field, value = next(iter(CHANGE[doctype].items()))
	assert frappe.db.get_value(doctype, doc.name, field) == value


def test_a_program_that_sends_back_an_old_document_gets_the_conflict_too():
	child = make_child()
	old = child.as_dict()
	rest_v1("PRE Child", child.name, {"first_name": "Lina"})
	with pytest.raises(frappe.TimestampMismatchError):
		rest_v1("PRE Child", child.name, {"modified": str(old.modified), "first_name": "Inès"})
	with pytest.raises(frappe.TimestampMismatchError):
		frappe.client.save(frappe.as_json(old))
	assert child.reload().first_name == "Lina"


def test_two_people_who_set_two_fields_keep_both():
	child = make_child()
	set_value("PRE Child", child.name, {"first_name": "Lina"})
	set_value("PRE Child", child.name, {"last_name": "Autre"})
	child.reload()
	assert (child.first_name, child.last_name, child.full_name) == ("Lina", "Autre", "Lina Autre")


def test_a_brother_linked_in_one_file_gives_the_conflict_to_who_has_the_other_open():
	child, brother = make_child(), make_child()
	form = brother.as_dict()
	rest_v1(
		"PRE Child",
		child.name,
		{"siblings": [{"sibling": brother.name, "sibling_link": "One Parent in Common"}]},
	)
	with pytest.raises(frappe.TimestampMismatchError):
		desk("PRE Child", brother.name, {"modified": form.modified})
	(line,) = brother.reload().siblings
	assert (line.sibling, line.sibling_link) == (child.name, "One Parent in Common")
	rest_v1("PRE Child", brother.name, {"siblings": []})
	assert child.reload().siblings == []


def test_a_withdrawal_gives_the_conflict_to_who_has_the_parcours_open():
	parcours = make_active_parcours()
	form = parcours.as_dict()
	consent = frappe.get_doc("PRE Consent", {"child": parcours.child, "stage": "Parcours"})
	consent.update({"withdrawn_on": day(), "withdrawal_reason": "Non dite."}).save()
	with pytest.raises(frappe.TimestampMismatchError):
		desk("PRE Parcours", parcours.name, {"modified": form.modified, "status": "Active"})
	assert parcours.reload().status == "Suspended"


def test_a_workflow_button_of_an_old_form_keeps_what_was_written_meanwhile():
	referral = make_referral(make_child())
	form = frappe.as_json(referral)
	rest_v1("PRE Referral", referral.name, {"family_word": "D'accord."})
	apply_workflow(form, "Examine")
	referral.reload()
	assert (referral.status, referral.family_word) == ("Under Review", "D'accord.")


def test_a_workflow_button_pressed_twice_acts_once(french):
	referral = make_referral(make_child())
	form = frappe.as_json(referral)
	apply_workflow(form, "Examine")
	with pytest.raises(WorkflowTransitionError, match=_("Not a valid Workflow Action")):
		apply_workflow(form, "Examine")
	assert _("Not a valid Workflow Action") != "Not a valid Workflow Action"


# With two real connections


@pytest.fixture
def kept(world):
	"""`kept(doc)`: commits what was made so far, and gives the document back."""

	def keep(doc):
		frappe.db.commit()
		return doc

	return keep


@pytest.mark.commits
def test_of_two_who_save_at_once_one_is_told(site, kept):
	child = kept(make_child())
	form = json.loads(frappe.as_json(child))

	def saves(**values):
		return lambda: frappe.get_doc({**form, **values}).save().name

	answers = at_once(site, saves(first_name="Lina"), saves(last_name="Autre"))
	frappe.db.rollback()
	assert sorted(isinstance(a, LOSES) for a in answers) == [False, True], answers
	won = "Lina" if answers[0] == child.name else "Inès"
	assert frappe.db.get_value("PRE Child", child.name, "first_name") == won


@pytest.mark.commits
def test_of_two_who_accept_one_referral_at_once_one_decides(site, kept):
	referral = kept(examine(make_referral(make_child())))

	def accepts():
		return apply(frappe.get_doc("PRE Referral", referral.name), "Accept").status

	answers = at_once(site, accepts, accepts)
	frappe.db.rollback()
	lost = [a for a in answers if a != "Accepted"]
	assert len(lost) == 1 and isinstance(lost[0], (*LOSES, WorkflowTransitionError)), answers
	assert frappe.db.count("Comment", {"reference_name": referral.name, "comment_type": "Workflow"}) == 2


@pytest.mark.commits
def test_R5_of_two_who_take_the_last_place_of_a_contract_one_is_refused(site, kept):
	structure = make_structure().name
	contract = make_contract(structure, maximum_children=1)
	both = [make_approved_parcours(make_child(structure), contract=contract) for _one in range(2)]
	kept(contract)

	def starts(parcours):
		return lambda: apply(frappe.get_doc("PRE Parcours", parcours.name), "Start").status

	answers = at_once(site, *[starts(parcours) for parcours in both])
	frappe.db.rollback()
	lost = [a for a in answers if a != "Active"]
	assert len(lost) == 1 and isinstance(lost[0], (*LOSES, ReferentNotUnderContract)), answers
	assert frappe.db.count("PRE Parcours", {"referent": contract.referent, "status": "Active"}) == 1


@pytest.mark.commits
def test_R3_a_parcours_that_starts_while_the_parent_withdraws_does_not_go_on(site, kept):
	parcours = kept(make_approved_parcours(make_child()))
	consent = frappe.get_doc("PRE Consent", {"child": parcours.child, "stage": "Parcours"})

	def starts():
		return apply(frappe.get_doc("PRE Parcours", parcours.name), "Start").status

	def withdraws():
		withdrawn = {"withdrawn_on": day(), "withdrawal_reason": "Non dite."}
		return frappe.get_doc("PRE Consent", consent.name).update(withdrawn).save().status

	started, withdrawn = at_once(site, starts, withdraws)
	frappe.db.rollback()
	status = frappe.db.get_value("PRE Parcours", parcours.name, "status")
	if withdrawn == "Withdrawn":
		assert status in ("Approved", "Suspended"), (started, withdrawn)
		assert started == "Active" or isinstance(started, (*LOSES, AgreementMissing)), started
	else:
		assert isinstance(withdrawn, LOSES) and status == "Active", (started, withdrawn)


@pytest.mark.commits
def test_F06_two_referrals_of_a_child_accepted_at_once_write_one_entry(site, kept):
	child = make_child()
	both = [examine(make_referral(child)) for _one in range(2)]
	kept(child)

	def accepts(referral):
		return lambda: apply(frappe.get_doc("PRE Referral", referral.name), "Accept").status

	answers = at_once(site, *[accepts(referral) for referral in both])
	frappe.db.rollback()
	assert "Accepted" in answers
	assert all(a == "Accepted" or isinstance(a, LOSES) for a in answers), answers
	assert str(frappe.db.get_value("PRE Child", child.name, "entry_date")) == day()
