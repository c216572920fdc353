"""R9, R12: what shows to the référent: a place that is free, absences in a row, what a child attended. No name by e-mail."""

import email
from email import policy

import frappe
import pytest

from pre_module.desk import attendance
from tests.factories import (
	agreeing_child,
	day,
	enrol,
	make_action,
	make_active_parcours,
	make_child,
	make_contract,
	make_session,
	make_structure,
	make_user,
	note,
	note_in_a_row,
)

ENROLMENT = "PRE Action Enrolment"


# Who is told


@pytest.fixture
def outgoing(monkeypatch):
	"""A site that has a mail server, and sends nothing."""
	monkeypatch.setitem(frappe.local.conf, "mail_server", "mail.example.org")
	monkeypatch.setitem(frappe.local.conf, "auto_email_id", "pre@example.org")
	monkeypatch.setattr(frappe.local, "outgoing_email_account", {}, raising=False)


def mails_to(user: str) -> list[str]:
	rows = frappe.get_all("Email Queue Recipient", {"recipient": user}, pluck="parent")
	texts = []
	for name in rows:
		message = email.message_from_string(
			frappe.db.get_value("Email Queue", name, "message"), policy=policy.default
		)
		texts.append(message["subject"] + message.get_body(("plain", "html")).get_content())
	return texts


def test_the_referent_is_told_of_the_place_without_the_childs_name(outgoing):
	here = make_structure().name
	referent = make_user("PRE Referent")
	contract = make_contract(here, referent.name)
	child = agreeing_child(here, first_name="Zéphyrine", last_name="Ouvrard")
	child.contract = contract.name
	child.save()
	action = make_action(here, capacity=1, title="Atelier poterie")
	first, waiting = enrol(agreeing_child(here), action), enrol(child, action)
	assert not [m for m in mails_to(referent.name) if waiting.name in m]
	first.left_on = day()
	first.save()
	(mail,) = [m for m in mails_to(referent.name) if waiting.name in m]
	assert not [word for word in ("Zéphyrine", "Ouvrard", "poterie") if word in mail]


# Absences in a row


@pytest.fixture
def accompanied():
	"""A child in charge of a référent, in an action of its parcours."""
	structure = make_structure(coordinator=make_user("PRE Coordinator").name).name
	referent = make_user("PRE Referent").name
	child = make_child(structure, first_name="Zéphyrine", last_name="Ouvrard")
	parcours = make_active_parcours(child, contract=make_contract(structure, referent))
	action = make_action(structure)
	place = enrol(child, action, parcours=parcours.name)
	return frappe._dict(referent=referent, child=child, parcours=parcours, action=action, place=place)


def absences(place) -> tuple[int, int]:
	return frappe.db.get_value(ENROLMENT, place.name, ["absences_in_a_row", "absence_alert"])


def test_three_absences_in_a_row_show_and_a_presence_ends_them(accompanied):
	note_in_a_row(accompanied.action, accompanied.place, ("Present", "Absent", "Excused", "Absent"))
	assert absences(accompanied.place) == (2, 0)
	last = note(make_session(accompanied.action), accompanied.place, "Absent")
	assert absences(accompanied.place) == (3, 1)
	last.status = "Present"
	last.save()
	assert absences(accompanied.place) == (0, 0)


def test_the_order_is_that_of_the_sessions_not_of_the_noting(accompanied):
	sessions = [make_session(accompanied.action, n) for n in (-3, -2, -1)]
	for session in reversed(sessions):
		note(session, accompanied.place, "Present" if session is sessions[0] else "Absent")
	assert absences(accompanied.place) == (2, 0)


def test_the_settings_say_from_how_many_on(accompanied):
	settings = frappe.get_doc("PRE Settings")
	settings.absences_to_tell = 2
	settings.save()
	note_in_a_row(accompanied.action, accompanied.place, ("Absent", "Absent"))
	assert absences(accompanied.place) == (2, 1)


def test_the_referent_is_told_once_without_the_childs_name(accompanied, outgoing):
	note_in_a_row(accompanied.action, accompanied.place, ("Absent",) * 4)
	mails = [m for m in mails_to(accompanied.referent) if accompanied.place.name in m]
	assert len(mails) == 1
	assert not [word for word in ("Zéphyrine", "Ouvrard", "Club lecture") if word in mails[0]]


def test_the_parcours_shows_what_the_child_attended(accompanied, as_user):
	note_in_a_row(accompanied.action, accompanied.place, ("Present", "Absent", "Absent", "Absent"))
	with as_user(accompanied.referent):
		shown = attendance.of_parcours(accompanied.parcours.name)
	assert "Club lecture" in shown and "Present 1 of 4 sessions; absent 3, excused 0." in shown
	assert "Absent 3 times in a row" in shown


def test_a_title_is_shown_as_text(accompanied, as_user):
	frappe.db.set_value(ENROLMENT, accompanied.place.name, "action_title", "<img src=x onerror=alert(1)>")
	with as_user(accompanied.referent):
		assert "<img" not in attendance.of_parcours(accompanied.parcours.name)
