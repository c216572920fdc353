"""F01, R5: where a child stands, and what a return changes."""

from datetime import date

import pytest

from pre_module.rules.follow_up import (
	FOLLOWED,
	IDENTIFIED,
	LEFT,
	Run,
	came_back,
	first_steps_are_over,
	follow_up,
)

BEFORE, CLOSING, AFTER = date(2025, 3, 1), date(2025, 6, 30), date(2025, 10, 1)
PREPARED, OPEN = Run(), Run(started_on=BEFORE)
CLOSED = Run(started_on=BEFORE, closed_on=CLOSING)
ABANDONED = Run(closed_on=CLOSING)


@pytest.mark.parametrize(
	("runs", "accepted", "expected"),
	[
		([], None, IDENTIFIED),
		([], BEFORE, FOLLOWED),
		([PREPARED], None, FOLLOWED),
		([OPEN], BEFORE, FOLLOWED),
		([CLOSED], BEFORE, LEFT),
		([CLOSED], None, LEFT),
		([ABANDONED], BEFORE, LEFT),
		([CLOSED], CLOSING, LEFT),
		([CLOSED], AFTER, FOLLOWED),
		([CLOSED, PREPARED], BEFORE, FOLLOWED),
		([CLOSED, Run(AFTER, date(2025, 12, 1))], AFTER, LEFT),
	],
)
def test_F01_where_a_child_stands(runs, accepted, expected):
	assert follow_up(runs, accepted) == expected


@pytest.mark.parametrize(
	("runs", "accepted", "over"),
	[
		([], BEFORE, False),
		([PREPARED], BEFORE, False),
		([ABANDONED], BEFORE, False),
		([OPEN], BEFORE, True),
		([CLOSED], BEFORE, True),
		([CLOSED, PREPARED], BEFORE, True),
		([CLOSED], AFTER, False),
		([CLOSED, PREPARED], AFTER, False),
		([CLOSED, Run(AFTER)], AFTER, True),
	],
)
def test_R5_the_first_steps_last_until_a_parcours_starts_and_begin_anew_with_a_return(runs, accepted, over):
	assert first_steps_are_over(runs, accepted) is over


def test_a_child_without_exit_does_not_come_back():
	assert not came_back([OPEN], AFTER) and not came_back([], AFTER)
