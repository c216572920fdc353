"""F19: who sets the weights of a structure, and that those in use stay; the share of a post on a contract."""

import frappe
import pytest

from tests.factories import day, insert, make_contract, make_structure, make_user
from tests.site.doors import INSERTING, at_each

INSERTS = {name: door for name, door in INSERTING.items() if name != "data_import"}


@pytest.fixture
def town():
	coordinator = make_user("PRE Coordinator").name
	return frappe._dict(coordinator=coordinator, structure=make_structure(coordinator=coordinator).name)


def test_the_coordonnateur_sets_the_weights_of_her_structure_and_of_no_other(town, as_user):
	other = make_structure().name

	def attempt(door):
		with as_user(town.coordinator):
			assert door(
				"PRE Workload Weights", None, {"structure": town.structure, "from_date": day(1), "active": 2}
			)
			with pytest.raises(frappe.PermissionError):
				door("PRE Workload Weights", None, {"structure": other, "from_date": day(1)})

	at_each(INSERTS, attempt)


@pytest.mark.parametrize("role", ["PRE Referent", "PRE Manager", "PRE Evaluator", "PRE Partner"])
def test_others_set_none(town, as_user, role):
	with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
		insert("PRE Workload Weights", structure=town.structure)


def test_the_administrator_of_the_programme_may(town, as_user):
	with as_user(make_user("PRE Administrator").name):
		insert("PRE Workload Weights", structure=town.structure)


def test_weights_in_use_stay_and_those_to_come_may_change(town, as_user):
	with as_user(town.coordinator):
		used = insert("PRE Workload Weights", structure=town.structure, from_date=day())
		used.save()
		used.active = 3
		with pytest.raises(frappe.ValidationError, match="in use"):
			used.save()
		coming = insert("PRE Workload Weights", structure=town.structure, from_date=day(10))
		coming.active = 3
		coming.save()
		with pytest.raises(frappe.ValidationError, match="already"):
			insert("PRE Workload Weights", structure=town.structure, from_date=day(10))
		with pytest.raises(frappe.ValidationError):
			insert("PRE Workload Weights", structure=town.structure, from_date=day(20), active=-1)


@pytest.mark.parametrize("share", [0, -0.5, 1.2])
def test_a_contract_has_a_share_of_one_post(town, share):
	with pytest.raises(frappe.ValidationError):
		make_contract(town.structure, in_force=False, full_time_equivalent=share)


def test_a_contract_is_of_a_whole_post_unless_it_is_said(town):
	assert make_contract(town.structure, in_force=False).full_time_equivalent == 1
	assert make_contract(town.structure, in_force=False, full_time_equivalent=0.8).full_time_equivalent == 0.8
