"""R6: a team joins several fields and declares its orientation; a meeting takes it, its hours, its quorum."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import get_datetime, to_timedelta

from pre_module.controllers.team_meeting import over_by
from pre_module.exceptions import TeamIncomplete
from pre_module.patches import fill_team_meetings
from tests.factories import (
	day,
	make_child,
	make_meeting,
	make_structure,
	make_team,
	make_user,
	situation_of,
)
from tests.site.doors import INSERTING, UPDATING, at_each

COORD, REF, TEAM, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner"


@pytest.fixture
def town():
	coordinator = make_user(COORD).name
	structure = make_structure(coordinator=coordinator).name
	return frappe._dict(
		coordinator=coordinator,
		structure=structure,
		child=make_child(structure),
		people=[make_user(TEAM).name for _n in range(4)],
	)


def lines(town, *fields: str) -> list[dict]:
	return [{"user": user, "work_field": field} for user, field in zip(town.people, fields, strict=False)]


def test_R6_a_team_of_one_field_is_refused_at_each_door(town, as_user):
	values = {
		"title": "Équipe",
		"structure": town.structure,
		"orientation": "Medico-Social",
		"from_date": day(-1),
		"members": lines(town, "Health", "Health"),
	}
	doors = {k: d for k, d in INSERTING.items() if k != "data_import"}

	def attempt(door):
		with as_user(town.coordinator):
			with pytest.raises(TeamIncomplete, match="joins 1 fields"):
				door("PRE Team", None, values)
			door("PRE Team", None, {**values, "members": lines(town, "Health", "School")})

	at_each(doors, attempt)


def test_R6_an_existing_team_does_not_fall_under_it_at_any_door(town):
	team = make_team(town.structure, town.people[:2])
	rows = [row.as_dict() for row in team.members]
	rows[1]["to_date"] = day(-1)
	doors = {k: d for k, d in UPDATING.items() if k in ("desk", "client", "rest_v1", "rest_v2")}

	def attempt(door):
		with pytest.raises(TeamIncomplete, match="joins 1 fields"):
			door("PRE Team", team.name, {"members": rows})

	at_each(doors, attempt)


def test_R6_the_number_of_fields_is_that_of_the_settings(town):
	frappe.get_doc("PRE Settings").update({"minimum_team_fields": 3}).save()
	with pytest.raises(TeamIncomplete, match="needs 3"):
		make_team(town.structure, town.people[:2])
	make_team(town.structure, town.people[:3])


def test_R6_a_departure_to_come_is_told_at_once(town):
	team = make_team(town.structure, town.people[:2])
	team.members[1].to_date = day(10)
	team.save()
	assert "fewer than 2 fields" in frappe.get_message_log()[-1]["message"]


def test_R6_the_orientation_and_the_quorum_are_said(town):
	with pytest.raises(frappe.ValidationError):
		make_team(town.structure, town.people, orientation="")
	with pytest.raises(TeamIncomplete, match="1 to 100"):
		make_team(town.structure, town.people, quorum=120)
	frappe.get_doc("PRE Settings").update({"quorum_kind": "Number of Members", "quorum": 3}).save()
	team = make_team(town.structure, town.people, quorum_kind="", quorum=0)
	assert (team.quorum_kind, team.quorum) == ("Number of Members", 3)


@pytest.mark.parametrize("role", [COORD, REF, TEAM, PARTNER, "PRE Manager", "PRE Administrator"])
def test_only_its_coordonnateur_writes_a_team(town, role, as_user):
	intruder = make_user(role).name
	if role == COORD:
		make_structure(coordinator=intruder)
	team = make_team(town.structure, town.people)
	with as_user(intruder):
		with pytest.raises(frappe.PermissionError):
			make_team(town.structure, town.people)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("PRE Team", team.name).update({"title": "Autre"}).save()


def test_a_meeting_takes_the_members_of_its_day(town, as_user):
	people = town.people
	members = lines(town, "School", "Health", "Town", "Social Service")
	members[2]["to_date"] = day(2)
	members[3]["from_date"] = day(3)
	with as_user(town.coordinator):
		team = make_team(town.structure, [], members=members)
		now = make_meeting([town.child], [], offset=0)
		later = make_meeting([town.child], [], offset=5)
	assert now.team == later.team == team.name
	assert [row.user for row in now.members] == people[:3]
	assert [row.user for row in later.members] == [people[0], people[1], people[3]]
	assert [row.work_field for row in later.members] == ["School", "Health", "Social Service"]
	own = make_meeting([town.child], [people[3]])
	assert [row.user for row in own.members] == [people[3]], "members that were named stay"


def test_a_meeting_takes_no_closed_account_and_chooses_among_no_two_teams(town):
	make_team(town.structure, town.people)
	frappe.db.set_value("User", town.people[1], "enabled", 0)
	first = make_meeting([town.child], [])
	assert [r.user for r in first.members] == [town.people[0], *town.people[2:]]
	make_team(town.structure, town.people)
	meeting = make_meeting([town.child], [])
	assert (meeting.team, meeting.members) == (None, [])


def test_a_team_of_elsewhere_or_of_another_time_is_refused(town):
	over = make_team(town.structure, town.people, to_date=day(-10))
	elsewhere = make_team(make_structure().name, town.people)
	for team in (over, elsewhere):
		with pytest.raises(frappe.ValidationError, match="not one of the structure in force"):
			make_meeting([town.child], [], team=team.name)


def test_each_situation_has_its_hour(town):
	others = [make_child(town.structure) for _n in range(2)]
	agenda = [
		{"situation": situation_of(c), "minutes": m}
		for c, m in zip((town.child, *others), (20, 15, 30), strict=True)
	]
	meeting = make_meeting([town.child], [], agenda=agenda, planned_minutes=60)
	assert [str(row.starts_at)[-8:] for row in meeting.agenda] == ["09:30:00", "09:50:00", "10:05:00"]
	assert (str(meeting.agenda_end), str(meeting.planned_end)) == ("10:35:00", "10:30:00")
	assert over_by(meeting) == 5
	assert get_datetime(meeting.starts_on) == get_datetime(f"{day()} 09:30:00")
	assert get_datetime(meeting.ends_on) == get_datetime(f"{day()} 10:35:00")
	meeting.agenda[1].minutes = 5
	meeting.save()
	meeting.reload()
	assert get_datetime(meeting.ends_on) == get_datetime(f"{day()} 10:30:00")
	meeting.start_time = None
	meeting.save()
	assert meeting.all_day and not any(row.starts_at for row in meeting.agenda)


@pytest.mark.parametrize(
	("values", "said"),
	[
		({"planned_minutes": 900}, "end on its day"),
		({"start_time": "23:50:00"}, "end on its day"),
		({"start_time": "midi"}, "not an hour of the day"),
		({"start_time": "99:99"}, "not an hour of the day"),
	],
)
def test_hours_that_can_not_be_are_refused(town, values, said):
	with pytest.raises(frappe.ValidationError, match=said):
		make_meeting([town.child], [], **values)


def test_a_meeting_moved_in_the_calendar_moves(town):
	"""Frappe's calendar knows the moment only."""
	from frappe.desk.calendar import update_event

	meeting = make_meeting([town.child], [])
	args = {
		"doctype": meeting.doctype,
		"name": meeting.name,
		"starts_on": f"{day(3)} 14:00:00",
		"ends_on": f"{day(3)} 15:00:00",
	}
	update_event(frappe.as_json(args), frappe.as_json({"start": "starts_on", "end": "ends_on"}))
	meeting.reload()
	assert (str(meeting.meeting_date), str(meeting.start_time)) == (day(3), "14:00:00")
	assert get_datetime(meeting.ends_on) == get_datetime(f"{day(3)} 14:20:00")


def attend(meeting, *attendances: str):
	for row, attendance in zip(meeting.members, attendances, strict=True):
		row.attendance = attendance
		row.replaced_by = "Une collègue" if attendance == "Replaced" else None
	return meeting.save()


def test_R6_the_quorum_is_worked_out_and_told_when_it_is_not_met(town):
	make_team(town.structure, town.people)
	meeting = make_meeting([town.child], [])
	assert (meeting.quorum_state, meeting.quorum_needed) == ("Not Noted Yet", 2)
	attend(meeting, "Present", "Excused", "Absent", "")
	assert (meeting.quorum_state, meeting.members_counted) == ("Not Noted Yet", 1)
	frappe.clear_messages()
	attend(meeting, "Present", "Excused", "Absent", "Absent")
	assert meeting.quorum_state == "Not Met"
	assert "1 members are there or replaced, 2 are needed of 4" in frappe.get_message_log()[-1]["message"]
	attend(meeting, "Present", "Excused", "Absent", "Replaced")
	assert meeting.quorum_state == "Met"


def test_R6_a_number_of_members_is_a_quorum_too_and_a_held_meeting_keeps_its_own(town):
	team = make_team(town.structure, town.people, quorum_kind="Number of Members", quorum=3)
	meeting = attend(make_meeting([town.child], []), "Present", "Present", "Absent", "Absent")
	assert (meeting.quorum_needed, meeting.quorum_state) == (3, "Not Met")
	meeting.status = "Held"
	meeting.save()
	team.update({"quorum": 2}).save()
	meeting.remarks = "Rien d'autre."
	meeting.save()
	assert (meeting.quorum_needed, meeting.quorum_state) == (3, "Not Met")


@pytest.mark.parametrize("attendance", ["Present", "Absent", "Replaced"])
def test_R6_attendance_is_noted_from_the_day_on_an_excuse_before(town, attendance):
	meeting = make_meeting([town.child], town.people, offset=3)
	attend(meeting, "Excused", "", "", "")
	rows = [{**row.as_dict(), "attendance": attendance} for row in meeting.members]
	doors = {k: d for k, d in UPDATING.items() if k in ("desk", "client", "rest_v1", "rest_v2")}

	def attempt(door):
		with pytest.raises(TeamIncomplete, match="from the day of the meeting on"):
			door("PRE Team Meeting", meeting.name, {"members": rows})

	at_each(doors, attempt)


def test_R6_a_replacement_has_a_name(town):
	meeting = make_meeting([town.child], town.people[:1])
	meeting.members[0].attendance = "Replaced"
	with pytest.raises(TeamIncomplete, match="by whom"):
		meeting.save()


def test_a_meeting_to_come_is_not_held_yet(town):
	meeting = make_meeting([town.child], town.people, offset=1)
	doors = {k: d for k, d in UPDATING.items() if k in ("desk", "client", "set_value", "rest_v1", "rest_v2")}

	def attempt(door):
		with pytest.raises(frappe.ValidationError, match="from its day on"):
			door("PRE Team Meeting", meeting.name, {"status": "Held"})

	at_each(doors, attempt)


def test_other_points_hold_no_name(town):
	child = make_child(town.structure, first_name="Maëlys")
	meeting = make_meeting([child], town.people)
	meeting.remarks = "Un mot de la mère de Maelys."
	with pytest.raises(frappe.ValidationError, match="name of the child"):
		meeting.save()


def test_a_site_from_before_gets_hours_and_what_was_examined(town):
	meeting = make_meeting([town.child], town.people, offset=-5)
	meeting.db_set("status", "Held")
	frappe.db.set_value(
		"PRE Team Meeting", meeting.name, {"starts_on": None, "ends_on": None, "quorum_needed": 0}
	)
	frappe.db.set_value(
		"PRE Team Meeting Item", meeting.agenda[0].name, {"starts_at": None, "status": "To Examine"}
	)
	for _again in range(2):
		fill_team_meetings.execute()
		meeting.reload()
		assert get_datetime(meeting.starts_on) == get_datetime(f"{day(-5)} 09:30:00")
		assert meeting.agenda[0].status == "Examined"
		assert to_timedelta(meeting.agenda[0].starts_at) == timedelta(hours=9, minutes=30)
		assert meeting.quorum_needed == 2


def test_the_calendar_shows_each_person_his_meetings(town, as_user):
	"""Frappe's own calendar, by the fields that the meeting works out."""
	from frappe.desk.calendar import get_events

	mine, other = make_meeting([town.child], town.people[:1]), make_meeting([town.child], town.people[1:2])
	fields = frappe.as_json({"start": "starts_on", "end": "ends_on", "id": "name", "title": "structure"})
	for user, expected in ((town.people[0], {mine.name}), (town.coordinator, {mine.name, other.name})):
		with as_user(user):
			shown = get_events("PRE Team Meeting", day(-1), day(2), fields, "[]")
		assert {row.name for row in shown} == expected
		assert get_datetime(shown[0].starts_on) == get_datetime(f"{day()} 09:30:00")
