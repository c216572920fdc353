"""Public holidays, against the dates as they were published."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.holidays import easter, public_holidays, public_holidays_between

EASTER = {
	1961: (4, 2),
	2000: (4, 23),
	2008: (3, 23),
	2019: (4, 21),
	2024: (3, 31),
	2025: (4, 20),
	2026: (4, 5),
	2027: (3, 28),
	2038: (4, 25),
	2049: (4, 18),
}


@pytest.mark.parametrize("year", EASTER)
def test_easter_as_published(year):
	assert easter(year) == date(year, *EASTER[year])


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
	day = easter(year)
	assert day.weekday() == 6
	assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_the_eleven_days_of_2026():
	assert sorted(public_holidays(2026)) == [
		date(2026, *day)
		for day in (
			(1, 1),
			(4, 6),
			(5, 1),
			(5, 8),
			(5, 14),
			(5, 25),
			(7, 14),
			(8, 15),
			(11, 1),
			(11, 11),
			(12, 25),
		)
	]


def test_between_two_days_of_two_years():
	assert public_holidays_between(date(2026, 12, 25), date(2027, 1, 1)) == {
		date(2026, 12, 25),
		date(2027, 1, 1),
	}
	assert not public_holidays_between(date(2026, 9, 1), date(2026, 10, 31))
