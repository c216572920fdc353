"""R16, R2 on a site: criteria in their order and versions, redirections with their answer, the queue."""

import frappe
import pytest
from frappe.desk.query_report import run

from pre_module.controllers.answers_awaited import follow_dates
from pre_module.desk import droit_commun, next_step
from pre_module.exceptions import EligibilityUndecided, NoGap
from tests.factories import (
	accept,
	apply,
	day,
	examine,
	make_child,
	make_criteria,
	make_partner,
	make_referral,
	make_structure,
	make_user,
	need_domain,
)
from tests.report_names import QUEUE
from tests.site.doors import INSERTING, UPDATING, Swallowed, at_each
from tests.site.mails import mails_about, outgoing

__all__ = ["outgoing"]  # a fixture

# Criteria


def criteria_of(referral) -> list[tuple]:
	return [(r.criterion, r.explanation, r.fragility_sign, r.met) for r in referral.criteria]


def test_R16_the_form_has_the_criteria_in_their_order_with_how_to_judge_them():
	child = make_child()
	lines = [
		{"criterion": "Absences", "explanation": "Quatre demi-journées par mois.", "fragility_sign": 1},
		{"criterion": "Volontaire", "explanation": "La famille le dit.", "fragility_sign": 0},
	]
	criteria = make_criteria(child.structure, criteria=lines)
	referral = apply(make_referral(child), "Examine")
	expected = [("Absences", lines[0]["explanation"], 1, ""), ("Volontaire", lines[1]["explanation"], 0, "")]
	assert [(*r[:3], r[3] or "") for r in criteria_of(referral)] == expected
	referral.criteria[0].met = "Yes"
	referral.save()
	criteria.reload().criteria.reverse()
	for number, row in enumerate(criteria.criteria, 1):
		row.idx = number
	criteria.save()
	again = referral.reload().save()
	assert [(r.criterion, r.met or "") for r in again.criteria] == [("Volontaire", ""), ("Absences", "Yes")]


def test_R16_criteria_changed_while_a_referral_is_examined_are_those_it_is_decided_with():
	referral = examine(make_referral(make_child()))
	criteria = frappe.get_doc("PRE Eligibility Criteria", referral.eligibility_criteria)
	criteria.append("criteria", {"criterion": "Un de plus"})
	criteria.save()
	with pytest.raises(EligibilityUndecided, match="Un de plus"):
		apply(referral, "Accept")


def test_R16_no_door_decides_with_criteria_of_its_own():
	referral = examine(make_referral(make_child()), "No")
	forged = [{"criterion": "Tout va", "fragility_sign": 1, "met": "Yes"}]

	def attempt(door):
		door("PRE Referral", referral.name, {"criteria": forged})
		kept = [(r.criterion, r.met or "") for r in frappe.get_doc("PRE Referral", referral.name).criteria]
		assert kept == [("Absences répétées", ""), ("Famille volontaire", "")]

	at_each(UPDATING, attempt)


def test_R16_the_decision_keeps_its_criteria_whatever_becomes_of_their_document():
	referral = accept(make_referral(make_child()))
	name, since = referral.eligibility_criteria, frappe.utils.getdate(day(-365))
	kept = (criteria_of(referral), "Critères du comité", since)
	criteria = frappe.get_doc("PRE Eligibility Criteria", name)
	criteria.update(
		{"title": "Autre titre", "valid_from": day(-300), "criteria": [{"criterion": "Neuf"}]}
	).save()
	frappe.rename_doc("PRE Eligibility Criteria", name, "CRI-AUTRE", force=True)
	referral = referral.reload().save().reload()
	assert (criteria_of(referral), referral.criteria_title, referral.criteria_from) == kept
	assert referral.eligibility_criteria == "CRI-AUTRE"
	with pytest.raises(frappe.LinkExistsError):
		frappe.delete_doc("PRE Eligibility Criteria", "CRI-AUTRE")
	with pytest.raises(frappe.ValidationError, match="examine the referral again"):
		referral.update({"criteria_title": "Critères d'hier"}).save()


def test_R16_the_next_version_follows_without_a_gap_and_decisions_keep_theirs(as_user):
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	old = make_criteria(structure)
	referral = accept(make_referral(make_child(structure)))
	with as_user(coordinator):
		name = droit_commun.next_version(old.name, day(1))
	new = frappe.get_doc("PRE Eligibility Criteria", name)
	assert [r.criterion for r in new.criteria] == [r.criterion for r in old.criteria]
	assert (str(old.reload().valid_until), str(new.valid_from), new.valid_until) == (day(), day(1), None)
	assert referral.reload().eligibility_criteria == old.name
	with pytest.raises(frappe.ValidationError, match="later than this one"):
		droit_commun.next_version(name, day(1))


@pytest.mark.parametrize("role", ["PRE Referent", "PRE Partner", "PRE Evaluator", "PRE Manager"])
def test_R16_nobody_else_writes_the_next_version(role, as_user):
	old = make_criteria(make_structure().name)
	with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
		droit_commun.next_version(old.name, day(1))


@pytest.mark.parametrize("end, source_end, next_end", [(9, 9, None), (20, 9, 20), (30, 9, 30), (5, 5, None)])
def test_R16_the_next_version_of_criteria_that_have_an_end(as_user, end, source_end, next_end):
	"""The next version starts in ten days."""
	coordinator = make_user("PRE Coordinator").name
	old = make_criteria(make_structure(coordinator=coordinator).name, valid_until=day(end))
	with as_user(coordinator):
		new = frappe.get_doc("PRE Eligibility Criteria", droit_commun.next_version(old.name, day(10)))
	assert str(old.reload().valid_until) == day(source_end)
	assert (str(new.valid_from), new.valid_until and str(new.valid_until)) == (
		day(10),
		next_end and day(next_end),
	)


def test_R16_criteria_are_written_by_their_structure_at_each_door(as_user):
	other = make_user("PRE Coordinator").name
	theirs = make_structure(coordinator=other).name
	old = make_criteria(make_structure(coordinator=make_user("PRE Coordinator").name).name)
	doctype, refused = old.doctype, (frappe.PermissionError, Swallowed)
	lines = [{"criterion": "Autre chose"}]

	def changed(door):
		with pytest.raises(refused):
			door(doctype, old.name, {"valid_until": day(1)})

	def taken(door):
		with pytest.raises(refused):
			door(doctype, old.name, {"structure": theirs})

	def new(door):
		with pytest.raises(refused):
			door(
				doctype,
				None,
				{"title": "X", "structure": old.structure, "valid_from": day(), "criteria": lines},
			)

	with as_user(other):
		at_each(UPDATING, changed)
		at_each(UPDATING, taken)
		at_each(INSERTING, new)
		with pytest.raises(frappe.PermissionError):
			droit_commun.next_version(old.name, day(1))
		own = make_criteria(theirs, title="Les nôtres")
	with as_user(make_user("PRE Administrator").name):
		own.reload().update({"title": "Du programme"}).save()


# Redirection to droit commun


def redirect(referral, **values):
	referral.update({"redirected_to": "CMP", "decision_reason": "Relève de soins.", **values}).save()
	return apply(referral, "Redirect")


def test_R2_a_redirection_says_the_service_the_day_and_that_its_answer_is_awaited():
	referral = redirect(make_referral(make_child()))
	assert (str(referral.redirect_asked_on), referral.redirect_answer) == (day(), "Awaited")
	step = next_step.get("PRE Referral", referral.name)
	assert "awaited" in step["sentence"] and step["button"]["event"] == "note_answer"
	noted = droit_commun.note_answer("PRE Referral", referral.name, {"redirect_answer": "Covered"})
	assert (noted.redirect_answer, str(noted.redirect_answered_on)) == ("Covered", day())
	assert next_step.get("PRE Referral", referral.name)["color"] == "green"


def test_R2_a_partner_of_the_list_gives_its_name():
	partner = make_partner().name
	referral = redirect(make_referral(make_child()), redirected_to=None, redirect_partner=partner)
	assert referral.redirected_to == partner


@pytest.mark.parametrize(
	"values, said",
	[
		({"redirect_asked_on": 1}, "on a day that has come"),
		({"redirect_answer": "Refused", "redirect_answered_on": -3}, "before the request"),
		({"redirect_answer": "Awaited", "redirect_answered_on": 0}, "still awaited"),
	],
)
def test_R2_a_redirection_bears_possible_days(values, said):
	values = {f: day(v) if isinstance(v, int) else v for f, v in values.items()}
	asked = {f: v for f, v in values.items() if f == "redirect_asked_on"}
	with pytest.raises(NoGap, match=said):
		referral = redirect(make_referral(make_child()), **asked)
		referral.update(values).save()


def test_R2_an_answer_is_noted_on_a_redirection_only():
	referral = make_referral(make_child()).update({"redirect_answer": "Covered"}).save()
	assert not referral.redirect_answer


def test_R16_who_was_asked_and_when_belongs_to_the_decision_its_answer_does_not():
	referral = redirect(make_referral(make_child()))
	with pytest.raises(frappe.ValidationError, match="examine the referral again"):
		referral.update({"redirect_asked_on": day(-20)}).save()
	referral.reload().update({"redirect_answer": "Refused"}).save()
	again = apply(referral, "Examine Again")
	assert not again.redirect_asked_on and not again.redirect_answer


def test_R2_a_redirection_without_answer_is_recalled_to_the_coordonnateur(outgoing):
	coordinator = make_user("PRE Coordinator").name
	child = make_child(make_structure(coordinator=coordinator).name)
	referral = redirect(make_referral(child))
	follow_dates()
	before = len(mails_about(referral.name))  # it was told when the referral came
	frappe.db.set_value("PRE Referral", referral.name, "redirect_asked_on", day(-40))
	follow_dates()
	follow_dates()
	(mail,) = mails_about(referral.name)[before:]
	assert [r.recipient for r in mail.recipients] == [coordinator]
	assert child.last_name not in mail.message


def test_R2_a_partner_notes_no_answer_for_the_service(as_user):
	partner = make_user("PRE Partner").name
	structure = make_structure().name
	with as_user(partner):
		referral = make_referral(structure=structure)
	redirect(referral)
	with as_user(partner), pytest.raises(frappe.PermissionError):
		droit_commun.note_answer("PRE Referral", referral.name, {"redirect_answer": "Covered"})


# The queue


@pytest.fixture
def waiting():
	"""A structure with its coordonnateur and three referrals to decide, one decided."""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	child = make_child(structure)
	reasons = [{"need_domain": need_domain(), "observation": "Absences."}]
	old = make_referral(child, received_on=day(-40), reasons=reasons)
	today = make_referral(structure=structure)
	middle = examine(make_referral(make_child(structure), received_on=day(-15)))
	accept(make_referral(make_child(structure), received_on=day(-90)))
	make_referral(received_on=day(-80))
	return frappe._dict(coordinator=coordinator, names=[old.name, middle.name, today.name])


def test_the_queue_is_read_oldest_first_with_the_age_in_words(waiting, as_user):
	with as_user(waiting.coordinator):
		answer = run(QUEUE, filters={})
	lines = [r for r in answer["result"] if isinstance(r, dict)]
	assert [r["referral"] for r in lines] == waiting.names
	assert [r["days"] for r in lines] == [40, 15, 0]
	assert [r["waiting"] for r in lines] == ["5 weeks", "2 weeks", "since today"]
	assert [r["is_late"] for r in lines] == [1, 0, 0]
	assert [r["waits_for"] for r in lines] == ["To examine", "Ready to be decided", "To examine"]
	assert [n["value"] for n in answer["report_summary"]] == [3, 1, "5 weeks"]


def test_the_queue_says_what_each_referral_waits_for(waiting, as_user):
	middle = frappe.get_doc("PRE Referral", waiting.names[1])
	middle.criteria[0].met = ""
	middle.save()
	apply(frappe.get_doc("PRE Referral", waiting.names[2]), "Examine")
	with as_user(waiting.coordinator):
		lines = [r for r in run(QUEUE, filters={"origin": "School"})["result"] if isinstance(r, dict)]
	assert [r["waits_for"] for r in lines] == [
		"To examine",
		"Criteria to answer",
		"The child's file is to be made or found",
	]


def test_the_delay_of_the_queue_is_that_of_the_settings(waiting, as_user):
	frappe.get_doc("PRE Settings").update({"referral_decision_days": 14}).save()
	with as_user(waiting.coordinator):
		lines = [r for r in run(QUEUE, filters={})["result"] if isinstance(r, dict)]
	assert [r["is_late"] for r in lines] == [1, 1, 0]


def test_the_queue_of_another_structure_is_not_read(waiting, as_user):
	other = make_user("PRE Coordinator").name
	make_structure(coordinator=other)
	with as_user(other):
		assert not [r for r in run(QUEUE, filters={})["result"] if isinstance(r, dict)]
