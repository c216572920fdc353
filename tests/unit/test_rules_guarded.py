"""P10, P14: who sees a guarded document; who was named on it stays known."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.guarded import (
	GUARDED,
	HEALTH,
	SAFEGUARDING,
	Reader,
	check_readers,
	may_change_guarded,
	sees_guarded,
	settle_readers,
)

NOW = datetime(2026, 11, 22, 10, 0)
HOUR = timedelta(hours=1)
NAMED = Reader("a@x", NOW - HOUR, key="1")


def sees(doctype, *readers, user="a@x", coordinated=(), accepted=("S",), sees_child=True, at=NOW) -> bool:
	return sees_guarded(
		doctype,
		readers,
		user,
		at,
		"S",
		coordinated=set(coordinated),
		accepted=set(accepted),
		sees_child=sees_child,
	)


@pytest.mark.parametrize("doctype", GUARDED)
def test_P10_the_coordonnateur_of_the_structure_sees_it_unnamed(doctype):
	assert sees(doctype, coordinated=["S"], sees_child=False)
	assert not sees(doctype, coordinated=["T"])


@pytest.mark.parametrize("doctype", GUARDED)
def test_P10_a_grant_on_the_child_alone_shows_nothing(doctype):
	assert not sees(doctype, sees_child=True)
	assert not sees(doctype, replace(NAMED, user="b@x"), sees_child=True)


def test_P10_a_person_named_sees_a_safeguarding_report_without_a_grant():
	assert sees(SAFEGUARDING, NAMED, sees_child=False)


def test_P14_a_person_named_sees_a_health_note_with_a_grant_only():
	assert sees(HEALTH, NAMED, sees_child=True)
	assert not sees(HEALTH, NAMED, sees_child=False)


@pytest.mark.parametrize("doctype", GUARDED)
def test_P10_named_from_the_first_moment_to_the_last_but_not_at_its_end(doctype):
	reader = Reader("a@x", NOW, NOW + HOUR)
	moments = (NOW - HOUR, NOW, NOW + HOUR / 2, NOW + HOUR)
	assert [sees(doctype, reader, at=at) for at in moments] == [False, True, True, False]


@pytest.mark.parametrize("doctype", GUARDED)
def test_R10_without_the_charter_of_the_structure_a_person_named_sees_nothing(doctype):
	assert not sees(doctype, NAMED, accepted=["T"])


@pytest.mark.parametrize("doctype", GUARDED)
def test_P10_a_document_without_structure_is_nobodys(doctype):
	assert not sees_guarded(
		doctype, [NAMED], "a@x", NOW, None, coordinated=set(), accepted={"S"}, sees_child=True
	)


def test_P10_its_author_and_the_coordonnateur_change_it_a_person_named_reads():
	assert may_change_guarded("a@x", "a@x", "S", set())
	assert may_change_guarded("a@x", "c@x", "S", {"S"})
	assert not may_change_guarded("a@x", "b@x", "S", {"T"})


def test_P10_the_author_is_named_from_the_beginning():
	settled = settle_readers([], [("", "b@x"), ("", "a@x")], "a@x", NOW)
	assert settled == [Reader("a@x", NOW), Reader("b@x", NOW)]


def test_P10_a_line_removed_is_closed_now_and_stays():
	assert settle_readers([NAMED], [], "a@x", NOW) == [replace(NAMED, end=NOW)]


def test_P10_a_closed_line_stays_as_it_was_and_the_person_can_be_named_again():
	closed = replace(NAMED, end=NOW - HOUR / 2)
	for typed in ([], [("1", "a@x")]):
		assert settle_readers([closed], [*typed, ("", "a@x")], "a@x", NOW) == [closed, Reader("a@x", NOW)]


def test_P10_a_person_named_twice_is_named_once():
	assert settle_readers([NAMED], [("1", "a@x"), ("", "a@x"), ("", "a@x")], "a@x", NOW) == [NAMED]


def test_P10_a_line_of_another_document_is_a_person_named_anew():
	assert settle_readers([NAMED], [("1", "a@x"), ("9", "b@x")], "a@x", NOW) == [NAMED, Reader("b@x", NOW)]


def test_P10_another_person_typed_over_a_line_changes_nothing():
	assert settle_readers([NAMED], [("1", "b@x")], "a@x", NOW) == [NAMED]


def test_P10_nobody_is_named_who_has_nothing_to_read_here():
	(refusal,) = check_readers({"m@x": ["PRE Manager"], "p@x": ["PRE Partner", "PRE Manager"]})
	assert refusal.values == ("m@x",)


users = st.sampled_from(["a@x", "b@x", "c@x"])
moments = st.integers(1, 20).map(lambda n: NOW - n * HOUR)
typed_lines = st.lists(st.tuples(st.sampled_from(["", "0", "1", "2", "9"]), users), max_size=5)


@given(st.lists(st.tuples(users, moments, st.none() | moments), max_size=3), typed_lines)
def test_P10_no_save_takes_away_that_somebody_could_read(rows, typed):
	written = [Reader(u, start, end, str(n)) for n, (u, start, end) in enumerate(rows)]
	settled = settle_readers(written, typed, "a@x", NOW)
	kept = {r.key: r for r in settled if r.key}
	assert {(r.key, r.user, r.start) for r in written} == {(r.key, r.user, r.start) for r in kept.values()}
	assert all(r.end in (kept[r.key].end, None) for r in written)
	assert all(r.start == NOW and r.end is None for r in settled if not r.key)
