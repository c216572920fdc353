"""R9: the sessions of an action made from its planning: school holidays, killed at any moment, never twice; the button."""

from datetime import date
from unittest.mock import patch

import frappe
import pytest

from pre_module.controllers import planning
from pre_module.controllers.planning import make_sessions
from pre_module.desk import planning as button
from pre_module.exceptions import ActionRefused
from tests.factories import (
	day,
	make_action,
	make_session,
	make_structure,
	planning_line,
)
from tests.site.doors import INSERTING, at_each

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


def test_school_hours_of_a_planning_ask_for_a_reason_at_each_door(in_french):
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


# The button


class Job:
	"""A job as RQ tells of it."""

	last_heartbeat = None

	def __init__(self, status: str):
		self.status, self.deleted = status, False

	def get_status(self) -> str:
		return self.status

	def delete(self) -> None:
		self.deleted = True


@pytest.fixture
def queued(monkeypatch):
	"""The jobs that are queued; nothing runs."""
	jobs = []
	monkeypatch.setattr(frappe, "enqueue", lambda method, **values: jobs.append(values))
	return jobs


@pytest.mark.parametrize(
	("there", "again"), [(None, True), ("queued", False), ("started", False), ("failed", True)]
)
def test_the_button_queues_one_job_and_one_alone(wednesdays, queued, there, again):
	job = Job(there) if there else None
	with patch.object(button, "get_job", return_value=job):
		assert button.make(wednesdays.name) is again
	assert len(queued) == int(again)
	status = frappe.db.get_value("PRE Action", wednesdays.name, "making_status")
	assert status == ("Running" if again else "Not Started")


def test_a_job_whose_machine_died_is_started_again(wednesdays, queued):
	job = Job("started")
	with (
		patch.object(button, "get_job", return_value=job),
		patch.object(button, "is_silent", return_value=True),
	):
		assert button.make(wednesdays.name)
	assert job.deleted and len(queued) == 1


def test_an_action_without_a_planning_says_what_it_needs(queued):
	with pytest.raises(frappe.ValidationError, match="lines"):
		button.make(make_action().name)
	assert queued == []


def test_the_job_writes_its_progress_and_its_result(wednesdays):
	shown = []

	def push(event, message=None, **_to):
		if event == button.PROGRESS:
			shown.append(message["percent"])

	with patch("frappe.publish_realtime", push):
		button.run(wednesdays.name, "en")
	wednesdays.reload()
	assert (wednesdays.making_status, wednesdays.making_progress) == ("Done", 100)
	assert wednesdays.making_note == "35 sessions made, 0 there already, 0 removed."
	assert shown and max(shown) <= 100


def test_a_job_that_stops_says_so_and_keeps_what_it_made(wednesdays):
	make, count = planning._make_one, iter(range(1000))

	def fails(*arguments):
		if next(count) == 30:
			raise ZeroDivisionError
		return make(*arguments)

	with patch.object(planning, "_make_one", fails), pytest.raises(ZeroDivisionError):
		button.run(wednesdays.name, "en")
	wednesdays.reload()
	assert wednesdays.making_status == "Failed" and "start it again" in wednesdays.making_note
	assert len(sessions_of(wednesdays)) == planning.BATCH
	button.run(wednesdays.name, "en")
	assert len(sessions_of(wednesdays)) == 35
