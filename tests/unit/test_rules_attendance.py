"""R9: absences in a row, and of whom attendance is noted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.attendance import (
	ABSENT,
	EXCUSED,
	PRESENT,
	STATUSES,
	absences_in_a_row,
	check_attendance,
)

histories = st.lists(st.sampled_from(STATUSES), max_size=30)


@given(histories)
def test_one_more_absence_adds_one_presence_ends_the_row_an_excuse_leaves_it(history):
	row = absences_in_a_row(history)
	assert absences_in_a_row([*history, ABSENT]) == row + 1
	assert absences_in_a_row([*history, PRESENT]) == 0
	assert absences_in_a_row([*history, EXCUSED]) == row


@given(histories, histories)
def test_what_was_before_a_presence_does_not_count(before, after):
	assert absences_in_a_row([*before, PRESENT, *after]) == absences_in_a_row(after)


@given(histories)
def test_excuses_can_be_left_out(history):
	assert absences_in_a_row(history) == absences_in_a_row([s for s in history if s != EXCUSED])
	assert 0 <= absences_in_a_row(history) <= history.count(ABSENT)


@pytest.mark.parametrize(
	("history", "row"),
	[("", 0), ("A", 1), ("PAAA", 3), ("AAAP", 0), ("AAPA", 1), ("AEAA", 3), ("EEE", 0), ("PAEP", 0)],
)
def test_counted_by_hand(history, row):
	letters = {"P": PRESENT, "A": ABSENT, "E": EXCUSED}
	assert absences_in_a_row(letters[x] for x in history) == row


TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
	("changes", "refused"),
	[
		({}, False),
		({"session_day": TODAY}, False),
		({"session_day": date(2026, 11, 26)}, True),
		({"session_status": "Cancelled"}, True),
		({"session_status": "Held"}, False),
		({"enrolled_on": None}, True),
		({"enrolled_on": date(2026, 11, 20)}, False),
		({"enrolled_on": date(2026, 11, 21)}, True),
		({"left_on": date(2026, 11, 20)}, False),
		({"left_on": date(2026, 11, 19)}, True),
	],
)
def test_attendance_is_of_a_session_held_and_a_child_enrolled_that_day(changes, refused):
	asked = {
		"session_day": date(2026, 11, 20),
		"session_status": "Planned",
		"enrolled_on": date(2026, 9, 1),
		"left_on": None,
		"on": TODAY,
		**changes,
	}
	assert [r.rule for r in check_attendance(**asked)] == ["R9"] * refused
