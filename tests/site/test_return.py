"""A child who left and comes back: followed again, entrusted anew, on the way again (F01, R5)."""

import frappe
import pytest

from pre_module.controllers.referents import led_by_parcours
from pre_module.desk import next_step
from pre_module.desk.day.page import show
from pre_module.figures.watch import to_watch
from pre_module.patches import follow_who_came_back
from tests.factories import (
	accept,
	apply,
	day,
	exit_reason,
	make_active_parcours,
	make_child,
	make_contract,
	make_referral,
	make_structure,
	make_user,
)
from tests.site.seeing import sees

CHILD = "PRE Child"


@pytest.fixture
def town():
	"""A structure, its coordonnateur, two référents; a child whom Anne took the first steps with, and who left a year ago."""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	anne, karim = make_contract(structure), make_contract(structure)
	child = make_child(structure, contract=anne.name)
	parcours = make_active_parcours(child, contract=anne)
	parcours.update({"exit_reason": exit_reason()}).save()
	apply(parcours, "Close")
	# Its days can't be typed.
	values = {"started_on": day(-700), "closed_on": day(-365)}
	frappe.db.set_value("PRE Parcours", parcours.name, values)
	frappe.db.set_value("PRE Parcours Referent", {"parent": parcours.name}, "to_date", day(-365))
	return frappe._dict(
		coordinator=coordinator, structure=structure, anne=anne, karim=karim, child=child, parcours=parcours
	)


def file_of(town):
	return frappe.get_doc(CHILD, town.child.name)


def said_of(town, as_user) -> dict:
	with as_user(town.coordinator):
		return next_step.get(CHILD, town.child.name)


def test_F01_a_return_is_followed_and_entrusted_anew(town, as_user):
	assert (file_of(town).status, file_of(town).contract) == ("Left", town.anne.name)
	referral = make_referral(town.child)
	assert referral.name in said_of(town, as_user)["sentence"], "it is to be decided, whatever came before"
	accept(referral)
	assert (file_of(town).status, file_of(town).contract) == ("Followed", None)
	assert "Nobody takes the first steps" in said_of(town, as_user)["sentence"]
	assert "has left" not in said_of(town, as_user)["sentence"]
	assert not sees(town.anne.referent, CHILD, town.child.name), "nothing opens by itself"

	file_of(town).update({"contract": town.karim.name}).save()
	assert "Nobody takes" not in said_of(town, as_user)["sentence"]
	assert sees(town.karim.referent, CHILD, town.child.name, "write")
	with as_user(town.karim.referent):
		assert [r["child"] for s in show()["sections"] if s["key"] == "children" for r in s["rows"]] == [
			town.child.name
		]


def test_R5_the_next_parcours_takes_over_from_the_first_steps(town):
	accept(make_referral(town.child))
	file_of(town).update({"contract": town.karim.name}).save()
	assert led_by_parcours([town.child.name]).run() == ()
	parcours = make_active_parcours(file_of(town), contract=town.anne)
	assert sees(town.anne.referent, CHILD, town.child.name)
	assert not sees(town.karim.referent, CHILD, town.child.name)
	assert set(led_by_parcours([town.child.name]).run(pluck=True)) == {town.child.name}
	parcours.update({"exit_reason": exit_reason()}).save()
	apply(parcours, "Close")
	assert file_of(town).status == "Left"


def test_F13_the_agreements_of_a_return_are_watched(town):
	frappe.db.set_value("PRE Consent", {"child": town.child.name}, "valid_until", day(-1))
	asked = {"structure": town.structure}
	assert to_watch(asked) == []
	accept(make_referral(town.child))
	assert {line["child"] for line in to_watch(asked)} == {town.child.name}


def test_who_came_back_before_the_upgrade_is_followed_after_it(town):
	accept(make_referral(town.child))
	frappe.db.set_value(CHILD, town.child.name, {"status": "Left", "contract": town.anne.name})
	follow_who_came_back.execute()
	assert (file_of(town).status, file_of(town).contract) == ("Followed", None)
	assert not sees(town.anne.referent, CHILD, town.child.name)
