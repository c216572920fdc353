"""R12: what a contact with the family keeps, whom it informed, which silence shows."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.family_information import (
	Contact,
	Holder,
	check_contact,
	check_correction,
	informed_apart,
	informed_at_reviews,
	silences,
)

TODAY = date(2026, 11, 25)
MOTHER, FATHER = Holder("m", "Sofia", True), Holder("f", "Marc", True)
APART = Holder("f", "Marc", False)


def ago(days: int) -> date:
	return TODAY - timedelta(days=days)


def contact(days: int = 0, *people: str, **values) -> Contact:
	return Contact(
		ago(days), **{"reached": True, "people": frozenset(people), "said": "Tout va bien.", **values}
	)


def said(refusals) -> str:
	return " ".join(r.message for r in refusals)


def test_a_contact_says_who_and_what():
	assert check_contact(contact(0, "m"), TODAY) == []
	assert check_contact(contact(0, child_present=True), TODAY) == []
	assert "who was spoken to" in said(check_contact(contact(0), TODAY))
	assert "in a line" in said(check_contact(contact(0, "m", said="  "), TODAY))


def test_an_attempt_needs_no_word_and_names_nobody():
	assert check_contact(contact(0, reached=False, said=""), TODAY) == []
	assert "name nobody" in said(check_contact(contact(0, "m", reached=False), TODAY))
	assert "name nobody" in said(check_contact(contact(0, reached=False, child_present=True), TODAY))


def test_what_is_to_come_is_a_next_gesture():
	assert "future" in said(check_contact(contact(-1, "m"), TODAY))
	assert "by which day" in said(check_contact(contact(0, "m", next_gesture="Rappeler"), TODAY))
	assert "what the next gesture is" in said(check_contact(contact(0, "m", next_on=TODAY), TODAY))
	assert "before the contact" in said(
		check_contact(contact(0, "m", next_gesture="Rappeler", next_on=ago(1)), TODAY)
	)
	assert check_contact(contact(0, "m", next_gesture="Rappeler", next_on=TODAY), TODAY) == []


def test_a_contact_lasts_a_day_at_most():
	assert check_contact(contact(0, "m", minutes=1440), TODAY) == []
	assert "a day at most" in said(check_contact(contact(0, "m", minutes=1441), TODAY))


@pytest.mark.parametrize(
	("editor", "hours_later", "hours", "fragment"),
	[
		("a@x", 0, 48, ""),
		("a@x", 47.9, 48, ""),
		("a@x", 48, 48, "48 hours"),
		("b@x", 0, 48, "Only its author"),
		("a@x", 0, 0, "0 hours"),
	],
)
def test_its_author_corrects_it_within_the_delay(editor, hours_later, hours, fragment):
	at = datetime(2026, 11, 25, 18, 30)
	refusals = check_correction(
		author="a@x", editor=editor, written_at=at, now=at + timedelta(hours=hours_later), hours=hours
	)
	assert [fragment in str(r) for r in refusals] == ([True] if fragment else [])


def test_parents_who_live_apart_are_informed_apart():
	assert informed_apart([MOTHER, FATHER]) == [(MOTHER, FATHER)]
	assert informed_apart([MOTHER, APART]) == [(MOTHER,), (APART,)]
	assert informed_apart([APART]) == [(APART,)]
	assert informed_apart([]) == []


def test_R12_who_was_at_a_review_was_informed():
	present = {"m": ago(10), "f": ago(200)}
	found = informed_at_reviews([MOTHER, APART], {"f": ago(40)}, present, None)
	assert found == {"m": ago(10), "f": ago(40)}
	assert informed_at_reviews([MOTHER, APART], {}, {}, None) == {}


def test_R12_P3_who_lives_elsewhere_is_not_told_by_who_lives_with_the_child():
	assert informed_at_reviews([MOTHER, APART], {"f": ago(90)}, {}, ago(3)) == {"m": ago(3), "f": ago(90)}


def test_a_silence_longer_than_the_interval_shows():
	shown = silences([MOTHER, FATHER], {"m": ago(61)}, ago(300), TODAY, 60)
	assert [(s.holders, s.last, s.days) for s in shown] == [((MOTHER, FATHER), ago(61), 61)]
	assert silences([MOTHER, FATHER], {"m": ago(60)}, ago(300), TODAY, 60) == []
	assert silences([MOTHER, FATHER], {"m": ago(200), "f": ago(3)}, ago(300), TODAY, 60) == []


def test_one_informed_parent_does_not_speak_for_the_one_who_lives_elsewhere():
	[silence] = silences([MOTHER, APART], {"m": ago(1)}, ago(100), TODAY, 60)
	assert (silence.holders, silence.last, silence.days) == ((APART,), None, 100)


def test_nobody_was_to_inform_before_the_accompaniment_began():
	assert silences([MOTHER], {}, ago(60), TODAY, 60) == []
	assert silences([MOTHER], {"m": ago(400)}, ago(30), TODAY, 60) == []
	assert silences([MOTHER], {}, ago(61), TODAY, 60)[0].days == 61


def test_an_interval_of_zero_asks_for_nothing():
	assert silences([MOTHER], {}, ago(900), TODAY, 0) == []


DAYS = st.integers(0, 400)
HOLDERS = st.lists(st.sampled_from([MOTHER, APART, Holder("x", "Tante", False)]), unique=True)


@given(HOLDERS, st.dictionaries(st.sampled_from("mfx"), DAYS.map(ago)), DAYS, st.integers(1, 200))
def test_each_holder_is_silent_or_was_informed_in_time(holders, last, since, interval):
	silent = {h.key for s in silences(holders, last, ago(since), TODAY, interval) for h in s.holders}
	for holder in holders:
		in_time = holder.key in last and last[holder.key] >= ago(interval)
		assert (holder.key in silent) == (not in_time and since > interval)


@given(HOLDERS, st.dictionaries(st.sampled_from("mfx"), DAYS.map(ago)), DAYS, st.integers(1, 200), DAYS)
def test_one_more_contact_never_makes_a_silence_longer(holders, last, since, interval, more):
	before = silences(holders, last, ago(since), TODAY, interval)
	later = {**last, "m": max(last.get("m", ago(more)), ago(more))}
	after = {s.holders: s.days for s in silences(holders, later, ago(since), TODAY, interval)}
	assert set(after) <= {s.holders for s in before}
	assert all(after.get(s.holders, 0) <= s.days for s in before)
