"""R10: which versions of a charter count on a day, and who has given its word to one of them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.charter import (
	Version,
	Word,
	accepts,
	check_can_be_given,
	check_content,
	check_given_in_person,
	check_next_version,
	closes_on,
	default_previous_until,
	in_force,
	open_until,
	spans,
	that_count,
	to_give_word,
)

TODAY = date(2026, 11, 22)
NOW = datetime.combine(TODAY, time(10))


def days(number: int) -> date:
	return TODAY + timedelta(days=number)


def at(number: int) -> datetime:
	return NOW + timedelta(days=number)


FIRST = Version("C1", 1, days(-400))
SECOND = Version("C2", 2, days(-10), previous_until=days(20))
BOTH = [FIRST, SECOND]


def test_R10_the_old_version_counts_until_the_day_its_successor_says():
	assert closes_on(FIRST, BOTH) == days(20)
	assert closes_on(SECOND, BOTH) is None
	counting = {n: [v.name for v in that_count(BOTH, days(n))] for n in (-401, -400, -11, -10, 19, 20, 900)}
	assert counting == {
		-401: [],
		-400: ["C1"],
		-11: ["C1"],
		-10: ["C1", "C2"],
		19: ["C1", "C2"],
		20: ["C2"],
		900: ["C2"],
	}


def test_R10_a_third_version_can_close_the_first_before_the_second_would_have():
	third = Version("C3", 3, days(0), previous_until=days(5))
	assert closes_on(FIRST, [FIRST, SECOND, third]) == days(5)
	assert [v.name for v in that_count([third, SECOND, FIRST], days(5))] == ["C3"]


def test_R10_what_was_accepted_opens_from_its_moment_to_the_close_of_the_version():
	word = [Word("C1", at(-1))]
	assert [accepts(BOTH, word, at(n)) for n in (-2, -1, 0, 19, 20)] == [False, True, True, True, False]
	assert not accepts(BOTH, word, at(-1) - timedelta(microseconds=1))


def test_R10_accepting_the_new_version_before_its_day_opens_nothing_yet():
	later = Version("C3", 3, days(5), previous_until=days(35))
	word = [Word("C3", at(-1))]
	assert not accepts([*BOTH, later], word, at(0))
	assert accepts([*BOTH, later], word, datetime.combine(days(5), time.min))


def test_R10_a_word_taken_back_no_longer_counts_from_that_moment():
	word = [Word("C2", at(-5), until=at(0))]
	assert [accepts(BOTH, word, at(n)) for n in (-1, 0, 1)] == [True, False, False]


def test_R10_what_is_to_be_accepted_is_what_is_in_force_and_what_comes():
	later = Version("C3", 3, days(5), previous_until=days(35))
	assert in_force(BOTH, days(-11)) == FIRST
	assert in_force(BOTH, days(0)) == SECOND
	assert in_force(BOTH, days(-500)) is None
	assert to_give_word([*BOTH, later], days(0)) == [SECOND, later]
	assert to_give_word(BOTH, days(-11)) == [FIRST, SECOND]


def test_R10_until_when_an_acceptance_holds():
	assert open_until(BOTH, [Word("C1", at(-1))], at(0)) == days(20)
	assert open_until(BOTH, [Word("C1", at(-1)), Word("C2", at(-1))], at(0)) is None
	assert open_until(BOTH, [], at(0)) is None


def test_R10_P5_each_part_must_be_said():
	texts = {"Framework": "La loi.", "Retention": " \n", "Means of Transmission": None}
	assert [r.values for r in check_content(texts)] == [("Retention",), ("Means of Transmission",)]
	assert check_content({"Framework": "La loi."}) == []


@pytest.mark.parametrize(
	("begins", "closes", "expected"),
	[
		(0, 30, 0),
		(0, 0, 0),
		(5, 5, 0),
		(5, 4, 1),  # nothing would be open between both
		(0, None, 1),
		(-1, 30, 1),  # in the past
		(-10, 30, 2),  # in the past, and not after the one before
		(-1, -1, 2),
	],
)
def test_R10_a_new_version_begins_after_the_last_and_closes_it_later(begins, closes, expected):
	new = Version("new", 3, days(begins), None if closes is None else days(closes))
	assert len(check_next_version(new, BOTH, TODAY)) == expected


def test_R10_the_first_version_may_be_older_than_the_application():
	assert check_next_version(FIRST, [], TODAY) == []
	assert default_previous_until(TODAY) == days(30)


def test_R10_nobody_accepts_for_another():
	assert check_given_in_person(None, "a@example.org") == []
	assert check_given_in_person("a@example.org", "a@example.org") == []
	assert len(check_given_in_person("b@example.org", "a@example.org")) == 1


def test_R10_only_a_published_version_that_is_not_replaced_can_be_given_ones_word_to():
	assert check_can_be_given("C2", BOTH, TODAY) == []
	assert check_can_be_given("C1", BOTH, days(-11)) == []
	assert "newer" in str(check_can_be_given("C1", BOTH, TODAY)[0])
	assert "published" in str(check_can_be_given("draft", BOTH, TODAY)[0])


def test_R10_a_signature_on_paper_can_be_noted_as_long_as_the_old_version_counts():
	assert check_can_be_given("C1", BOTH, days(19), may_be_old=True) == []
	assert check_can_be_given("C1", BOTH, days(20), may_be_old=True)


@st.composite
def histories(draw) -> list[Version]:
	"""Versions as the controller lets them be published: each begins later, and closes the ones before after that."""
	versions, begin = [], draw(st.integers(-600, 0))
	for number in range(1, draw(st.integers(1, 5)) + 1):
		close = days(begin + draw(st.integers(0, 90))) if number > 1 else None
		versions.append(Version(f"C{number}", number, days(begin), close))
		begin += draw(st.integers(1, 200))
	return draw(st.permutations(versions))


@given(histories(), st.integers(-700, 1200))
def test_R10_from_the_first_day_on_the_version_in_force_always_counts(versions, number):
	day = days(number)
	current, counting = in_force(versions, day), that_count(versions, day)
	assert (current is None) == (day < min(v.in_force_from for v in versions))
	assert current is None or current in counting
	assert counting == sorted(counting, key=lambda v: v.number)


@given(histories(), st.integers(-700, 1200))
def test_R10_a_version_that_stopped_never_counts_again(versions, number):
	today, tomorrow = days(number), days(number + 1)
	gone = {v.name for v in versions if v.in_force_from <= today} - {
		v.name for v in that_count(versions, today)
	}
	assert not gone & {v.name for v in that_count(versions, tomorrow)}


@given(histories(), st.integers(-700, 1200), st.data())
def test_R10_who_accepts_all_that_is_asked_keeps_access_for_good(versions, number, data):
	moment = at(number)
	words = [Word(v.name, moment) for v in to_give_word(versions, moment.date())]
	if in_force(versions, moment.date()):
		later = data.draw(st.integers(0, 1500))
		assert accepts(versions, words, moment + timedelta(days=later))
		assert open_until(versions, words, moment) is None


@given(histories(), st.integers(-700, 1200), st.sets(st.integers(1, 5)))
def test_R10_open_until_is_the_first_day_without_access(versions, number, accepted):
	moment = at(number)
	words = [Word(f"C{n}", at(-2000)) for n in accepted]
	until = open_until(versions, words, moment)
	if accepts(versions, words, moment) and until and until > moment.date():
		assert not accepts(versions, words, datetime.combine(until, time.min))


words_given = st.builds(
	Word,
	st.sampled_from(["C1", "C2", "C3", "C9"]),
	st.integers(-500, 60).map(at),
	st.none() | st.integers(-400, 90).map(at),
)


@given(words=st.lists(words_given, max_size=4), third=st.booleans(), moment=st.integers(-600, 200))
def test_R10_the_spans_of_words_are_the_moments_at_which_they_open_something(words, third, moment):
	versions = [*BOTH, Version("C3", 3, days(30), previous_until=days(40))] if third else BOTH
	found = spans(versions, words)
	assert all(end is None or start < end for start, end in found)
	inside = any(start <= at(moment) and (end is None or at(moment) < end) for start, end in found)
	assert inside == accepts(versions, words, at(moment))
