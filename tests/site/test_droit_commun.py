"""R2 on a site: the PRE acts on the gap only, at every door and over time."""

import frappe
import pytest

from pre_module.controllers.droit_commun import check_gap, needs_of
from pre_module.desk import make, next_step
from pre_module.exceptions import NoGap
from tests.factories import (
	agree_to,
	apply,
	day,
	diagnosed,
	exit_reason,
	in_charge,
	make_active_parcours,
	make_approved_parcours,
	make_child,
	make_contract,
	make_parcours,
	make_request,
	need_domain,
	need_line,
	validate_diagnostic,
)


@pytest.fixture
def child():
	child = make_child()
	agree_to(child)
	return child


def test_R2_the_last_diagnostic_that_names_the_domain_decides(child):
	diagnosed(child, need_line(service="RASED", answer="Refused"), diagnostic_date=day(-90))
	assert check_gap(child.name, "Schooling") == []
	diagnosed(child, need_line(service="APC", answer="Covered"))
	(refusal,) = check_gap(child.name, "Schooling")
	assert refusal.values[1] == "APC"
	assert {n.domain for n in needs_of(child.name)} == {"Schooling"}


def test_R2_what_runs_is_not_broken_when_a_service_covers_the_need_and_the_referent_reads_it(child):
	parcours = make_active_parcours(child)
	make_request(child, service="APC", answer="Covered")
	parcours.reload().update({"family_word": "Contente."}).save()
	step = next_step.get("PRE Parcours", parcours.name)
	assert any("Atelier lecture" in said for said in step["missing"])
	longer = parcours.reload()
	longer.actions[0].to_date = day(90)
	longer.save()  # it ends sooner than it would have: no end before
	for change in ({"to_date": day(120)}, {"action_title": "Un autre atelier"}):
		changed = parcours.reload()
		changed.actions[0].update(change)
		with pytest.raises(NoGap):
			changed.save()
	assert apply(parcours.reload(), "Suspend").status == "Suspended"
	assert apply(parcours.reload(), "Resume").status == "Active"
	parcours.reload().update({"exit_reason": exit_reason()}).save()
	assert apply(parcours, "Close").status == "Closed"


def test_R2_a_document_given_to_the_family_can_be_reworked_when_the_need_is_covered_meanwhile(child):
	parcours = make_approved_parcours(child)
	make_request(child, service="APC", answer="Covered")
	assert any("APC" in said for said in next_step.get("PRE Parcours", parcours.name)["missing"])
	with pytest.raises(NoGap):
		apply(parcours, "Start")
	reworked = apply(parcours.reload(), "Rework")
	with pytest.raises(NoGap):
		apply(reworked, "Give to Family")
	reworked.reload().actions[0].funded_by = "Existing Services"
	reworked.save()
	assert apply(reworked, "Give to Family").status == "Proposed"


def test_R2_an_action_serves_the_need_of_its_objective(child):
	diagnosed(child, need_line(service="RASED", answer="Refused"))
	action = {"action_title": "Théâtre", "objective_code": "O1", "need_domain": need_domain("Culture")}
	objective = {"code": "O1", "objective": "Oser lire.", "need_domain": need_domain()}
	values = {"child": child.name, "objectives": [objective], "actions": [action]}
	assert frappe.get_doc({"doctype": "PRE Parcours", **values}).insert().name
	make_request(child, "Culture", need="Voir du théâtre.", service="MJC", answer="Covered")
	with pytest.raises(NoGap, match="MJC"):
		frappe.get_doc({"doctype": "PRE Parcours", **values}).insert()


def test_R2_the_delay_is_that_of_the_settings(child):
	diagnosed(child, need_line(service="RASED", answer="Awaited", asked_on=day(-10)), diagnostic_date=day(-5))
	assert check_gap(child.name, "Schooling")
	frappe.get_doc("PRE Settings").update({"service_answer_days": 9}).save()
	assert check_gap(child.name, "Schooling") == []
	assert frappe.get_last_doc("PRE Diagnostic", {"child": child.name}).needs[0].standing == "Gap"


def test_the_parcours_built_from_a_diagnostic_has_an_objective_for_each_need_not_covered(child):
	lines = (
		need_line(service="RASED", answer="Refused"),
		need_line(need_domain=need_domain("Sport"), service="OMS", answer="Covered"),
	)
	diagnostic = validate_diagnostic(diagnosed(child, *lines))
	assert [o.need_domain for o in make.parcours(diagnostic.name).objectives] == ["Schooling"]


def test_R2_a_parcours_of_two_referents_is_asked_its_gap_once_only(child):
	"""The lines « référents » of a running parcours change without a question about actions that run."""
	parcours = make_active_parcours(child)
	make_request(child, service="APC", answer="Covered")
	other = make_contract(child.structure)
	parcours.reload().referents[0].to_date = day(3)
	parcours.append("referents", in_charge(other, day(4)))
	assert parcours.save().referents[1].contract == other.name


def test_R2_a_draft_that_stood_there_before_is_still_saved(child):
	parcours = make_parcours(child)
	diagnosed(child, need_line(service="APC", answer="Covered"))
	assert parcours.reload().update({"planned_start": day(5)}).save().planned_start
	assert next_step.get("PRE Parcours", parcours.name)["missing"]


def test_R2_a_running_action_is_not_given_to_another_need_without_a_gap(child):
	parcours = make_active_parcours(child)
	make_request(child, "Sport", need="Un club.", service="OMS", answer="Covered")
	for table, values in (
		("actions", {"need_domain": need_domain("Sport")}),
		("objectives", {"need_domain": need_domain("Sport")}),
	):
		changed = parcours.reload()
		changed.get(table)[0].update(values)
		if table == "actions":
			with pytest.raises(NoGap):
				changed.save()
		else:
			changed.save()  # its own need of schooling is still a gap


def test_R2_the_referent_reads_that_the_need_of_the_objective_is_covered_by_now(child):
	diagnosed(child, need_line(service="RASED", answer="Refused"))
	parcours = make_active_parcours(child)
	parcours.append(
		"actions",
		{
			"action_title": "Théâtre",
			"objective_code": "O1",
			"need_domain": need_domain("Culture"),
			"from_date": day(),
			"planning": "Le mercredi",
		},
	)
	parcours.save()
	# every need of schooling is covered now: that of the diagnostic the parcours rests on
	for name in frappe.get_all("PRE Service Request", {"child": child.name}, pluck="name"):
		frappe.get_doc("PRE Service Request", name).update({"answer": "Covered"}).save()
	said = next_step.get("PRE Parcours", parcours.name)["missing"]
	assert len(said) == 2 and any("Théâtre" in line for line in said)
