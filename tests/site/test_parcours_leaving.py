"""R12, R17: a parcours suspended and resumed, left, taken over by existing services, and checked some months after."""

import frappe
import pytest
from frappe.utils import add_months, getdate

from pre_module.desk import actions, next_step
from pre_module.exceptions import AgreementMissing, ParentsNotInformed, RelayIncomplete
from pre_module.patches import keep_past_suspensions, spare_old_sites_the_scales
from tests.factories import (
	apply,
	day,
	exit_reason,
	make_active_parcours,
	make_partner,
)


@pytest.fixture
def parcours():
	return make_active_parcours()


def lines(parcours) -> list[tuple]:
	parcours = frappe.get_doc("PRE Parcours", parcours.name)
	return [
		(str(r.from_date), str(r.expected_on), str(r.to_date), r.by_withdrawal) for r in parcours.suspensions
	]


def closed(parcours):
	parcours.reload().update({"exit_reason": exit_reason()}).save()
	return apply(parcours, "Close")


# Suspension


def test_R12_a_suspension_says_why(parcours):
	shown = str(parcours.reload().modified)
	with pytest.raises(ParentsNotInformed, match="why the parcours is suspended"):
		actions.apply("PRE Parcours", parcours.name, shown, "Suspend", {"suspension_reason": " "})
	assert frappe.db.get_value("PRE Parcours", parcours.name, "status") == "Active"


def test_R12_the_dialog_asks_why_and_until_when(parcours):
	asked = next_step.get("PRE Parcours", parcours.name)["questions"]["Suspend"]
	assert asked == [
		{"fieldname": "suspension_reason", "reqd": 1},
		{"fieldname": "expected_resumption_on", "reqd": 0},
	]


def test_R12_past_suspensions_stay_with_their_reasons(parcours):
	answers = {"suspension_reason": "Séjour à l'étranger.", "expected_resumption_on": day(30)}
	actions.apply("PRE Parcours", parcours.name, str(parcours.reload().modified), "Suspend", answers)
	assert lines(parcours) == [(day(), day(30), "None", 0)]
	assert day(30)[-2:] in next_step.get("PRE Parcours", parcours.name)["sentence"]
	resumed = apply(parcours, "Resume")
	assert lines(parcours) == [(day(), day(30), day(), 0)]
	assert (resumed.suspended_on, resumed.suspension_reason, resumed.expected_resumption_on) == (None,) * 3
	assert resumed.suspensions[0].reason == "Séjour à l'étranger."
	apply(parcours, "Suspend")
	assert len(lines(parcours)) == 2


def test_R12_nobody_writes_the_lines_by_hand(parcours):
	apply(parcours, "Suspend")
	parcours.reload()
	parcours.suspensions[0].update({"reason": "Autre", "to_date": day()})
	parcours.append("suspensions", {"from_date": day(-99), "reason": "Jamais"})
	parcours.save()
	assert lines(parcours) == [(day(), "None", "None", 0)]
	parcours.set("suspensions", [])
	parcours.save()
	assert len(lines(parcours)) == 1


def test_R3_a_withdrawal_suspends_with_a_line_of_its_own(parcours):
	agreement = frappe.get_last_doc("PRE Consent", {"child": parcours.child, "stage": "Parcours"})
	actions.withdraw_consent(agreement.name, str(agreement.modified), day(), "A changé d'avis.")
	assert lines(parcours) == [(day(), "None", "None", 1)]


def test_R12_the_planned_day_may_move_and_lies_ahead(parcours):
	parcours.reload().update({"suspension_reason": "Séjour.", "expected_resumption_on": day()}).save()
	with pytest.raises(ParentsNotInformed, match="lies ahead"):
		apply(parcours, "Suspend")
	parcours.reload().update({"suspension_reason": "Séjour.", "expected_resumption_on": None}).save()
	apply(parcours, "Suspend").update({"expected_resumption_on": day(9)}).save()
	assert lines(parcours) == [(day(), day(9), "None", 0)]


def test_a_parcours_that_ends_ends_its_suspension(parcours):
	apply(parcours, "Suspend")
	closed(parcours)
	assert lines(parcours) == [(day(), "None", day(), 0)]


# Exit and relay


def test_R17_the_check_comes_months_after_the_exit(parcours):
	frappe.db.set_single_value("PRE Settings", "relay_check_months", 4)
	frappe.clear_document_cache("PRE Settings", "PRE Settings")
	done = closed(parcours)
	assert getdate(done.relay_check_on) == add_months(getdate(), 4)
	done.update({"relay_check_on": day(1)}).save()
	assert getdate(done.reload().relay_check_on) == add_months(getdate(), 4)


def test_R17_no_check_where_the_site_wants_none(parcours):
	frappe.db.set_single_value("PRE Settings", "relay_check_months", 0)
	frappe.clear_document_cache("PRE Settings", "PRE Settings")
	assert closed(parcours).relay_check_on is None


def test_R17_a_relay_is_written_on_the_way_and_checked_after(parcours):
	partner = make_partner().name
	relay = {
		"relay_partner": partner,
		"relay_passed_on": "Le bilan du 3 mars.",
		"relay_family_agreed_on": day(),
		"relay_accepted_on": day(),
		"exit_situation": "Followed by Existing Services",
	}
	parcours.reload().update(relay).save()
	done = closed(parcours)
	frappe.db.set_value("PRE Parcours", parcours.name, {"closed_on": day(-200), "relay_check_on": day(-10)})
	step = next_step.get("PRE Parcours", parcours.name)
	assert (step["color"], step["button"]["event"]) == ("orange", "check_relay")
	done.reload().update({"relay_checked_on": day(), "relay_check_result": "Relay in Place"}).save()
	assert next_step.get("PRE Parcours", parcours.name)["button"] is None


@pytest.mark.parametrize(
	("values", "error"),
	[
		({"relay_accepted_on": 0}, RelayIncomplete),
		({"relay_partner": True, "relay_passed_on": "Le bilan."}, AgreementMissing),
		({"relay_partner": True, "relay_accepted_on": 3}, RelayIncomplete),
		({"relay_checked_on": 0, "relay_check_result": "Relay in Place"}, RelayIncomplete),
	],
)
def test_R17_a_relay_that_lacks_something_is_refused(parcours, values, error):
	values = {k: day(v) if k.endswith("_on") and k != "relay_passed_on" else v for k, v in values.items()}
	if "relay_partner" in values:
		values["relay_partner"] = make_partner().name
	with pytest.raises(error):
		parcours.reload().update(values).save()


def test_the_referent_no_longer_in_charge_does_not_check_the_relay(parcours, as_user):
	done = closed(parcours)
	with as_user(parcours.referent):
		with pytest.raises(frappe.PermissionError):
			done.reload().update({"relay_checked_on": day(), "relay_check_result": "Relay Ended"}).save()


# Sites that were there before


def test_an_upgrade_keeps_the_suspension_that_is_open(parcours):
	apply(parcours, "Suspend")
	frappe.db.delete("PRE Parcours Suspension", {"parent": parcours.name})
	for _again in range(2):
		keep_past_suspensions.execute()
		assert lines(parcours) == [(day(), "None", "None", 0)]


def test_an_upgrade_asks_no_scale_of_a_site_with_parcours(parcours):
	def stored():
		return frappe.db.get_singles_dict("PRE Settings").get("require_goal_scales")

	frappe.db.delete("Singles", {"doctype": "PRE Settings", "field": "require_goal_scales"})
	spare_old_sites_the_scales.execute()
	assert stored() == "0"
	frappe.db.set_single_value("PRE Settings", "require_goal_scales", 1)
	spare_old_sites_the_scales.execute()
	assert stored() == "1", "what the site chose since stays"
