"""R5: a child handed over, for good or for a leave, without gap and without overlap."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pre_module.rules.dates import Period, first_gap, first_overlap
from pre_module.rules.referent import Charge, charge_on, check_handover, handed_over, is_handed_over

START = date(2026, 1, 1)


def on(day: int) -> date:
	return START + timedelta(days=day)


def period(start: int, end: int | None = None) -> Period:
	return Period(on(start), None if end is None else on(end))


ANNE = Charge("anne@x", "K1", period(0))
KARIM = Charge("karim@x", "K2", period(10))


def test_for_good_the_one_before_ends_the_day_before():
	assert handed_over([ANNE], KARIM) == [
		Charge("anne@x", "K1", period(0, 9)),
		Charge("karim@x", "K2", period(10)),
	]


def test_after_a_leave_the_one_before_is_back():
	leave = Charge("karim@x", "K2", period(10, 20))
	assert handed_over([ANNE], leave) == [
		Charge("anne@x", "K1", period(0, 9)),
		leave,
		Charge("anne@x", "K1", period(21)),
	]


def test_from_the_first_day_nothing_is_left_of_the_one_before():
	assert handed_over([ANNE], Charge("karim@x", "K2", period(0))) == [Charge("karim@x", "K2", period(0))]


def test_a_charge_that_ends_is_taken_up_to_its_end_and_the_next_one_stays():
	anne, lea = Charge("anne@x", "K1", period(0, 30)), Charge("lea@x", "K3", period(31))
	assert handed_over([anne, lea], KARIM) == [
		Charge("anne@x", "K1", period(0, 9)),
		Charge("karim@x", "K2", period(10, 30)),
		lea,
	]


def test_nobody_in_charge_hands_nothing_over():
	with pytest.raises(ValueError):
		handed_over([Charge("anne@x", "K1", period(0, 5))], KARIM)


@pytest.mark.parametrize(
	("charges", "giver", "taker", "days", "fragment"),
	[
		([ANNE], "K1", "K2", period(10), ""),
		([ANNE], "K1", "K2", period(10, 20), ""),
		([ANNE], "K1", "K2", period(10, 9), "before it begins"),
		([ANNE], "K1", "K2", period(4), "today or later"),
		([ANNE], "K1", "K1", period(10), "another contract"),
		([ANNE], "K3", "K2", period(10), "is not in charge"),
		([], "K1", "K2", period(10), "is not in charge"),
		([Charge("anne@x", "K1", period(0, 15))], "K1", "K2", period(10, 16), "takes over on"),
		([Charge("anne@x", "K1", period(0, 15))], "K1", "K2", period(10, 15), ""),
		([Charge("anne@x", "K1", period(0, 15))], "K1", "K2", period(10), ""),
	],
)
def test_what_can_be_handed_over(charges, giver, taker, days, fragment):
	refusals = check_handover(charges, giver, taker, days, today=on(5))
	assert [fragment in str(r) for r in refusals] == ([True] if fragment else [])


@st.composite
def lines(draw) -> list[Charge]:
	"""Référents one after the other from the first day on, the last one without end."""
	lengths = draw(st.lists(st.integers(1, 30), max_size=4))
	found, day = [], 0
	for number, length in enumerate(lengths):
		found.append(Charge(f"r{number}@x", f"K{number}", period(day, day + length - 1)))
		day += length
	return [*found, Charge("last@x", "KL", period(day))]


@given(lines(), st.integers(0, 150), st.none() | st.integers(0, 60))
def test_whatever_is_handed_over_there_is_no_gap_and_no_overlap(charges, first, length):
	days = period(first, None if length is None else first + length)
	giver = charge_on(charges, days.start)
	assume(not check_handover(charges, giver.contract, "K-taker", days, START))
	taker = Charge("taker@x", "K-taker", days)
	after = handed_over(charges, taker)

	assert first_gap([c.period for c in after], Period(START)) is None
	assert first_overlap(c.period for c in after) is None
	for number in range(260):
		was, now = charge_on(charges, on(number)), charge_on(after, on(number))
		taken = days.contains(on(number)) and was is giver
		assert now.contract == ("K-taker" if taken else was.contract)
	assert is_handed_over(after, taker) and not is_handed_over(charges, taker)
