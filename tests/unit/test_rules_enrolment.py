"""R9, P6: places and waiting lists. A model plays a list through: nobody overtakes, no place stays empty, none is given twice."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.enrolment import (
	ENROLLED,
	WAITING,
	Request,
	check_leaving,
	check_parcours,
	in_order,
	moving_up,
	places_left,
	status_on_entry,
)

MOMENT = datetime(2026, 9, 1, 8)
requests = st.builds(
	Request,
	st.integers(1, 999).map(lambda n: f"INS-{n:05}"),
	st.integers(0, 5).map(lambda hours: MOMENT + timedelta(hours=hours)),
	st.booleans(),
)
queues = st.lists(requests, max_size=8, unique_by=lambda r: r.name)


@given(queues, st.integers(0, 6))
def test_places_go_to_the_first_who_may_start_and_to_no_one_twice(queue, places):
	chosen = moving_up(queue, places)
	assert len(chosen) == min(places, sum(r.may_start for r in queue)) == len(set(chosen))
	passed_over = [r for r in in_order(queue) if r not in chosen]
	last = max((in_order(queue).index(r) for r in chosen), default=-1)
	assert all(not r.may_start for r in passed_over if in_order(queue).index(r) < last)


@given(queues, st.randoms())
def test_the_order_is_that_of_asking_however_the_list_is_read(queue, lot):
	shuffled = list(queue)
	lot.shuffle(shuffled)
	assert in_order(shuffled) == in_order(queue)
	moments = [r.asked_at for r in in_order(queue)]
	assert moments == sorted(moments)


@given(queues)
def test_without_limit_everybody_who_may_start_comes_in(queue):
	assert set(moving_up(queue, None)) == {r for r in queue if r.may_start}


@given(st.integers(0, 5), st.lists(st.sampled_from(["comes", "leaves"]), max_size=40), st.randoms())
def test_played_through_the_capacity_is_never_exceeded_and_no_place_stays_empty(capacity, events, lot):
	enrolled, waiting, asked = [], [], 0
	for event in events:
		if event == "comes":
			asked += 1
			request = Request(f"INS-{asked:05}", MOMENT + timedelta(minutes=asked))
			into = {ENROLLED: enrolled, WAITING: waiting}[status_on_entry(capacity, len(enrolled))]
			into.append(request)
		elif enrolled:
			enrolled.remove(lot.choice(enrolled))
			for request in moving_up(waiting, places_left(capacity, len(enrolled))):
				waiting.remove(request)
				enrolled.append(request)
		if capacity:
			assert len(enrolled) <= capacity
			assert not waiting or len(enrolled) == capacity
		else:
			assert not waiting
		ever = max((r.asked_at for r in enrolled), default=MOMENT)
		assert all(w.asked_at > MOMENT for w in waiting) and ever <= MOMENT + timedelta(minutes=asked)


@pytest.mark.parametrize(
	("mode", "status", "refused"),
	[
		("Individual", None, True),
		("Collective", None, False),
		("Individual", "Approved", False),
		("Individual", "Active", False),
		("Collective", "Active", False),
		("Collective", "Draft", True),
		("Individual", "Proposed", True),
		("Collective", "Suspended", True),
		("Individual", "Closed", True),
	],
)
def test_r8_an_individual_action_belongs_to_an_approved_parcours(mode, status, refused):
	assert [r.rule for r in check_parcours(mode, status)] == ["R9"] * refused


def test_a_child_leaves_on_a_day_that_has_come_and_not_before_it_came():
	today = date(2026, 11, 25)
	assert check_leaving(date(2026, 11, 1), today, today) == []
	assert check_leaving(None, today, today) == []
	assert check_leaving(date(2026, 11, 1), date(2026, 11, 26), today)
	assert check_leaving(date(2026, 11, 20), date(2026, 11, 19), today)
