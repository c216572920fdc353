"""R9 with R3, R8, P6: who gets a place, who waits, who moves up, and what ends a place."""

import frappe
import pytest

from pre_module.exceptions import ActionRefused, AgreementMissing, NoGap
from tests.factories import (
	agree_to,
	agreeing_child,
	apply,
	approve,
	day,
	diagnosed,
	enrol,
	make_action,
	make_active_parcours,
	make_approved_parcours,
	make_child,
	make_parcours,
	make_request,
	make_structure,
	make_user,
	need_domain,
	need_line,
)
from tests.site.doors import INSERTING, UPDATING, at_each
from tests.site.two_sessions import at_once

ENROLMENT = "PRE Action Enrolment"


@pytest.fixture
def here():
	return make_structure(coordinator=make_user("PRE Coordinator").name).name


def state(doc) -> tuple:
	return frappe.db.get_value(ENROLMENT, doc.name, ["status", "waiting_rank"])


# R3, R8: nobody without the family


def test_nobody_is_enrolled_without_the_familys_agreement_at_any_door(here):
	child, action = make_child(here), make_action(here)

	def attempt(door):
		with pytest.raises(AgreementMissing):
			door(ENROLMENT, None, {"child": child.name, "action": action.name})

	at_each(INSERTING, attempt)
	agree_to(child, ("Information",))
	with pytest.raises(AgreementMissing):
		enrol(child, action)
	agree_to(child, ("Parcours",))
	assert enrol(child, action).status == "Enrolled", "F03: a group action without a parcours"


def test_an_individual_action_belongs_to_a_parcours_that_the_family_approved(here):
	child = make_child(here)
	agree_to(child)
	action = make_action(here, mode="Individual")
	with pytest.raises(ActionRefused, match="belongs to a parcours"):
		enrol(child, action)
	draft = make_parcours(child)
	with pytest.raises(ActionRefused, match="not approved"):
		enrol(child, action, parcours=draft.name)
	approved = make_approved_parcours(child)
	assert enrol(child, action, parcours=approved.name).status == "Enrolled"


def test_R2_no_place_where_a_service_covers_the_need_at_any_door(here):
	child, action = agreeing_child(here), make_action(here)
	agree_to(child)
	diagnosed(child, need_line(service="APC", answer="Covered"))

	def attempt(door):
		with pytest.raises(NoGap, match="APC"):
			door(ENROLMENT, None, {"child": child.name, "action": action.name})

	at_each(INSERTING, attempt)
	assert enrol(child, make_action(here, need_domain=need_domain("Sport"))).status == "Enrolled"


def test_R2_a_place_stays_when_a_service_covers_the_need_later(here):
	child, action = agreeing_child(here), make_action(here)
	agree_to(child)
	diagnosed(child, need_line(service="RASED", answer="Refused"))
	enrolment = enrol(child, action)
	make_request(child, service="APC", answer="Covered")
	enrolment.reload().save()
	assert state(enrolment)[0] == "Enrolled"


def test_a_parcours_of_another_child_is_refused(here):
	child, other = agreeing_child(here), make_active_parcours(make_child(here))
	with pytest.raises(frappe.ValidationError, match="not one of this child"):
		enrol(child, make_action(here), parcours=other.name)


def test_an_enrolment_noted_late_rests_on_what_was_agreed_on_its_first_day(here):
	child = agreeing_child(here)  # ten days ago
	with pytest.raises(AgreementMissing):
		enrol(child, make_action(here), enrolled_on=day(-20))


def test_an_action_of_another_structure_or_disabled_takes_nobody(here):
	child = agreeing_child(here)
	with pytest.raises(frappe.ValidationError, match="another structure"):
		enrol(child, make_action())
	with pytest.raises(frappe.ValidationError, match="not proposed"):
		enrol(child, make_action(here, disabled=1))


def test_a_child_has_one_place_in_an_action(here):
	child, action = agreeing_child(here), make_action(here)
	first = enrol(child, action)
	with pytest.raises(frappe.ValidationError, match="already"):
		enrol(child, action)
	first.left_on = day()
	first.save()
	assert enrol(child, action, enrolled_on=day()).status == "Enrolled", "it may come back"


# Places


def test_a_full_group_has_a_waiting_list_that_moves_up_in_order(here):
	action = make_action(here, capacity=2)
	first, second, third, fourth = (enrol(agreeing_child(here), action) for _n in range(4))
	assert [state(e) for e in (first, second, third, fourth)] == [
		("Enrolled", 0),
		("Enrolled", 0),
		("Waiting", 1),
		("Waiting", 2),
	]
	assert frappe.db.get_value(ENROLMENT, third.name, "enrolled_on") is None
	first.reload()
	first.left_on = day()
	first.save()
	assert [state(e) for e in (first, second, third, fourth)] == [
		("Left", 0),
		("Enrolled", 0),
		("Enrolled", 0),
		("Waiting", 1),
	]
	assert str(frappe.db.get_value(ENROLMENT, third.name, "enrolled_on")) == day()


def test_more_places_let_the_first_ones_in(here):
	action = make_action(here, capacity=1)
	_one, second, third = (enrol(agreeing_child(here), action) for _n in range(3))
	action.capacity = 2
	action.save()
	assert [state(second), state(third)] == [("Enrolled", 0), ("Waiting", 1)]
	action.capacity = 0
	action.save()
	assert state(third) == ("Enrolled", 0)


def test_who_lacks_an_agreement_is_passed_over_and_keeps_the_rank(here):
	action = make_action(here, capacity=1)
	children = [agreeing_child(here) for _n in range(3)]
	first, second, third = (enrol(child, action) for child in children)
	# It ended by itself: no save of an agreement tells anybody.
	frappe.db.set_value(
		"PRE Consent", {"child": children[1].name, "stage": "Parcours"}, "valid_until", day(-1)
	)
	first.reload()
	first.left_on = day()
	first.save()
	assert [state(second), state(third)] == [("Waiting", 1), ("Enrolled", 0)]


def test_rank_status_and_the_hour_of_asking_are_not_taken_from_a_request(here):
	action = make_action(here, capacity=1)
	enrol(agreeing_child(here), action)
	forged = {"status": "Enrolled", "asked_at": "2020-01-01 08:00:00", "waiting_rank": 0, "absence_alert": 1}
	second = enrol(agreeing_child(here), action)

	def inserting(door):
		child = agreeing_child(here)
		name = door(ENROLMENT, None, {"child": child.name, "action": action.name, **forged})
		assert state(frappe._dict(name=name)) == ("Waiting", 2)

	def updating(door):
		door(ENROLMENT, second.name, forged)
		doc = frappe.get_doc(ENROLMENT, second.name)
		assert (doc.status, doc.waiting_rank, doc.absence_alert) == ("Waiting", 1, 0)
		assert doc.asked_at.year > 2020

	at_each(INSERTING, inserting)
	at_each(UPDATING, updating)


@pytest.mark.commits
def test_two_people_never_take_the_last_place_both(site, world):
	structure = make_structure().name
	action = make_action(structure, capacity=3)
	children = [agreeing_child(structure).name for _n in range(6)]
	frappe.db.commit()

	def take(child):
		def work():
			doc = {"doctype": ENROLMENT, "child": child, "action": action.name}
			return frappe.get_doc(doc).insert().status

		return work

	for pair in (children[:2], children[2:4], children[4:]):
		answers = at_once(site, *(take(child) for child in pair))
		assert not [a for a in answers if isinstance(a, Exception)], answers
	frappe.db.rollback()
	found = frappe.get_all(ENROLMENT, {"action": action.name}, ["status", "waiting_rank"])
	assert sorted(r.status for r in found) == ["Enrolled"] * 3 + ["Waiting"] * 3
	assert sorted(r.waiting_rank for r in found if r.status == "Waiting") == [1, 2, 3]


@pytest.mark.commits
def test_two_places_freed_at_once_are_given_to_two_children(site, world):
	structure = make_structure().name
	action = make_action(structure, capacity=2)
	rows = [enrol(agreeing_child(structure), action).name for _n in range(4)]
	frappe.db.commit()

	def go(name):
		def work():
			doc = frappe.get_doc(ENROLMENT, name)
			doc.left_on = day()
			doc.save()

		return work

	answers = at_once(site, go(rows[0]), go(rows[1]))
	lost = [a for a in answers if isinstance(a, Exception)]
	assert all(isinstance(a, frappe.QueryDeadlockError) for a in lost), answers
	frappe.db.rollback()
	enrolled = frappe.db.count(ENROLMENT, {"action": action.name, "status": "Enrolled"})
	left = frappe.db.count(ENROLMENT, {"action": action.name, "status": "Left"})
	assert (enrolled, left) == (2, 2 - len(lost))


# What ends a place


def test_a_withdrawn_agreement_ends_the_place_at_once_and_the_next_comes_in(here):
	action = make_action(here, capacity=1)
	child = agreeing_child(here)
	place, waiting = enrol(child, action), enrol(agreeing_child(here), action)
	consent = frappe.get_doc("PRE Consent", {"child": child.name, "stage": "Parcours"})
	consent.update({"withdrawn_on": day(), "withdrawal_reason": "La famille arrête."}).save()
	assert [state(place)[0], state(waiting)[0]] == ["Left", "Enrolled"]
	place.reload()
	assert str(place.left_on) == day() and place.left_reason


def test_a_refusal_noted_later_takes_a_waiting_child_off_the_list(here):
	action = make_action(here, capacity=1)
	enrol(agreeing_child(here), action)
	child = agreeing_child(here)
	waiting = enrol(child, action)
	agree_to(child, ("Parcours",), answer="Refused", given_on=day())
	assert state(waiting) == ("Left", 0)


def test_a_parcours_that_closes_frees_its_places(here):
	parcours = make_active_parcours(make_child(here))
	child = frappe.get_doc("PRE Child", parcours.child)
	place = enrol(child, make_action(here), parcours=parcours.name)
	beside = enrol(child, make_action(here))
	parcours.reload()
	parcours.exit_reason = frappe.db.get_value("PRE Exit Reason", {})
	parcours.save()
	apply(parcours, "Close")
	assert [state(place)[0], state(beside)[0]] == ["Left", "Enrolled"]


def test_who_left_stays_so_and_leaves_on_a_day_that_has_come(here):
	place = enrol(agreeing_child(here), make_action(here))
	place.left_on = day(1)
	with pytest.raises(ActionRefused, match="future"):
		place.save()
	place.reload()
	place.left_on = day(-6)
	with pytest.raises(ActionRefused, match="before it came in"):
		place.save()
	place.reload()
	place.left_on = day()
	place.save()
	place.left_on = None
	place.save()
	assert (place.status, str(place.left_on)) == ("Left", day())


def test_approved_again_later_the_parcours_still_counts(here):
	"""An approved parcours, not started yet, already opens a place."""
	child = make_child(here)
	agree_to(child)
	parcours = approve(make_parcours(child))
	assert enrol(child, make_action(here, mode="Individual"), parcours=parcours.name).status == "Enrolled"
