"""R2 on a site: several services asked for each need, their answers, and who reads and notes them."""

import frappe
import pytest
from frappe.utils import getdate

from pre_module.controllers.answers_awaited import follow_dates
from pre_module.desk import droit_commun, next_step
from pre_module.exceptions import AgreementMissing
from tests.factories import (
	agree_to,
	day,
	diagnosed,
	make_active_parcours,
	make_child,
	make_contract,
	make_diagnostic,
	make_partner,
	make_request,
	make_structure,
	make_user,
	need_line,
	validate_diagnostic,
)
from tests.site.doors import UPDATING, at_each, desk
from tests.site.mails import mails_about, outgoing

__all__ = ["outgoing"]  # a fixture

DAYS = 30


@pytest.fixture
def child():
	child = make_child()
	agree_to(child)
	return child


def requests_of(child) -> list:
	return frappe.get_all(
		"PRE Service Request",
		{"child": child.name},
		["name", "service", "answer", "need_row", "waiting_days", "structure"],
		order_by="creation",
	)


# Requests and the lines of the diagnostic


def test_the_service_typed_in_a_line_becomes_a_request(child):
	diagnostic = diagnosed(
		child, need_line(service="RASED", answer="Refused", asked_on=day(-8), answered_on=day(-2))
	)
	(request,) = requests_of(child)
	assert (request.service, request.answer, request.waiting_days) == ("RASED", "Refused", 6)
	assert (request.need_row, request.structure) == (diagnostic.needs[0].name, child.structure)
	diagnostic.reload().save()
	assert len(requests_of(child)) == 1


def test_a_line_says_what_all_its_services_say_together(child):
	diagnostic = diagnosed(child, need_line(service="RASED", answer="Refused", asked_on=day(-40)))
	request = make_request(child, service="APC", need=None)
	row = diagnostic.reload().needs[0]
	assert (row.service, row.answer, row.standing, row.requests) == ("RASED, APC", "Awaited", "Sought", 2)
	request.update({"answer": "Waiting List"}).save()
	assert str(request.answered_on) == day()
	row = diagnostic.reload().needs[0]
	assert (row.answer, row.standing, str(row.answered_on)) == ("Waiting List", "Gap", day())
	request.update({"answer": "Covered"}).save()
	assert diagnostic.reload().needs[0].standing == "Covered"


def test_what_a_request_says_of_a_line_that_follows_its_requests_is_left_out(child):
	diagnostic = diagnosed(child, need_line(service="RASED", answer="Refused"))
	rows = [
		{"name": diagnostic.needs[0].name, **need_line(service="Autre", answer="Covered", standing="Covered")}
	]

	def attempt(door):
		door("PRE Diagnostic", diagnostic.name, {"needs": rows})
		row = frappe.get_doc("PRE Diagnostic", diagnostic.name).needs[0]
		assert (row.service, row.answer, row.standing) == ("RASED", "Refused", "Gap")

	at_each({n: d for n, d in UPDATING.items() if n != "data_import"}, attempt)


def test_a_need_with_requests_stays_and_takes_them_along_when_its_line_is_written_anew(child):
	diagnostic = diagnosed(
		child, need_line(service="RASED", answer="Refused"), need_line(need="Autre.", service="CMP")
	)
	old = diagnostic.needs[0].name
	with pytest.raises(frappe.ValidationError, match="stays"):
		diagnostic.reload().update({"needs": [need_line(need="Autre.")]}).save()
	again = diagnostic.reload().update({"needs": [need_line(), need_line(need="Autre.")]}).save().reload()
	assert again.needs[0].name != old
	assert {r.need_row for r in requests_of(child)} == {row.name for row in again.needs}
	assert (again.needs[0].service, again.needs[1].service) == ("RASED", "CMP")


def test_a_need_nobody_was_asked_for_is_noted_as_such(child):
	diagnostic = diagnosed(child, need_line())
	assert (diagnostic.needs[0].standing, requests_of(child)) == ("Not Asked", [])
	with pytest.raises(frappe.ValidationError, match="which existing service"):
		diagnostic.update({"needs": [need_line(answer="Refused")]}).save()


def test_a_need_that_came_up_since_joins_the_validated_diagnostic(child, as_user):
	referent = make_user("PRE Referent").name
	contract = make_contract(child.structure, referent)
	diagnostic = validate_diagnostic(make_diagnostic(child))
	make_active_parcours(child, diagnostic=diagnostic.name, contract=contract)
	with as_user(referent):
		request = make_request(child, "Sport", need="Un club le mercredi.", service="OMS", asked_by=referent)
	row = diagnostic.reload().needs[-1]
	assert (row.need_domain, row.need, row.service, row.standing) == (
		"Sport",
		"Un club le mercredi.",
		"OMS",
		"Sought",
	)
	assert (request.need_row, request.follower) == (row.name, referent)
	assert diagnostic.status == "Validated"


def test_a_request_names_its_need_where_there_are_several(child):
	diagnosed(child, need_line(), need_line(need="Un lieu calme."))
	with pytest.raises(frappe.ValidationError, match="which one"):
		make_request(child, need=None)
	assert make_request(child, need=" un lieu  calme. ").need == "Un lieu calme."


def test_a_request_without_diagnostic_or_with_anothers_is_refused(child):
	with pytest.raises(frappe.ValidationError, match="no diagnostic yet"):
		make_request(child)
	other = make_child()
	agree_to(other)
	theirs = diagnosed(other, need_line())
	diagnosed(child, need_line())
	with pytest.raises(frappe.ValidationError, match="not one of this child"):
		make_request(child, diagnostic=theirs.name)
	with pytest.raises(frappe.ValidationError, match="not one of this child"):
		make_request(child, need_row=theirs.needs[0].name)


def test_R3_nothing_is_asked_once_the_parents_no_longer_agree_and_answers_are_still_noted(child):
	diagnosed(child, need_line(service="RASED", answer="Awaited"))
	agreement = frappe.get_last_doc("PRE Consent", {"child": child.name, "stage": "Diagnostic"})
	agreement.update({"withdrawn_on": day(), "withdrawal_reason": "A changé d'avis."}).save()
	with pytest.raises(AgreementMissing):
		make_request(child, need=None)
	request = frappe.get_last_doc("PRE Service Request", {"child": child.name})
	assert request.update({"answer": "Refused"}).save().answer == "Refused"


def test_R3_a_service_typed_in_a_line_is_asked_under_the_same_agreement(child):
	diagnostic = diagnosed(
		child,
		need_line(service="RASED", answer="Awaited"),
		need_line(need="Lire.", service=None, answer=None),
	)
	agreement = frappe.get_last_doc("PRE Consent", {"child": child.name, "stage": "Diagnostic"})
	agreement.update({"withdrawn_on": day(), "withdrawal_reason": "A changé d'avis."}).save()
	diagnostic.reload().needs[1].service = "CMP"
	with pytest.raises(AgreementMissing):
		diagnostic.save()
	diagnostic.reload().append("needs", need_line(need="Compter.", service="CMP"))
	with pytest.raises(AgreementMissing):
		diagnostic.save()
	rewritten = [{**row.as_dict(), "name": None} for row in diagnostic.reload().needs]
	diagnostic.set("needs", rewritten)
	diagnostic.save()  # lines written anew with what was asked before
	assert [r.service for r in requests_of(child)] == ["RASED"]


def test_a_partner_gives_its_name_to_the_service(child):
	diagnosed(child, need_line())
	partner = make_partner().name
	assert make_request(child, service=None, partner=partner, need=None).service == partner


# A new day


def test_a_new_day_counts_the_wait_and_opens_the_gap(child):
	diagnostic = diagnosed(child, need_line(service="RASED", answer="Awaited", asked_on=day(-5)))
	request = requests_of(child)[0].name
	# Time has passed: no door writes this date.
	frappe.db.set_value("PRE Service Request", request, "asked_on", day(-DAYS - 1))
	follow_dates()
	follow_dates()
	assert frappe.db.get_value("PRE Service Request", request, "waiting_days") == DAYS + 1
	assert diagnostic.reload().needs[0].standing == "Gap"


def test_a_place_offered_much_later_is_a_gap_until_its_day(child):
	diagnostic = diagnosed(child, need_line(service="CMP", answer="Awaited"))
	request = frappe.get_last_doc("PRE Service Request", {"child": child.name})
	request.update({"answer": "Covered", "offered_from": day(100)}).save()
	assert diagnostic.reload().needs[0].standing == "Gap"
	asked = {"asked_on": day(-12), "answered_on": day(-9), "offered_from": day(-2)}
	frappe.db.set_value("PRE Service Request", request.name, asked)
	follow_dates()
	assert diagnostic.reload().needs[0].standing == "Covered"
	assert request.reload().waiting_days == 10, "the job ran two days late"


def test_an_answer_awaited_for_too_long_is_recalled_once_to_who_follows_the_child(child, outgoing):
	contract = make_contract(child.structure)
	parcours = make_active_parcours(child, contract=contract)
	request = make_request(child, service="CMP", asked_by="Administrator")
	follow_dates()
	assert mails_about(request.name) == []
	frappe.db.set_value("PRE Service Request", request.name, "asked_on", day(-DAYS - 3))
	follow_dates()
	follow_dates()
	(mail,) = mails_about(request.name)
	assert [r.recipient for r in mail.recipients] == [contract.referent] == [parcours.referent]
	assert child.last_name not in mail.message and "CMP" not in mail.message
	frappe.db.set_value("PRE Service Request", request.name, "reminded_on", day(-DAYS - 1))
	follow_dates()
	assert len(mails_about(request.name)) == 2
	request.reload().update({"answer": "Covered"}).save()
	follow_dates()
	*_reminders, told = mails_about(request.name)
	assert len(_reminders) == 2 and [r.recipient for r in told.recipients] == [contract.referent]


# Who may


def test_the_next_step_of_a_request_says_how_long_it_has_been_waiting(child):
	diagnosed(child, need_line(service="CMP", answer="Awaited", asked_on=day(-23)))
	request = frappe.get_last_doc("PRE Service Request", {"child": child.name})
	step = next_step.get("PRE Service Request", request.name)
	assert "3 weeks" in step["sentence"] and step["button"]["event"] == "note_answer"
	noted = droit_commun.note_answer(
		"PRE Service Request", request.name, {"answer": "Covered", "offered_from": day(5), "child": "X"}
	)
	assert (noted.answer, str(noted.answered_on), noted.child) == ("Covered", day(), child.name)
	assert next_step.get("PRE Service Request", request.name)["color"] == "green"


@pytest.mark.parametrize(
	"role", ["PRE Referent", "PRE Partner", "PRE Manager", "PRE Evaluator", "PRE Team Member"]
)
def test_nobody_else_reads_or_answers_a_request(child, role, as_user):
	diagnosed(child, need_line(service="CMP", answer="Awaited"))
	request = frappe.get_last_doc("PRE Service Request", {"child": child.name})
	with as_user(make_user(role).name):
		for attempt in (
			lambda: frappe.get_doc("PRE Service Request", request.name).check_permission("read"),
			lambda: droit_commun.note_answer("PRE Service Request", request.name, {"answer": "Covered"}),
			lambda: make_request(child, need=None),
		):
			with pytest.raises(frappe.PermissionError):
				attempt()
	assert request.reload().answer == "Awaited"


def test_who_reads_a_request_does_not_print_it(child, as_user):
	contract = make_contract(child.structure)
	make_active_parcours(child, contract=contract)
	request = make_request(child, need=None)
	with as_user(contract.referent):
		request = frappe.get_doc("PRE Service Request", request.name)
		request.check_permission("read")
		with pytest.raises(frappe.PermissionError):
			request.run_method("before_print", None)


def test_an_answer_noted_by_mistake_is_taken_back_by_the_form(child):
	"""The form sends back the days that it no longer shows."""
	diagnosed(child, need_line(service="CMP", answer="Awaited", asked_on=day(-9)))
	request = frappe.get_last_doc("PRE Service Request", {"child": child.name})
	desk("PRE Service Request", request.name, {"answer": "Covered", "offered_from": day(5)})
	desk("PRE Service Request", request.name, {"answer": "Refused"})
	assert not request.reload().offered_from and str(request.answered_on) == day()
	desk("PRE Service Request", request.name, {"answer": "Awaited"})
	assert not request.reload().answered_on and request.waiting_days == 9


def test_a_guest_notes_no_answer(child, as_user):
	diagnosed(child, need_line(service="CMP", answer="Awaited"))
	request = frappe.get_last_doc("PRE Service Request", {"child": child.name})
	with as_user("Guest"), pytest.raises(frappe.PermissionError):
		droit_commun.note_answer("PRE Service Request", request.name, {"answer": "Covered"})


def test_an_answer_is_noted_on_nothing_else(child):
	with pytest.raises(frappe.ValidationError, match="no answer of a service"):
		droit_commun.note_answer("PRE Child", child.name, {"first_name": "X"})


def test_a_request_moves_with_its_child(child):
	diagnosed(child, need_line(service="CMP", answer="Awaited"))
	child.reload().update({"structure": make_structure().name}).save()
	assert requests_of(child)[0].structure == child.structure


def test_a_request_does_not_change_children(child):
	diagnosed(child, need_line(service="CMP", answer="Awaited"))
	request = frappe.get_last_doc("PRE Service Request", {"child": child.name})
	other = make_child()
	agree_to(other)
	with pytest.raises(frappe.ValidationError, match="stays with its child"):
		request.update({"child": other.name}).save()
	diagnostic = frappe.get_last_doc("PRE Diagnostic", {"child": child.name})
	with pytest.raises(frappe.ValidationError, match="stays with its child"):
		diagnostic.update({"child": other.name}).save()


def test_the_day_of_an_answer_is_kept_when_it_is_saved_again(child):
	diagnosed(child, need_line(service="CMP", answer="Refused", asked_on=day(-9), answered_on=day(-7)))
	request = frappe.get_last_doc("PRE Service Request", {"child": child.name})
	request.update({"answer_note": "Pas de place avant juin (secrétariat)."}).save()
	assert getdate(request.answered_on) == getdate(day(-7)) and request.waiting_days == 2
