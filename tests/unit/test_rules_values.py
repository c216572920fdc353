"""What a field can hold at all: a text, a day that exists, a number."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.values import check_date, check_number, check_text, check_time


@pytest.mark.parametrize("text", ["Inès", "محمد", "Zoé 🙂", "", "a" * 140, 12, 1.5, True])
def test_a_text_in_any_script_is_one(text):
	assert check_text("Name", text, 140) == []


@pytest.mark.parametrize("text", [["a"], {"a": 1}, None, b"a"])
def test_a_list_is_no_text(text):
	(found,) = check_text("Name", text, 140)
	assert found.message == "{0}: a text is expected."


def test_a_text_too_long_says_how_long():
	(found,) = check_text("Name", "a" * 10_000, 140)
	assert found.values == ("Name", 10_000, 140)


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_what_can_not_be_stored_is_refused(text):
	assert check_text("Name", text, 140)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_each_day_of_the_calendar_is_one(day):
	assert check_date("Day", day) == check_date("Day", str(day)) == check_date("Day", f"{day} 10:00:00") == []


@pytest.mark.parametrize(
	"value",
	[
		"2026-02-31",
		"2025-02-29",
		"2026-13-01",
		"31/12/2026",
		"demain",
		"0000-00-00",
		20260101,
		["2026-01-01"],
		{},
	],
)
def test_what_is_no_day_is_refused(value):
	(found,) = check_date("Day", value)
	assert found.message == "{0}: {1} is not a date that exists."


@pytest.mark.parametrize("value", ["1890-01-01", date(1899, 12, 31), "2200-01-01", datetime(9999, 12, 31)])
def test_a_year_of_another_age_is_refused(value):
	(found,) = check_date("Day", value)
	assert found.message == "{0}: the year {1} is not possible."


@pytest.mark.parametrize("value", [0, 12, -3, 1.5, "12", " 12 ", "1.5", True])
def test_a_number_is_one_as_text_too(value):
	assert check_number("Number", value) == []


@pytest.mark.parametrize(
	"value", ["trois", "1e400", float("nan"), float("inf"), [1], {}, 10**400, "12 enfants"]
)
def test_what_is_no_finite_number_is_refused(value):
	(found,) = check_number("Number", value)
	assert found.message == "{0}: {1} is not a number."


def test_a_long_value_is_cut_in_the_message():
	(found,) = check_number("Number", "x" * 1000)
	assert len(found.values[1]) == 41


@pytest.mark.parametrize(
	"value", ["14:30", "9:05:00", "5:7:1.099206", "23:59:59.000001", time(8, 30), timedelta(hours=8)]
)
def test_an_hour_of_the_day(value):
	assert check_time("From", value) == []


@pytest.mark.parametrize(
	"value", ["25:00", "14:60", "bientôt", "", 14, None, timedelta(days=1), "14:30; drop", "1٤:30"]
)
def test_no_hour_of_the_day(value):
	(refusal,) = check_time("From", value)
	assert refusal.rule == "value"
