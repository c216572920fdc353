"""R1 and R16 on a site: a decision on a referral, the criteria it keeps, the derogation and its author."""

import frappe
import pytest

from pre_module.exceptions import EligibilityUndecided, OutsidePublic
from tests.factories import (
	accept,
	apply,
	day,
	examine,
	make_child,
	make_criteria,
	make_referral,
	make_school,
	make_structure,
	make_territory,
	make_user,
	years_old,
)
from tests.site.doors import INSERTING, UPDATING, at_each, rest_v1

pytestmark = pytest.mark.usefixtures("everybody_sees")


def derogation(**values) -> dict:
	return {"derogation": 1, "derogation_reason": "Fratrie suivie.", **values}


@pytest.mark.parametrize(
	"values, accepted",
	[
		({"territory_type": "QPV"}, True),
		({"territory_type": "Other", "code": "CENTRE"}, False),
		({"territory_type": "QPV", "valid_until": -1}, False),
		({"territory_type": "QPV", "valid_from": 1}, False),
	],
)
def test_R1_the_territory_is_a_priority_one_on_the_day_of_the_decision(values, accepted):
	values = {f: day(v) if isinstance(v, int) else v for f, v in values.items()}
	child = make_child(territory=make_territory(**values).name)
	referral = examine(make_referral(child))
	if accepted:
		assert apply(referral, "Accept").status == "Accepted"
	else:
		with pytest.raises(OutsidePublic):
			apply(referral, "Accept")


@pytest.mark.parametrize("network, accepted", [("REP", True), ("REP+", True), ("None", False)])
def test_R1_the_school_of_the_year_is_in_priority_education(network, accepted):
	schooling = make_child().schooling[0]
	line = {"school_year": schooling.school_year, "school": make_school(priority_network=network).name}
	referral = examine(make_referral(make_child(territory=None, schooling=[line])))
	if accepted:
		assert apply(referral, "Accept").status == "Accepted"
	else:
		with pytest.raises(OutsidePublic):
			apply(referral, "Accept")


def test_R1_the_ages_are_those_of_the_settings():
	frappe.get_doc("PRE Settings").update({"maximum_age": 20}).save()
	assert accept(make_referral(make_child(birth_date=years_old(18)))).status == "Accepted"


def test_R1_the_author_of_a_derogation_is_who_ticks_it_whatever_a_request_says(as_user):
	coordinator = make_user("PRE Coordinator").name
	forged = derogation(derogation_author="Administrator")
	referral = make_referral(make_child())

	def attempt(door):
		with as_user(coordinator):
			door("PRE Referral", referral.name, forged)
			assert referral.reload().derogation_author == coordinator
			door(
				"PRE Referral",
				referral.name,
				{"derogation_author": "Administrator", "derogation_reason": "Autre."},
			)
		assert referral.reload().derogation_author == coordinator

	at_each(
		{n: d for n, d in UPDATING.items() if n != "data_import"}, attempt
	)  # imports ask for System Manager


def test_R1_a_derogation_ticked_in_a_new_referral_is_signed_by_who_makes_it():
	values = make_referral(make_child()).as_dict()
	new = {f: values[f] for f in ("structure", "origin", "child_first_name", "child_last_name", "child")}
	new |= {"received_on": day(), "birth_date": values.birth_date, **derogation(derogation_author="Guest")}
	new["reasons"] = [{"need_domain": values.reasons[0].need_domain}]

	def attempt(door):
		name = door("PRE Referral", None, new)
		assert frappe.db.get_value("PRE Referral", name, "derogation_author") == "Administrator"

	at_each(INSERTING, attempt)


def test_R16_a_decision_keeps_the_criteria_it_was_taken_with():
	referral = accept(make_referral(make_child()))
	criteria = frappe.get_doc("PRE Eligibility Criteria", referral.eligibility_criteria)
	criteria.criteria[0].criterion = "Tout autre chose"
	criteria.criteria[0].fragility_sign = 0
	criteria.append("criteria", {"criterion": "Un de plus"})
	criteria.save()
	referral.reload().save()
	kept = [(row.criterion, row.met) for row in referral.reload().criteria]
	assert kept == [("Absences répétées", "Yes"), ("Famille volontaire", "Yes")]


CHANGES = {
	"its criteria": {"criteria": [{"criterion": "Absences répétées", "fragility_sign": 1, "met": "No"}]},
	"its day": {"decided_on": "2020-01-01"},
	"its author": {"decided_by": "Guest"},
	"its child": {"child": None},
	"its derogation": {"derogation": 1, "derogation_reason": "Après coup."},
	"its reason": {"decision_reason": "Après coup."},
	"its criteria's name": {"eligibility_criteria": None},
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: c)
def test_R16_a_decision_taken_is_not_changed(change):
	referral = accept(make_referral(make_child()))
	before = referral.as_dict()
	try:
		rest_v1("PRE Referral", referral.name, CHANGES[change])
	except frappe.ValidationError as error:
		assert "examine the referral again" in str(error)
		frappe.clear_messages()
	# Refused, or not taken into account: the decision stands as it was.
	after = frappe.get_doc("PRE Referral", referral.name).as_dict()
	for field in CHANGES[change]:
		assert str(after[field]) == str(before[field]) or field == "criteria"
	assert [r.met for r in after.criteria] == ["Yes", "Yes"]


def test_R16_a_referral_examined_again_takes_the_criteria_of_the_day():
	child = make_child()
	old = make_criteria(child.structure, valid_until=day(-1))
	referral = apply(make_referral(child), "Examine")
	assert not referral.eligibility_criteria, "criteria of yesterday decide nothing today"
	new = make_criteria(child.structure, title="Nouveaux", valid_from=day())
	referral.update({"decision_reason": "Hors secteur."}).save()
	assert referral.reload().eligibility_criteria == new.name != old.name
	declined = apply(referral, "Decline")
	assert declined.decided_by == "Administrator" and str(declined.decided_on) == day()
	again = apply(declined, "Examine Again")
	assert again.status == "Under Review"
	assert not again.decided_on and not again.decided_by
	for row in again.criteria:
		row.met = "Yes"
	again.save()
	assert apply(again, "Accept").status == "Accepted"


def test_R16_a_redirection_names_the_service_that_takes_over():
	referral = make_referral(make_child()).update({"decision_reason": "Soins."}).save()
	with pytest.raises(EligibilityUndecided):
		apply(referral, "Redirect")
	referral.reload().update({"redirected_to": "CMP"}).save()
	assert apply(referral, "Redirect").status == "Redirected"


def test_R16_criteria_of_another_structure_decide_nothing():
	make_criteria(make_structure().name)
	child = make_child()
	referral = apply(make_referral(child), "Examine")
	assert not referral.eligibility_criteria


def test_R16_a_referral_without_the_childs_file_is_not_accepted():
	referral = make_referral()
	with pytest.raises(EligibilityUndecided, match="no file of a child"):
		apply(examine(referral), "Accept")


def test_F06_the_entry_is_written_once_by_the_first_acceptance():
	child = make_child()
	accept(make_referral(child))
	child.reload()
	assert str(child.entry_date) == day()
	assert child.territory_at_entry == child.territory
	first = child.territory_at_entry
	child.update({"territory": make_territory().name}).save()
	accept(make_referral(child))
	assert child.reload().territory_at_entry == first
