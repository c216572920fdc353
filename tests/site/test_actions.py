"""R9: actions and their sessions: school hours, what the server writes, bad input, at each door."""

import frappe
import pytest
from frappe.utils import getdate

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
from tests.site.doors import INSERTING, UPDATING, Swallowed, at_each

# One session


def next_day(weekday: int) -> str:
	"""The next such day of the week that is no public holiday."""
	today = getdate()
	ahead = [day(n) for n in range(1, 30) if getdate(day(n)).weekday() == weekday]
	return next(
		d for d in ahead if getdate(d) not in public_holidays(today.year) | public_holidays(today.year + 1)
	)


def test_a_session_in_school_hours_asks_for_a_reason_at_each_door(in_french):
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
	assert insert("PRE Action Session", **tuesday, out_of_hours_reason="Classe relais.").name
	evening = {**tuesday, "start_time": "16:30:00", "end_time": "18:00:00"}
	kept = insert("PRE Action Session", **evening)

	def moving(door):
		with pytest.raises((ActionRefused, Swallowed), match="horaires scolaires"):
			door("PRE Action Session", kept.name, {"start_time": "16:00:00"})

	at_each(UPDATING, moving)


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
	("doctype", "values"),
	[
		("PRE Action Session", {}),
		("PRE Action Session", {"session_date": "2026-12-02"}),
		("PRE Action Enrolment", {}),
		("PRE Attendance", {}),
		("PRE Action", {}),
		("PRE School Holiday", {"zone": "Zone A"}),
	],
)
def test_what_is_missing_is_named(doctype, values):
	def attempt(door):
		with pytest.raises((frappe.MandatoryError, frappe.ValidationError)) as refused:
			door(doctype, None, values)
		assert not isinstance(refused.value, frappe.DoesNotExistError)

	at_each({k: v for k, v in INSERTING.items() if k in ("desk", "rest_v1", "client")}, attempt)


def test_a_planning_row_with_another_weekday_is_refused():
	with pytest.raises(frappe.ValidationError, match="Lundi"):
		make_action(planning=[planning_line("Lundi")])
	# Frappe fills an hour that is missing with the present one.
	with pytest.raises(frappe.ValidationError):
		make_action(planning=[{"weekday": "Monday"}])


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
