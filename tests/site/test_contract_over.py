"""R5: a contract whose term has passed, or that is ended, leaves no child unseen."""

import frappe
import pytest

from pre_module.access.facts.referents import settle_contract
from pre_module.desk import actions, next_step
from pre_module.desk.day.page import show
from pre_module.figures.caseload import caseload
from pre_module.report.pre_caseload_by_referent.pre_caseload_by_referent import execute
from tests.factories import (
	apply,
	day,
	make_active_parcours,
	make_child,
	make_contract,
	make_parcours,
	make_structure,
	make_user,
)
from tests.site.seeing import sees


@pytest.fixture
def town():
	"""A structure, its coordonnateur, Anne with a child under way and one in the first steps, Karim with room."""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	anne, karim = make_contract(structure), make_contract(structure)
	parcours = make_active_parcours(make_child(structure), contract=anne)
	child = make_child(structure, contract=anne.name)
	return frappe._dict(
		coordinator=coordinator, structure=structure, anne=anne, karim=karim, child=child, parcours=parcours
	)


@pytest.fixture
def over(town):
	"""The term of Anne's contract passed five days ago: nobody typed it, time went by."""
	frappe.db.set_value("PRE Referent Contract", town.anne.name, "to_date", day(-5))
	frappe.db.set_value("PRE Parcours Referent", {"parent": town.parcours.name}, "from_date", day(-30))
	frappe.db.set_value("PRE Parcours", town.parcours.name, "started_on", day(-30))
	settle_contract(town.anne.name)
	return town


def test_R5_a_contract_does_not_end_while_a_child_takes_the_first_steps_under_it(town):
	contract = make_contract(town.structure)
	town.child.reload().update({"contract": contract.name}).save()
	with pytest.raises(frappe.ValidationError, match="take the first steps"):
		apply(contract, "End Contract")
	town.child.reload().update({"contract": town.karim.name}).save()
	assert apply(contract, "End Contract").status == "Ended"


def test_R5_the_child_says_that_nobody_takes_the_first_steps_any_more(over, as_user):
	assert not sees(over.anne.referent, "PRE Child", over.child.name)
	with as_user(over.coordinator):
		assert (
			f"The contract {over.anne.name} ended" in next_step.get("PRE Child", over.child.name)["sentence"]
		)
	parcours = make_parcours(over.child, contract=over.karim)
	with as_user(over.coordinator):
		assert "ended" not in next_step.get("PRE Child", over.child.name)["sentence"], "Karim prepares it"
	frappe.delete_doc("PRE Parcours", parcours.name)
	with as_user(over.coordinator):
		over.child.reload().update({"contract": over.karim.name}).save()
		assert "ended" not in next_step.get("PRE Child", over.child.name)["sentence"]


def test_R5_the_parcours_says_that_nobody_is_in_charge_and_from_when_to_name_somebody(over, as_user):
	with as_user(over.coordinator):
		step = next_step.get("PRE Parcours", over.parcours.name)
		assert (step["color"], step["button"]["event"]) == ("orange", "assign_referent")
		assert "nobody is in charge" in step["sentence"]
		modified = str(frappe.db.get_value("PRE Parcours", over.parcours.name, "modified"))
		actions.assign_referent(over.parcours.name, modified, over.karim.name, day(-4))
		assert "Active since" in next_step.get("PRE Parcours", over.parcours.name)["sentence"]
	assert sees(over.karim.referent, "PRE Child", over.parcours.child)


def test_F19_the_load_keeps_a_line_for_the_children_left_under_it(over, as_user):
	asked = {"structure": over.structure}
	lines = {line["contract"]: line for line in caseload(asked)}
	left = lines[over.anne.name]
	assert (left["children"], left["maximum_children"], left["full_time_equivalent"]) == (1, 0, 0)
	with as_user(over.coordinator):
		frappe.local.cache = {}
		assert any("contract over since" in line["referent_name"] for line in show()["load"])
		assert over.anne.name in [line.get("contract") for line in execute(asked)[1]]
	over.child.reload().update({"contract": None}).save()
	frappe.db.set_value("PRE Parcours", over.parcours.name, {"status": "Closed", "closed_on": day(-1)})
	assert over.anne.name not in [line["contract"] for line in caseload(asked)]
