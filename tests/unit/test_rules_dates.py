"""Periods, ages and school years, against a model that counts day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.dates import (
	Period,
	add_months,
	age_on,
	first_gap,
	first_overlap,
	school_year_of,
	school_year_period,
)

START = date(2024, 2, 20)  # the leap day lies in the range of the model
DAYS = [START + timedelta(days=i) for i in range(40)]

days = st.sampled_from(DAYS)
periods = st.tuples(days, st.none() | st.integers(0, 15)).map(
	lambda drawn: Period(drawn[0], None if drawn[1] is None else drawn[0] + timedelta(days=drawn[1]))
)
any_day = st.dates(date(1900, 1, 1), date(2200, 1, 1))


def covered(period: Period) -> set[date]:
	"""The days of the model that a period contains, one by one."""
	return {day for day in DAYS if period.start <= day and (period.end is None or day <= period.end)}


@given(periods, days)
def test_a_period_contains_its_first_and_its_last_day(period, day):
	assert period.contains(day) == (day in covered(period))


@given(periods, periods)
def test_two_periods_overlap_when_they_share_a_day(one, other):
	assert one.overlaps(other) == bool(covered(one) & covered(other))
	assert one.overlaps(other) == other.overlaps(one)


@given(periods, periods)
def test_a_period_covers_another_when_each_of_its_days_lies_in_it(one, other):
	if other.end is None and one.end is not None:
		assert not one.covers(other)
	else:
		ends_after_model = other.end is not None and one.end is not None and other.end > one.end
		assert one.covers(other) == (covered(other) <= covered(one) and not ends_after_model)


@given(st.lists(periods, max_size=5))
def test_the_first_overlap_is_the_first_day_in_two_periods(several):
	twice = [day for day in DAYS if sum(day in covered(p) for p in several) > 1]
	assert first_overlap(several) == (twice[0] if twice else None)


@given(st.lists(periods, max_size=5), periods)
def test_the_first_gap_is_the_first_day_in_no_period(several, within):
	last = max(DAYS) if within.end is None else within.end
	none = [
		day
		for day in (within.start + timedelta(days=i) for i in range((last - within.start).days + 1))
		if not any(p.contains(day) for p in several)
	]
	found = first_gap(several, within)
	if none:
		assert found == none[0]
	else:
		# Covered as far as the model sees: a gap may lie beyond it, never inside.
		assert found is None or (within.end is None and found > last)


def test_a_handover_from_one_day_to_the_next_leaves_no_gap_and_no_overlap():
	first, second = Period(date(2026, 1, 1), date(2026, 6, 30)), Period(date(2026, 7, 1))
	assert first_overlap([second, first]) is None
	assert first_gap([second, first], Period(date(2026, 1, 1))) is None


def test_a_handover_on_one_and_the_same_day_overlaps_that_day():
	first, second = Period(date(2026, 1, 1), date(2026, 7, 1)), Period(date(2026, 7, 1))
	assert first_overlap([first, second]) == date(2026, 7, 1)


def test_a_period_to_the_end_of_the_calendar_has_no_gap():
	always = Period(date(2026, 1, 1), date.max)
	assert first_gap([always], Period(date(2026, 1, 1))) is None
	assert first_gap([always, always], Period(date(2026, 1, 1), date.max)) is None


def test_a_period_that_ends_before_it_starts_is_backwards_one_of_a_day_is_not():
	assert Period(date(2026, 1, 2), date(2026, 1, 1)).is_backwards
	assert not Period(date(2026, 1, 1), date(2026, 1, 1)).is_backwards
	assert not Period(date(2026, 1, 1)).is_backwards


def test_a_child_is_a_year_older_on_its_birthday_not_the_day_before():
	born = date(2010, 11, 22)
	assert age_on(born, date(2026, 11, 21)) == 15
	assert age_on(born, date(2026, 11, 22)) == 16


def test_a_child_of_29_february_is_a_year_older_on_1_march_of_a_common_year():
	born = date(2020, 2, 29)
	assert age_on(born, date(2026, 2, 28)) == 5
	assert age_on(born, date(2026, 3, 1)) == 6
	assert age_on(born, date(2028, 2, 29)) == 8


def test_before_its_birth_a_child_has_a_negative_age_and_0_on_its_day():
	assert age_on(date(2026, 5, 2), date(2026, 5, 1)) == -1
	assert age_on(date(2026, 5, 2), date(2026, 5, 2)) == 0


@given(any_day, st.integers(0, 120))
def test_months_added_keep_the_day_or_end_with_the_month(day, months):
	later = add_months(day, months)
	assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
	assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).month != later.month)


@given(any_day, st.integers(0, 60), st.integers(0, 60))
def test_more_months_never_end_earlier(day, months, more):
	assert add_months(day, months) <= add_months(day, months + more)


def test_a_month_after_31_january_is_the_last_day_of_february():
	assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
	assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
	assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)


@given(any_day, st.integers(1, 12))
def test_each_day_lies_in_its_school_year(day, month):
	assert school_year_period(school_year_of(day, month), month).contains(day)


def test_a_school_year_goes_from_its_first_day_to_the_eve_of_the_next():
	assert school_year_of(date(2026, 8, 31)) == "2025-2026"
	assert school_year_of(date(2026, 9, 1)) == "2026-2027"
	assert school_year_period("2026-2027") == Period(date(2026, 9, 1), date(2027, 8, 31))
	assert school_year_period("2026-2027", 1) == Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
	"text", ["2026", "2026-2028", "2027-2026", "26-27", "2026/2027", "", "a-b", "²026-2027", "2026-02027"]
)
def test_what_is_no_school_year_is_an_error(text):
	with pytest.raises(ValueError):
		school_year_period(text)
