"""R9: actions, sessions made from a planning, school hours, and their bad input, at each door."""

from datetime import date
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import getdate

from pre_module.controllers import planning
from pre_module.controllers.planning import make_sessions
from pre_module.exceptions import ActionRefused
from pre_module.rules.holidays import public_holidays
from tests.factories import (
	day,
	insert,
	make_action,
	make_partner,
	make_session,
	make_structure,
	planning_line,
)
from tests.site.doors import INSERTING, UPDATING, at_each

YEAR = {"from_date": "2026-09-01", "to_date": "2027-08-31"}


def sessions_of(action, **filters) -> list:
	return frappe.get_all(
		"PRE Action Session",
		filters={"action": action.name, **filters},
		fields=["name", "session_date", "start_time", "status", "hours", "place", "out_of_hours_reason"],
		order_by="session_date, start_time",
	)


def days(rows) -> list[str]:
	return [str(row.session_date) for row in rows]


@pytest.fixture
def wednesdays():
	action = make_action(**YEAR, planning=[planning_line()])
	frappe.db.commit()  # a killed making goes back to here
	return action


# The planning


def test_a_year_of_wednesdays_leaves_out_holidays_and_public_holidays(wednesdays):
	"""Zone C, 2026-2027, counted on the calendar: 35 Wednesdays with lessons: 5 2 3 3 4 2 5 2 4 5 by month."""
	made = make_sessions(wednesdays)
	found = days(sessions_of(wednesdays))
	assert (made.created, made.removed, made.unchanged, made.unknown) == (35, 0, 0, None)
	assert found[0] == "2026-09-02" and found[-1] == "2027-06-30"
	for closed in ("2026-10-21", "2026-10-28", "2026-11-11", "2026-12-23", "2027-02-10", "2027-04-07"):
		assert closed not in found
	for lessons in ("2026-11-04", "2027-02-24", "2027-03-31", "2027-04-21", "2027-05-05"):
		assert lessons in found
	assert {row.hours for row in sessions_of(wednesdays)} == {2.0}
	assert {row.place for row in sessions_of(wednesdays)} == {"Maison des associations"}


def test_holidays_have_their_own_lines_and_each_zone_its_own_days():
	line = {"period": "Holidays", "start": "09:00:00", "end": "12:00:00"}
	action = make_action(
		from_date="2027-02-01",
		to_date="2027-03-31",
		planning=[planning_line("Monday", **line), planning_line("Tuesday", **line, zone="Zone B")],
	)
	make_sessions(action)
	assert days(sessions_of(action)) == ["2027-02-08", "2027-02-15", "2027-02-23", "2027-03-02"]


def test_the_structure_says_the_zone_of_a_line_that_names_none():
	structure = make_structure(school_zone="Zone A")
	action = make_action(
		structure.name, from_date="2027-02-01", to_date="2027-03-07", planning=[planning_line(zone="")]
	)
	make_sessions(action)
	assert days(sessions_of(action)) == ["2027-02-03", "2027-02-10", "2027-03-03"]


def test_days_of_an_unknown_school_year_are_left_out_and_said():
	action = make_action(from_date="2027-08-25", to_date="2027-09-10", planning=[planning_line()])
	made = make_sessions(action)
	assert (made.created, made.unknown.start) == (0, date(2027, 9, 1))
	assert "01" in planning.said(made) and "2027" in planning.said(made)


def test_making_again_makes_nothing_twice(wednesdays):
	make_sessions(wednesdays)
	before = sessions_of(wednesdays)
	made = make_sessions(wednesdays)
	assert (made.created, made.removed, made.unchanged) == (0, 0, 35)
	assert sessions_of(wednesdays) == before


@pytest.mark.parametrize("killed_at", [0, 1, 24, 25, 26, 34])
def test_a_making_killed_at_any_moment_is_taken_up_without_a_double(wednesdays, killed_at):
	make, count = planning._make_one, iter(range(1000))

	def dies(*arguments):
		if next(count) == killed_at:
			raise KeyboardInterrupt
		return make(*arguments)

	with patch.object(planning, "_make_one", dies), pytest.raises(KeyboardInterrupt):
		make_sessions(wednesdays)
	frappe.db.rollback()  # what a killed worker leaves
	make_sessions(wednesdays)
	found = days(sessions_of(wednesdays))
	assert len(found) == len(set(found)) == 35


def test_a_slot_is_unique_in_the_base_itself(wednesdays):
	make_sessions(wednesdays)
	slot = frappe.db.get_value("PRE Action Session", {"action": wednesdays.name}, "slot")
	with pytest.raises(frappe.UniqueValidationError):
		make_session(wednesdays, session_date="2026-09-02", start_time="14:00:00", end_time="16:00:00")
	doc = frappe.get_doc("PRE Action Session", {"slot": slot})
	doc.name = "SEA-OTHER"
	with pytest.raises(frappe.UniqueValidationError):
		doc.db_insert()


def test_a_session_moved_or_cancelled_is_not_made_again(wednesdays):
	make_sessions(wednesdays)
	first, second = (frappe.get_doc("PRE Action Session", r.name) for r in sessions_of(wednesdays)[-2:])
	first.update({"session_date": "2027-06-24", "start_time": "17:00:00", "end_time": "19:00:00"}).save()
	second.update({"status": "Cancelled", "cancellation_reason": "Salle fermée."}).save()
	made = make_sessions(wednesdays)
	assert (made.created, made.removed) == (0, 0)
	assert "2027-06-24" in days(sessions_of(wednesdays)) and "2027-06-23" not in days(sessions_of(wednesdays))


def test_a_changed_planning_removes_only_planned_sessions_to_come(wednesdays):
	make_sessions(wednesdays)
	past = len(sessions_of(wednesdays, session_date=("<=", day())))
	wednesdays.planning[0].start_time = "13:30:00"
	wednesdays.save()
	made = make_sessions(wednesdays)
	assert made.created == 35 and made.removed == 35 - past
	to_come = sessions_of(wednesdays, session_date=(">", day()))
	assert {str(row.start_time) for row in to_come} == {"13:30:00"}


def test_school_hours_of_a_planning_ask_for_a_reason_at_each_door(french):
	structure = make_structure().name
	values = {
		"title": "Atelier",
		"structure": structure,
		"need_domain": frappe.db.get_value("PRE Need Domain", {}),
		"mode": "Collective",
		"planning": [planning_line("Tuesday", "10:00:00", "11:00:00")],
	}

	def attempt(door):
		with pytest.raises(ActionRefused, match="raison"):
			door("PRE Action", None, values)

	at_each(INSERTING, attempt)
	values["planning"][0]["reason"] = "Classe relais, avec l'accord de l'établissement."
	assert INSERTING["desk"]("PRE Action", None, values)


# One session


def next_day(weekday: int) -> str:
	"""The next such day of the week that is no public holiday."""
	today = getdate()
	ahead = [day(n) for n in range(1, 30) if getdate(day(n)).weekday() == weekday]
	return next(
		d for d in ahead if getdate(d) not in public_holidays(today.year) | public_holidays(today.year + 1)
	)


def test_a_session_in_school_hours_asks_for_a_reason_at_each_door(french):
	action = make_action()
	tuesday = {
		"action": action.name,
		"session_date": next_day(1),
		"start_time": "10:00:00",
		"end_time": "11:00:00",
	}

	def attempt(door):
		with pytest.raises(ActionRefused, match="horaires scolaires"):
			door("PRE Action Session", None, tuesday)

	at_each(INSERTING, attempt)
	kept = insert("PRE Action Session", **tuesday, out_of_hours_reason="Classe relais.")

	def without(door):
		with pytest.raises(ActionRefused, match="horaires scolaires"):
			door("PRE Action Session", kept.name, {"out_of_hours_reason": ""})

	at_each(UPDATING, without)
	evening = {**tuesday, "start_time": "16:30:00", "end_time": "18:00:00"}
	assert insert("PRE Action Session", **evening).name


def test_no_reason_is_asked_in_the_holidays_nor_on_other_hours_of_the_settings():
	structure = make_structure(school_zone="Zone C").name
	action = make_action(structure, to_date="2027-08-31")
	insert(
		"PRE Action Session",
		action=action.name,
		session_date="2027-02-09",
		start_time="10:00",
		end_time="11:00",
	)
	settings = frappe.get_doc("PRE Settings")
	settings.append("school_hours", {"weekday": "Wednesday", "start_time": "08:30", "end_time": "11:30"})
	settings.save()
	wednesday = {
		"action": action.name,
		"session_date": "2027-03-03",
		"start_time": "10:00",
		"end_time": "11:00",
	}
	with pytest.raises(ActionRefused):
		insert("PRE Action Session", **wednesday)
	tuesday = {**wednesday, "session_date": "2027-03-02"}
	assert insert("PRE Action Session", **tuesday).name


def test_a_session_says_why_it_is_cancelled_and_is_not_held_before_its_day():
	session = make_session(make_action(), 3)
	session.status = "Cancelled"
	with pytest.raises(frappe.ValidationError, match="cancelled"):
		session.save()
	session.reload()
	session.status = "Held"
	with pytest.raises(frappe.ValidationError, match="to come"):
		session.save()


def test_what_the_server_writes_of_a_session_is_not_taken_from_a_request():
	partner, other = make_partner().name, make_partner().name
	action = make_action(provider=partner)

	def attempt(door):
		name = door(
			"PRE Action Session",
			None,
			{
				"action": action.name,
				"session_date": day(2),
				"start_time": "18:00:00",
				"end_time": "19:00:00",
				"provider": other,
				"slot": "mine",
				"by_planning": 1,
				"hours": 99,
			},
		)
		doc = frappe.get_doc("PRE Action Session", name)
		assert (doc.provider, doc.by_planning, doc.hours) == (partner, 0, 1.0)
		assert doc.slot == f"{action.name} {day(2)} 18:00"

	at_each(INSERTING, attempt)


@pytest.mark.parametrize(
	("values", "sentence"),
	[
		({"start_time": "25:99:00"}, "25:99:00"),
		({"start_time": "bientôt"}, "bientôt"),
		({"end_time": "16:00:00"}, "ends before it starts"),
		({"session_date": "2026-02-30"}, "2026-02-30"),
	],
)
def test_impossible_times_and_days_are_refused_with_a_message(values, sentence):
	action = make_action()
	with pytest.raises(frappe.ValidationError, match=sentence):
		make_session(action, **values)


def test_a_session_held_keeps_its_provider_and_one_to_come_follows_the_action():
	action = make_action(provider=make_partner().name)
	held, to_come = make_session(action, -1, status="Held"), make_session(action, 4)
	before = action.provider
	action.provider = make_partner().name
	action.save()
	assert frappe.db.get_value("PRE Action Session", held.name, "provider") == before
	assert frappe.db.get_value("PRE Action Session", to_come.name, "provider") == action.provider
	held.reload()
	held.leader = "Une animatrice"
	held.save()
	assert held.provider == before


def test_an_action_stays_with_its_structure_and_its_making_with_the_server():
	action = make_action()
	action.update({"making_status": "Done", "making_note": "Rien."}).save()
	assert (action.making_status, action.making_note) == ("Not Started", None)
	action.structure = make_structure().name
	with pytest.raises(frappe.ValidationError, match="stays with its structure"):
		action.save()
