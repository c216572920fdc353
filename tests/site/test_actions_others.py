"""R10, P2: who has nothing to do with a group sees and notes nothing of it; who keeps the catalogue and the sessions."""

import frappe
import pytest

from pre_module.desk import attendance, planning
from tests.factories import (
	apply,
	day,
	make_action,
	make_session,
	make_structure,
	make_user,
	planning_line,
)
from tests.site.club import SESSION, make_club, seen
from tests.site.doors import UPDATING, at_each

REFUSED = (frappe.PermissionError, frappe.DoesNotExistError)


@pytest.fixture
def club():
	return make_club()


# Everybody else


@pytest.mark.parametrize(
	"role",
	[
		"PRE Administrator",
		"PRE Manager",
		"PRE Evaluator",
		"PRE Data Protection Officer",
		"PRE Team Member",
		"PRE Coordinator",
		"PRE Referent",
		"PRE Partner",
		None,
	],
)
def test_nobody_else_sees_or_notes_anything(club, as_user, role):
	user = make_user(*([role] if role else [])).name
	assert seen(user) == (set(), 0)
	club.action.reload()
	club.action.append("planning", planning_line())
	club.action.save()
	with as_user(user):
		for call in (
			lambda: attendance.save(club.session.name, {club.places[0]: "Present"}),
			lambda: attendance.of_parcours(club.parcours.name),
			lambda: planning.make(club.action.name),
		):
			with pytest.raises(frappe.PermissionError):
				call()
		try:
			sheet = attendance.sheet(club.session.name)
			assert sheet["children"] == [] and sheet["hidden"] == 2
		except frappe.PermissionError:
			assert role not in ("PRE Coordinator", "PRE Referent", "PRE Partner")
		try:
			assert attendance.sessions() == []
		except frappe.PermissionError:
			assert role not in ("PRE Coordinator", "PRE Referent", "PRE Partner")


def test_a_guest_is_refused(club, as_user):
	with as_user("Guest"):
		for call in (
			lambda: attendance.sheet(club.session.name),
			attendance.sessions,
			lambda: attendance.of_parcours(club.parcours.name),
		):
			with pytest.raises(frappe.PermissionError):
				call()


# The catalogue


def test_an_action_is_its_coordonnateurs_to_write(club, as_user):
	stranger = make_user("PRE Coordinator").name
	make_structure(coordinator=stranger)

	def as_stranger(door):
		with as_user(stranger), pytest.raises(REFUSED):
			door("PRE Action", club.action.name, {"capacity": 1})

	at_each({k: v for k, v in UPDATING.items() if k not in ("data_import", "bulk_edit")}, as_stranger)
	with as_user(stranger), pytest.raises(frappe.PermissionError):
		make_action(club.structure)
	with as_user(club.coordinator):
		club.action.reload()
		club.action.capacity = 10
		club.action.save()
		assert make_action(club.structure).name


def test_a_session_is_written_by_who_works_there_or_leads_it(club, as_user):
	for user in (club.coordinator, club.referent, club.leader):
		with as_user(user):
			session = frappe.get_doc(SESSION, club.session.name)
			session.leader = "Une animatrice"
			session.save()
	outside = make_user("PRE Referent").name
	for user in (club.neighbour, outside):
		with as_user(user), pytest.raises(frappe.PermissionError):
			session = frappe.get_doc(SESSION, club.session.name)
			session.leader = "Autre"
			session.save()
	with as_user(outside), pytest.raises(frappe.PermissionError):
		make_session(club.action, 1)
	with as_user(club.referent):
		assert make_session(club.action, 1).name


def test_a_session_cannot_be_taken_over_by_naming_another_action(club, as_user):
	"""Whoever leads an action of his own does not get at a session by pointing it there."""
	own = make_action(club.structure, provider=club.other)
	with as_user(club.neighbour), pytest.raises((frappe.PermissionError, frappe.CannotChangeConstantError)):
		frappe.get_doc(SESSION, club.session.name).update({"action": own.name, "leader": "Autre"}).save()


def test_the_calendar_shows_the_sessions_and_moves_them(club, as_user):
	from frappe.desk.calendar import get_events, update_event

	fields = frappe.as_json({"start": "starts_at", "end": "ends_at", "title": "action_title", "id": "name"})
	session = make_session(club.action, 2)
	with as_user(club.coordinator):
		found = get_events(SESSION, day(-2), day(5), fields)
		assert session.name in [e["name"] for e in found]
		moved = {
			"doctype": SESSION,
			"name": session.name,
			"starts_at": f"{day(3)} 18:00:00",
			"ends_at": f"{day(3)} 19:00:00",
		}
		update_event(frappe.as_json(moved), fields)
	session.reload()
	assert (str(session.session_date), str(session.start_time), session.hours) == (day(3), "18:00:00", 1.0)


def test_closing_the_parcours_leaves_what_was_attended(club, as_user):
	parcours = frappe.get_doc("PRE Parcours", club.parcours.name)
	parcours.exit_reason = frappe.db.get_value("PRE Exit Reason", {})
	parcours.save()
	apply(parcours, "Close")
	with as_user(club.coordinator):
		assert "Club lecture" in attendance.of_parcours(parcours.name)
