"""Figures without a site: small numbers hidden (P2, R13), declarations, states of agreements (F13)."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.figures.agreements import (
	EXPIRED,
	EXPIRING,
	MISSING,
	REFUSED,
	VALID,
	WITHDRAWN,
	expected_stages,
	state_of,
)
from pre_module.figures.declarations import FIGURES
from pre_module.figures.suppression import Shown, suppress, suppress_groups
from pre_module.rules.consent import Agreement, Guardian

ROWS = st.lists(st.integers(0, 60) | st.integers(0, 6), min_size=1, max_size=8)
THRESHOLDS = st.integers(2, 11)


@pytest.mark.parametrize(
	("cells", "shown", "total"),
	[
		([0, 0], (0, 0), 0),
		([7, 12], (7, 12), 19),
		([0, 12], (0, 12), 12),
		([3, 12], (None, None), 15),
		([3, 12, 8], (None, 12, None), 23),
		([3, 8, 8], (None, None, None), 19),
		([4, 4, 20], (None, None, 20), 28),
		([1, 1, 20, 30], (None, None, None, 30), 52),
		([2, 0, 2], (None, None, None), None),
		([1, 1, 1, 1, 1], (None,) * 5, None),
	],
)
def test_cells_are_hidden_as_written_out(cells, shown, total):
	assert suppress(cells, 5) == Shown(shown, total)


@given(ROWS, THRESHOLDS)
def test_no_small_number_is_shown_and_what_is_shown_is_true(cells, threshold):
	shown = suppress(cells, threshold)
	assert shown.total in (None, sum(cells))
	assert shown.total is None or shown.total == 0 or shown.total >= threshold
	for cell, seen in zip(cells, shown.cells, strict=True):
		assert seen in (None, cell)
		assert seen is None or seen == 0 or seen >= threshold


@given(ROWS, THRESHOLDS)
def test_no_hidden_cell_can_be_computed_from_the_row_and_its_total(cells, threshold):
	"""For each hidden cell at least two values go with everything shown; zeros being shown, it is 1 or more."""
	shown = suppress(cells, threshold)
	hidden = [cell for cell, seen in zip(cells, shown.cells, strict=True) if seen is None]
	if shown.total is None or not hidden:
		assert shown.total is not None or set(shown.cells) == {None}
		return
	rest = shown.total - sum(seen for seen in shown.cells if seen is not None)
	most = rest - (len(hidden) - 1)  # when every other hidden cell is 1
	assert len(hidden) > 1
	assert most > 1, "each hidden cell could only be 1"
	assert rest >= threshold, "what the hidden cells add up to is itself a small number"


@pytest.mark.parametrize("threshold", [2, 3, 5])
def test_every_small_row_leaves_two_values_for_each_hidden_cell(threshold):
	"""The same by trying all rows of three cells up to 7: those that add up to the same total and show the same."""
	rows = list(product(range(8), repeat=3))
	for cells in rows:
		shown = suppress(cells, threshold)
		if shown.total is None:
			continue
		fits = [
			other
			for other in product(range(22), repeat=3)
			if sum(other) == shown.total
			and all(s == o if s is not None else o for s, o in zip(shown.cells, other, strict=True))
		]
		for i, seen in enumerate(shown.cells):
			assert seen is not None or len({other[i] for other in fits}) > 1, (cells, shown)


@given(st.dictionaries(st.text("abc", max_size=2), ROWS, min_size=1, max_size=4), THRESHOLDS)
def test_groups_hide_no_less_than_their_sums(groups, threshold):
	"""A group whose sum is hidden shows none of its cells; in the others the row's own guarantees hold."""
	sums = suppress([sum(cells) for cells in groups.values()], threshold)
	shown = suppress_groups(groups, threshold)
	for (group, cells), total in zip(groups.items(), sums.cells, strict=True):
		expected = (None,) * len(cells) if total is None else suppress(cells, threshold).cells
		assert shown[group] == expected


@given(ROWS)
def test_a_threshold_of_one_hides_nothing(cells):
	assert suppress(cells, 1) == Shown(tuple(cells), sum(cells))


def test_each_figure_is_declared_once_with_its_words():
	assert {"F01", "F02", "F03", "F04", "F05", "F06", "F09", "F11"} <= set(FIGURES)
	for identifier, figure in FIGURES.items():
		assert figure.id == identifier
		assert all((figure.label, figure.population, figure.measure, figure.definition))


ON = date(2026, 3, 1)
MOTHER = Guardian("g1", "Sofia Exemple", True)


def answer(given_on, **values):
	return Agreement("Parcours", "g1", given_on, **values)


@pytest.mark.parametrize(
	("answers", "state", "day"),
	[
		([], MISSING, None),
		([answer(date(2026, 3, 2))], MISSING, None),
		([answer(date(2026, 1, 1))], VALID, None),
		([answer(date(2026, 1, 1), valid_until=date(2026, 4, 1))], VALID, date(2026, 4, 1)),
		([answer(date(2026, 1, 1), valid_until=date(2026, 3, 31))], EXPIRING, date(2026, 3, 31)),
		([answer(date(2026, 1, 1), valid_until=date(2026, 3, 1))], EXPIRING, date(2026, 3, 1)),
		([answer(date(2026, 1, 1), valid_until=date(2026, 2, 28))], EXPIRED, date(2026, 2, 28)),
		([answer(date(2026, 1, 1), withdrawn_on=date(2026, 3, 1))], WITHDRAWN, date(2026, 3, 1)),
		([answer(date(2026, 1, 1)), answer(date(2026, 2, 1), given=False)], REFUSED, date(2026, 2, 1)),
		([answer(date(2026, 1, 1), given=False), answer(date(2026, 2, 1))], VALID, None),
		([answer(date(2025, 1, 1), valid_until=date(2026, 1, 1)), answer(date(2026, 1, 2))], VALID, None),
	],
)
def test_state_of_an_agreement(answers, state, day):
	assert state_of(MOTHER, answers, "Parcours", ON, 30) == (state, day)


@pytest.mark.parametrize(
	("statuses", "asked", "stages"),
	[
		([], [], ["Information", "Diagnostic"]),
		(["Closed", "Draft"], [], ["Information", "Diagnostic"]),
		(["Approved"], [], ["Information", "Diagnostic", "Parcours"]),
		(["Suspended"], ["Sharing"], ["Information", "Diagnostic", "Sharing", "Parcours"]),
	],
)
def test_stages_expected_of_a_child(statuses, asked, stages):
	assert expected_stages(statuses, asked) == stages
