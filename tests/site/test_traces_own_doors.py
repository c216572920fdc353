"""P12: each method of the app that gives something of a child's file leaves a line; a new one is not forgotten."""

import frappe
import pytest

from pre_module.access.traces import doors, own_doors
from tests.factories import (
	PASSWORD,
	make_active_parcours,
	make_child,
	make_contract,
	make_structure,
	make_user,
)
from tests.factories.actions import enrol, make_action, make_session
from tests.matrix.doors_app import whitelisted_methods

TRACE, METHOD = "PRE Access Trace", "/api/method/pre_module."


def test_every_method_of_the_app_is_noted_or_says_why_not():
	gives_nothing = tuple(own_doors.GIVES_NOTHING)
	# The package has its name twice: what was loaded under the longer one is the same method.
	methods = {m.replace("pre_module.pre_module.", "pre_module.", 1) for m in whitelisted_methods()}
	assert methods >= set(own_doors.METHODS)
	for method in methods - set(own_doors.METHODS):
		assert any(method == known or method.startswith(f"{known}.") for known in gives_nothing), method
	for known in gives_nothing:
		assert any(method == known or method.startswith(f"{known}.") for method in methods), known
	assert set(doors.METHODS) >= set(own_doors.METHODS)


@pytest.fixture
def town(no_lines_left, http):
	"""A coordonnateur and a référent at their browsers, a child in his charge with a place in an action."""
	coordinator = make_user("PRE Coordinator", log_in=True).name
	structure = make_structure(coordinator=coordinator).name
	contract = make_contract(structure, referent=make_user("PRE Referent", log_in=True).name)
	child = make_child(structure, first_name="Zéphyrine", last_name="Ouvrard")
	twin = make_child(structure, first_name="Zéphyrine", last_name="Ouvrard", birth_date=child.birth_date)
	parcours = make_active_parcours(child, contract=contract)
	action = make_action(structure)
	enrolment = enrol(child, action, parcours=parcours.name)
	session = make_session(action)
	frappe.db.delete(TRACE)
	frappe.db.commit()
	return frappe._dict(
		http=http,
		coordinator=coordinator,
		referent=contract.referent,
		child=child.name,
		twin=twin.name,
		parcours=parcours.name,
		enrolment=enrolment.name,
		session=session.name,
	)


def noted() -> set[tuple[str, str, str]]:
	"""(child, what, document) of the lines there are, and forget them."""
	frappe.db.rollback()
	rows = frappe.get_all(TRACE, fields=["child", "what", "reference_name"], as_list=True)
	frappe.db.delete(TRACE)
	frappe.db.commit()
	return set(rows)


@pytest.mark.commits
def test_what_a_coordonnateur_is_given(town):
	t = town
	t.http.login(t.coordinator, PASSWORD)
	for method, sent, expected in (
		("desk.progress.of_child", {"child": t.child}, {(t.child, "Opened", t.child)}),
		("desk.progress.of_parcours", {"name": t.parcours}, {(t.child, "Opened", t.parcours)}),
		("desk.attendance.of_parcours", {"name": t.parcours}, {(t.child, "Opened", t.parcours)}),
		("desk.attendance.sheet", {"session": t.session}, {(t.child, "Listed", t.enrolment)}),
		("desk.duplicates.of_child", {"name": t.child}, {(t.twin, "Listed", t.twin)}),
		("desk.make.review", {"source_name": t.parcours}, {(t.child, "Opened", t.parcours)}),
		("desk.choices.holders", {"child": t.child}, {(t.child, "Opened", t.child)}),
		(
			"doctype.pre_child_merge.preview.preview",
			{"child": t.child, "merged_child": t.twin},
			{(t.child, "Opened", t.child), (t.twin, "Opened", t.twin)},
		),
	):
		noted()
		answer = t.http.get(METHOD + method, **sent)
		assert answer.ok, (method, answer.text)
		assert noted() == expected, method


@pytest.mark.commits
def test_the_page_of_the_day_notes_the_children_it_names(town):
	town.http.login(town.referent, PASSWORD)
	noted()
	assert town.http.get(f"{METHOD}desk.day.page.show").ok
	assert noted() == {(town.child, "Listed", town.child)}


@pytest.mark.commits
def test_a_name_behind_a_number_is_noted_and_a_refusal_is_not(town):
	asked = {"doctype": "PRE Child", "docname": town.twin}
	for user, expected in (
		(town.coordinator, {(town.twin, "Listed", town.twin)}),
		(town.referent, set()),
	):
		town.http.login(user, PASSWORD)
		noted()
		assert town.http.get("/api/method/frappe.desk.search.get_link_title", **asked).ok
		assert noted() == expected
