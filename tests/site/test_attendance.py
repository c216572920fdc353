"""R9: attendance, at each door and from the phone; absences in a row; what a parcours shows."""

import json

import frappe
import pytest

from pre_module.desk import attendance
from pre_module.exceptions import ActionRefused, AgreementMissing, ImpossibleValue
from tests.factories import (
	agreeing_child,
	day,
	enrol,
	make_action,
	make_session,
	make_structure,
	make_user,
	note,
)
from tests.site.doors import INSERTING, UPDATING, at_each, request
from tests.site.two_sessions import at_once

ATTENDANCE, ENROLMENT, SESSION = "PRE Attendance", "PRE Action Enrolment", "PRE Action Session"


@pytest.fixture
def group():
	"""A coordonnateur, an action of today, and twelve children enrolled in it."""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	action = make_action(structure)
	enrolments = [enrol(agreeing_child(structure), action) for _n in range(12)]
	return frappe._dict(
		coordinator=coordinator,
		structure=structure,
		action=action,
		session=make_session(action),
		enrolments=enrolments,
	)


def marks(group, **others) -> dict[str, str]:
	return {e.name: others.get(str(n), "Present") for n, e in enumerate(group.enrolments)}


def noted(session) -> dict[str, str]:
	rows = frappe.get_all(ATTENDANCE, {"session": session.name}, ["enrolment", "status"])
	return {r.enrolment: r.status for r in rows}


# The document


def test_attendance_says_whose_it_is_by_its_enrolment_whatever_a_request_says(group):
	other = agreeing_child(group.structure)

	def attempt(door):
		name = door(
			ATTENDANCE,
			None,
			{
				"session": group.session.name,
				"enrolment": group.enrolments[0].name,
				"status": "Absent",
				"child": other.name,
				"session_date": day(-300),
				"noted_by": "Guest",
			},
		)
		doc = frappe.get_doc(ATTENDANCE, name)
		assert (doc.child, str(doc.session_date), doc.noted_by) == (
			group.enrolments[0].child,
			day(),
			"Administrator",
		)
		assert frappe.db.get_value(SESSION, group.session.name, "status") == "Held"

	at_each(INSERTING, attempt)


def test_there_is_one_for_a_child_and_a_session_at_each_door(group):
	note(group.session, group.enrolments[0])

	def attempt(door):
		with pytest.raises((frappe.DuplicateEntryError, frappe.ValidationError)):
			door(
				ATTENDANCE,
				None,
				{"session": group.session.name, "enrolment": group.enrolments[0].name, "status": "Absent"},
			)
		assert noted(group.session) == {group.enrolments[0].name: "Present"}

	at_each(INSERTING, attempt)


def test_an_attendance_stays_with_its_session_and_its_child(group):
	kept = note(group.session, group.enrolments[0])
	later = make_session(group.action, -1)

	def attempt(door):
		try:
			door(
				ATTENDANCE,
				kept.name,
				{"session": later.name, "enrolment": group.enrolments[1].name, "status": "Excused"},
			)
		except frappe.CannotChangeConstantError:
			pass
		doc = frappe.get_doc(ATTENDANCE, kept.name)
		assert (doc.session, doc.enrolment) == (group.session.name, group.enrolments[0].name)

	at_each(UPDATING, attempt)


@pytest.mark.parametrize(
	("make", "sentence"),
	[
		(lambda g: (make_session(g.action, 2), g.enrolments[0]), "noted from that day on"),
		(
			lambda g: (
				make_session(g.action, -1, status="Cancelled", cancellation_reason="Salle fermée."),
				g.enrolments[0],
			),
			"cancelled",
		),
		(lambda g: (make_session(g.action, -6), g.enrolments[0]), "not enrolled"),
		(lambda g: (g.session, waiting_child(g)), "not enrolled"),
	],
	ids="future cancelled before waiting".split(),
)
def test_who_was_not_expected_has_no_attendance(group, make, sentence):
	session, enrolment = make(group)
	with pytest.raises(ActionRefused, match=sentence):
		note(session, enrolment)


def waiting_child(group):
	group.action.capacity = 12
	group.action.save()
	return enrol(agreeing_child(group.structure), group.action)


def test_an_enrolment_of_another_action_is_refused(group):
	other = enrol(agreeing_child(group.structure), make_action(group.structure))
	with pytest.raises(frappe.ValidationError, match="same action"):
		note(group.session, other)


def test_nobody_is_noted_present_on_a_day_without_agreement(group):
	frappe.db.set_value(
		"PRE Consent",
		{"child": group.enrolments[0].child, "stage": "Parcours"},
		"valid_until",
		day(-1),
	)
	with pytest.raises(AgreementMissing):
		note(group.session, group.enrolments[0])
	assert note(group.session, group.enrolments[0], "Absent").name


# The phone


def test_twelve_children_all_present_in_one_call_sent_twice(group, as_user):
	with as_user(group.coordinator):
		for _time in range(2):
			assert attendance.save(group.session.name, marks(group)) == {"saved": 12, "refused": []}
	assert list(noted(group.session).values()) == ["Present"] * 12


def test_a_second_sending_corrects_the_first(group, as_user):
	with as_user(group.coordinator):
		attendance.save(group.session.name, json.dumps(marks(group, **{"3": "Absent"})))
		attendance.save(group.session.name, {group.enrolments[3].name: "Excused"})
	assert sorted(noted(group.session).values()) == ["Excused"] + ["Present"] * 11
	assert noted(group.session)[group.enrolments[3].name] == "Excused"


def test_what_cannot_be_noted_is_named_and_the_rest_saved(group, as_user, in_french):
	gone = group.enrolments[4]
	frappe.db.set_value(ENROLMENT, gone.name, {"status": "Left", "left_on": day(-2)})
	with as_user(group.coordinator):
		answer = attendance.save(group.session.name, marks(group))
	assert answer["saved"] == 11
	assert [r["enrolment"] for r in answer["refused"]] == [gone.name]
	assert gone.name not in noted(group.session)


@pytest.mark.parametrize("sent", ["[]", '"x"', '{"a": "Late"}', '{"a": 1}', "7", '{"a": ["Present"]}'])
def test_anything_else_than_marks_is_refused(group, as_user, sent):
	with as_user(group.coordinator), pytest.raises(ImpossibleValue):
		attendance.save(group.session.name, sent)


@pytest.mark.parametrize("sent", ["not json", None, 5])
def test_a_request_of_the_wrong_type_is_refused(group, sent):
	path = "/api/method/pre_module.desk.attendance.save"
	with pytest.raises(Exception) as refused:
		request(
			"POST",
			path,
			data=json.dumps({"session": group.session.name, "marks": sent}),
			content_type="application/json",
		)
	assert not noted(group.session), refused


@pytest.mark.commits
def test_two_phones_at_the_same_moment_write_one_record(site, world):
	structure = make_structure().name
	action = make_action(structure)
	session, row = make_session(action), enrol(agreeing_child(structure), action)
	frappe.db.commit()

	def send(status):
		return lambda: attendance.save(session.name, {row.name: status})

	answers = at_once(site, send("Present"), send("Absent"))
	frappe.db.rollback()
	assert len(noted(session)) == 1
	assert [a for a in answers if not isinstance(a, Exception)], answers
	assert all(isinstance(a, dict | frappe.QueryDeadlockError) for a in answers), answers


def test_the_sheet_has_everybody_present_by_default_and_what_was_noted(group, as_user):
	note(group.session, group.enrolments[0], "Absent")
	with as_user(group.coordinator):
		sheet = attendance.sheet(group.session.name)
	by_row = {c["enrolment"]: (c["status"], c["noted"]) for c in sheet["children"]}
	assert by_row.pop(group.enrolments[0].name) == ("Absent", True)
	assert set(by_row.values()) == {("Present", False)} and len(by_row) == 11
	labels = [c["label"] for c in sheet["children"]]
	assert labels == sorted(labels, key=str.casefold) and all("Exemple" in x for x in labels)
	assert (sheet["hidden"], sheet["may_note"]) == (0, True)


def test_sessions_offered_are_todays_and_those_not_noted(group, as_user):
	missed, old = make_session(group.action, -3), make_session(group.action, -20)
	held = make_session(group.action, -2, status="Held")
	cancelled = make_session(
		group.action,
		0,
		start_time="19:00:00",
		end_time="20:00:00",
		status="Cancelled",
		cancellation_reason="Neige.",
	)
	with as_user(group.coordinator):
		offered = [s["name"] for s in attendance.sessions()]
	assert offered == [group.session.name, missed.name]
	assert not {old.name, held.name, cancelled.name} & set(offered)
