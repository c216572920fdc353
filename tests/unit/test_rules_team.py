"""R6: fields of the team, quorum, attendance, the hours of an agenda, and who may be given a task (R10)."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.dates import Period
from pre_module.rules.team import (
	ABSENT,
	EXCUSED,
	MET,
	NOT_MET,
	NUMBER,
	PRESENT,
	REPLACED,
	SHARE,
	UNKNOWN,
	Person,
	Quorum,
	check_attendance,
	check_may_carry_out,
	check_quorum,
	check_task,
	check_team,
	check_timetable,
	counted,
	fields_on,
	first_day_short,
	members_on,
	minutes_over,
	needed,
	quorum_state,
	timetable,
)

TODAY = date(2026, 11, 25)
ALWAYS = Period(date(2026, 1, 1))
ANN = Person("ann", "School", ALWAYS)
BEN = Person("ben", "Health", Period(date(2026, 1, 1), date(2026, 12, 31)))


def said(refusals) -> list[str]:
	return [str(r) for r in refusals]


def team(*people, period=ALWAYS, orientation="School-Centred", minimum=2, today=TODAY) -> list[str]:
	return said(check_team(people, period, orientation, minimum, today))


def test_R6_two_fields_make_a_team():
	assert team(ANN, BEN) == []
	assert "joins 1 fields" in team(ANN)[0]
	assert "joins 1 fields" in team(ANN, Person("cid", "School", ALWAYS))[0]
	assert "joins 2 fields" in team(ANN, BEN, minimum=3)[0]


def test_R6_a_field_counts_on_its_days_only():
	gone = Person("ben", "Health", Period(date(2026, 1, 1), date(2026, 11, 24)))
	to_come = Person("ben", "Health", Period(date(2026, 11, 26)))
	assert "joins 1 fields" in team(ANN, gone)[0]
	assert "joins 1 fields" in team(ANN, to_come)[0]
	assert team(ANN, to_come, period=Period(date(2026, 12, 1))) == [], "a team to come: its first day"
	assert team(ANN, gone, period=Period(date(2026, 1, 1), date(2026, 6, 30))) == [], "one over: its last"


def test_R6_a_team_says_its_orientation_and_its_days_make_sense():
	assert "orientation" in team(ANN, BEN, orientation="")[0]
	assert "before it begins" in team(ANN, BEN, period=Period(TODAY, TODAY - timedelta(days=1)))[0]
	backwards = Person("ann", "School", Period(TODAY, TODAY - timedelta(days=1)))
	assert "before joining" in team(backwards, BEN)[0]
	assert "twice" in team(ANN, BEN, Person("ann", "Health", Period(date(2026, 6, 1))))[0]
	again = Person("ben", "Health", Period(date(2027, 1, 1)))
	assert team(ANN, BEN, again) == [], "who left may come back"


def test_R6_a_departure_to_come_is_told_before():
	assert first_day_short([ANN, BEN], ALWAYS, 2, TODAY) == date(2027, 1, 1)
	assert first_day_short([ANN, BEN, Person("cid", "Town", ALWAYS)], ALWAYS, 2, TODAY) is None
	over = Period(date(2026, 1, 1), date(2026, 12, 31))
	assert first_day_short([ANN, BEN], over, 2, TODAY) is None


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_R6_the_fields_of_a_day_are_those_of_its_members(drawn):
	people = [
		Person(str(n), field, Period(TODAY + timedelta(days=a), TODAY + timedelta(days=a + b)))
		for n, (field, a, b) in enumerate(drawn)
	]
	for offset in range(0, 121, 20):
		day = TODAY + timedelta(days=offset)
		assert fields_on(people, day) == {p.field for p in members_on(people, day)}
		short = first_day_short(people, ALWAYS, 2, day)
		assert short is None or (short > day and len(fields_on(people, short)) < 2)


@pytest.mark.parametrize(
	("quorum", "members", "wanted"),
	[
		(Quorum(SHARE, 50), 4, 2),
		(Quorum(SHARE, 50), 5, 3),
		(Quorum(SHARE, 66), 3, 2),
		(Quorum(SHARE, 100), 7, 7),
		(Quorum(SHARE, 1), 0, 1),
		(Quorum(NUMBER, 3), 9, 3),
	],
)
def test_R6_the_quorum_counts_as_written_out(quorum, members, wanted):
	assert needed(quorum, members) == wanted


def test_R6_a_quorum_is_possible():
	assert check_quorum(Quorum(SHARE, 100)) == check_quorum(Quorum(NUMBER, 1)) == []
	for wrong in (Quorum(SHARE, 0), Quorum(SHARE, 101), Quorum(NUMBER, 0), Quorum("", 3)):
		assert check_quorum(wrong)


def test_R6_whoever_sent_somebody_counts_and_silence_is_no_absence():
	half = Quorum(SHARE, 50)
	assert counted([PRESENT, REPLACED, EXCUSED, ABSENT, None, ""]) == 2
	assert quorum_state(half, [PRESENT, REPLACED, ABSENT, EXCUSED]) == MET
	assert quorum_state(half, [PRESENT, EXCUSED, ABSENT]) == NOT_MET
	assert quorum_state(half, [PRESENT, EXCUSED, None]) == UNKNOWN
	assert quorum_state(half, [None, None]) == UNKNOWN
	assert quorum_state(half, []) == UNKNOWN


ATTENDANCES = st.lists(st.sampled_from([PRESENT, EXCUSED, ABSENT, REPLACED, None]), max_size=12)
QUORUMS = st.one_of(
	st.builds(Quorum, st.just(SHARE), st.integers(1, 100)),
	st.builds(Quorum, st.just(NUMBER), st.integers(1, 12)),
)


@given(QUORUMS, ATTENDANCES, st.integers(0, 11))
def test_R6_one_more_person_there_never_breaks_a_quorum(quorum, attendances, place):
	if not attendances:
		return
	better = list(attendances)
	better[place % len(better)] = PRESENT
	order = {NOT_MET: 0, UNKNOWN: 0, MET: 1}
	assert order[quorum_state(quorum, better)] >= order[quorum_state(quorum, attendances)]


@given(QUORUMS, ATTENDANCES)
def test_R6_met_says_that_enough_are_there(quorum, attendances):
	enough = counted(attendances) >= needed(quorum, len(attendances))
	assert (quorum_state(quorum, attendances) == MET) == enough


def test_R6_attendance_from_the_day_on_an_excuse_before():
	tomorrow = TODAY + timedelta(days=1)
	assert check_attendance("Ann", EXCUSED, None, tomorrow, TODAY) == []
	assert check_attendance("Ann", PRESENT, None, TODAY, TODAY) == []
	assert "from the day" in said(check_attendance("Ann", PRESENT, None, tomorrow, TODAY))[0]
	assert "by whom" in said(check_attendance("Ann", REPLACED, " ", TODAY, TODAY))[0]
	assert check_attendance("Ann", REPLACED, "Bea", TODAY, TODAY) == []


def test_the_hours_of_an_agenda():
	assert timetable(time(9, 30), [20, 15, 30]) == ([time(9, 30), time(9, 50), time(10, 5)], time(10, 35))
	assert timetable(time(9, 30), []) == ([], time(9, 30))
	assert minutes_over(time(10, 35), time(10, 30)) == 5
	assert minutes_over(time(10, 25), time(10, 30)) == -5
	assert minutes_over(time(10, 35), None) == 0


def test_a_meeting_ends_on_its_day():
	assert check_timetable(time(9), [20], 60) == []
	assert check_timetable(None, [2000]) == []
	assert check_timetable(time(23), [59]) == []
	assert "on its day" in said(check_timetable(time(23), [60]))[0]
	assert "on its day" in said(check_timetable(time(23), [], 60))[0]


@given(st.integers(0, 23), st.integers(0, 59), st.lists(st.integers(0, 90), max_size=12))
def test_hours_follow_each_other_and_the_end_comes_last(hour, minute, minutes):
	hours, end = timetable(time(hour, minute), minutes)
	assert hours == sorted(hours) and all(h <= end for h in hours)
	if not check_timetable(time(hour, minute), minutes):
		assert minutes_over(end, time(hour, minute)) == sum(minutes)


def test_R6_a_task_has_a_day_after_its_decision():
	assert check_task(None, None, TODAY) == check_task("ann", TODAY, TODAY) == []
	assert "until when" in said(check_task("ann", None, TODAY))[0]
	assert "before the meeting" in said(check_task("ann", TODAY - timedelta(days=1), TODAY))[0]


def test_R10_a_task_goes_to_who_sees_the_situation_in_its_domain():
	def refused(sees=True, domains=None, domain=None) -> list[str]:
		return said(check_may_carry_out("Ann", sees, TODAY, domains, domain))

	assert refused() == refused(domains=frozenset({"Schooling"}), domain="Schooling") == []
	assert "does not see" in refused(sees=False)[0]
	assert "say of which domain" in refused(domains=frozenset({"Schooling"}))[0]
	assert "does not share the domain Health" in refused(domains=frozenset({"Schooling"}), domain="Health")[0]
