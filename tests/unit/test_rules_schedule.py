"""R9: from a planning to sessions, and school hours; against a model that asks each day by itself."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.dates import Period
from pre_module.rules.schedule import (
	BOTH,
	HOLIDAYS,
	SCHOOL_TIME,
	USUAL_HOURS,
	Line,
	SchoolCalendar,
	Slot,
	check_planning,
	check_session,
	in_school_hours,
	plan,
)

START = date(2026, 9, 1)
DAYS = [START + timedelta(days=n) for n in range(60)]
days = st.sampled_from(DAYS)
periods = st.tuples(days, st.integers(0, 20)).map(lambda d: Period(d[0], d[0] + timedelta(days=d[1])))
hours = st.integers(8, 19).map(lambda h: time(h, 0))
lines = st.builds(
	lambda weekday, start, length, when, zone: Line(weekday, start, time(start.hour + length), when, zone),
	st.integers(0, 6),
	hours,
	st.integers(1, 3),
	st.sampled_from((SCHOOL_TIME, HOLIDAYS, BOTH)),
	st.sampled_from("AB"),
)
calendars = st.builds(
	SchoolCalendar,
	known=st.just([Period(START, START + timedelta(days=364))]),
	holidays=st.lists(periods, max_size=3),
	closed=st.frozensets(days, max_size=3),
)
zones = st.fixed_dictionaries({"A": calendars, "B": calendars})
WHOLE = Period(START, DAYS[-1])


@given(st.lists(lines, max_size=4), periods, zones)
def test_each_session_is_asked_for_by_a_line_on_a_day_of_its_kind(planning, period, by_zone):
	for session in plan(planning, period, by_zone).sessions:
		asking = [x for x in planning if (x.weekday, x.start) == (session.day.weekday(), session.start)]
		assert period.contains(session.day)
		assert any(
			session.day not in by_zone[x.zone].closed
			and (x.when == BOTH or by_zone[x.zone].is_holiday(session.day) == (x.when == HOLIDAYS))
			for x in asking
		)


@given(st.lists(lines, max_size=4), periods, zones)
def test_no_day_that_a_line_asks_for_is_forgotten(planning, period, by_zone):
	found = {(s.day, s.start) for s in plan(planning, period, by_zone).sessions}
	for day in filter(period.contains, DAYS):
		for line in planning:
			calendar = by_zone[line.zone]
			asked = line.weekday == day.weekday() and day not in calendar.closed
			if asked and (line.when == BOTH or calendar.is_holiday(day) == (line.when == HOLIDAYS)):
				assert (day, line.start) in found


@given(st.lists(lines, max_size=4), zones)
def test_two_sessions_never_begin_together_and_order_is_that_of_time(planning, by_zone):
	sessions = plan(planning, WHOLE, by_zone).sessions
	moments = [(s.day, s.start) for s in sessions]
	assert moments == sorted(set(moments))


@given(st.lists(lines, max_size=4), zones, periods)
def test_more_holidays_never_add_a_session_of_school_time(planning, by_zone, more):
	planning = [Line(x.weekday, x.start, x.end, SCHOOL_TIME, x.zone) for x in planning]
	longer = {zone: SchoolCalendar(c.known, [*c.holidays, more], c.closed) for zone, c in by_zone.items()}
	before, after = (set(plan(planning, WHOLE, z).sessions) for z in (by_zone, longer))
	assert after <= before
	assert not any(more.contains(s.day) for s in after)


@given(st.lists(lines, min_size=1, max_size=3), periods)
def test_of_a_year_nobody_entered_only_lines_of_the_whole_year_give_sessions(planning, period):
	unknown = {zone: SchoolCalendar([], [], frozenset()) for zone in "AB"}
	made = plan(planning, period, unknown)
	both = [x for x in planning if x.when == BOTH]
	others = {x.weekday for x in planning if x.when != BOTH}
	assert set(made.sessions) == set(plan(both, period, unknown).sessions)
	all_days = [period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1)]
	left_out = [d for d in all_days if d.weekday() in others]
	assert made.unknown == (Period(left_out[0], left_out[-1]) if left_out else None)


def calendar(*holidays: Period, closed=()) -> SchoolCalendar:
	return SchoolCalendar([WHOLE], holidays, frozenset(closed))


TUESDAY, WEDNESDAY = date(2026, 9, 8), date(2026, 9, 9)


@pytest.mark.parametrize(
	("day", "start", "end", "inside"),
	[
		(TUESDAY, time(8, 30), time(9), True),
		(TUESDAY, time(7, 30), time(8, 30), False),
		(TUESDAY, time(11, 30), time(13, 30), False),
		(TUESDAY, time(11, 0), time(12), True),
		(TUESDAY, time(16, 30), time(18), False),
		(TUESDAY, time(8), time(18), True),
		(WEDNESDAY, time(9), time(11), False),
		(date(2026, 9, 12), time(9), time(11), False),
	],
)
def test_the_usual_week_has_four_days_of_two_halves(day, start, end, inside):
	assert in_school_hours(day, start, end, USUAL_HOURS, calendar()) == inside
	refused = check_session(day, start, end, " ", USUAL_HOURS, calendar())
	assert [r.rule for r in refused] == ["R9"] * inside
	assert check_session(day, start, end, "Classe relais.", USUAL_HOURS, calendar()) == []


def test_neither_holidays_nor_public_holidays_have_school_hours():
	lesson = (TUESDAY, time(9), time(10), "", USUAL_HOURS)
	assert check_session(*lesson, calendar(Period(TUESDAY, TUESDAY))) == []
	assert check_session(*lesson, calendar(closed=[TUESDAY])) == []
	assert check_session(*lesson, SchoolCalendar([], [], frozenset())), (
		"of an unknown year: as in school weeks"
	)


def test_a_session_or_a_line_that_ends_before_it_starts_is_refused():
	assert check_session(WEDNESDAY, time(16), time(14), "x", USUAL_HOURS, calendar())
	assert check_session(WEDNESDAY, time(16), time(16), "x", USUAL_HOURS, calendar())
	assert check_planning([Line(2, time(16), time(14))], USUAL_HOURS)


def test_a_planning_names_each_row_that_lacks_its_reason():
	planning = [
		Line(1, time(10), time(11)),
		Line(1, time(10), time(11), HOLIDAYS),
		Line(2, time(10), time(11)),
		Line(1, time(10), time(11), BOTH),
		Line(1, time(10), time(11), reason="Classe relais."),
	]
	assert [r.values for r in check_planning(planning, USUAL_HOURS)] == [(1,), (4,)]


@given(st.builds(Slot, st.integers(0, 6), hours, hours), st.builds(Slot, st.integers(0, 6), hours, hours))
def test_overlap_is_mutual(one, other):
	assert one.overlaps(other) == other.overlaps(one)
