"""R15, goal attainment scaling: Kiresuk and Sherman's T score against published values, and what always holds."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.goal_attainment import (
	BETTER,
	LEVELS,
	SAME,
	WORSE,
	Scale,
	change,
	check_scales,
	check_weights,
	level_of,
	share_reached,
	t_score,
)

WHOLE = {level: f"Niveau {level}" for level in LEVELS}
MEASURED = st.lists(st.tuples(st.sampled_from(LEVELS), st.integers(1, 10)), min_size=1, max_size=8)
RHOS = st.floats(0, 0.99)


# Published values


@pytest.mark.parametrize(
	("measured", "published"),
	[
		# PhysioClinical (R package), reference page of scoreGAS, its example: two goals of weight 3 x 2 and 2 x 3, the
		# first one step above what was expected: « T = 56.20 (2 goal(s), weighted, rho = 0.3) ».
		([(1, 6), (0, 6)], 56.20),
		# Turner-Stokes and Williams, Clinical Rehabilitation 24 (2010), abstract (PubMed 20026573): patients of three to
		# five goals whose levels at the start are all -2 have 22.6, 21.0 and 19.8...
		([(-2, 1)] * 3, 22.6),
		([(-2, 1)] * 4, 21.0),
		([(-2, 1)] * 5, 19.8),
		# ...and those whose levels are all -1, for four and five goals, 35.5 and 34.9.
		([(-1, 1)] * 4, 35.5),
		([(-1, 1)] * 5, 34.9),
		# The same: 50 when each goal is met precisely.
		([(0, 1)] * 4, 50.0),
	],
)
def test_R15_t_scores_are_the_published_ones(measured, published):
	shown = 2 if published == 56.20 else 1
	# The abstract cuts 19.849 to 19.8; one unit of the last decimal is what its rounding allows.
	assert abs(t_score(measured) - published) < 10**-shown


def test_R15_a_weighted_example_worked_out_by_hand():
	"""Σwx = 3·1 + 2·0 + 1·(-1) = 2; Σw² = 14; (Σw)² = 36; √(0.7·14 + 0.3·36) = √20.6; T = 50 + 20 / 4.5387 = 54.41."""
	assert round(t_score([(1, 3), (0, 2), (-1, 1)]), 2) == 54.41


# What always holds


@given(MEASURED, RHOS)
def test_R15_as_expected_is_fifty_whatever_the_weights(measured, rho):
	assert t_score([(0, weight) for _level, weight in measured], rho) == 50


@given(MEASURED, RHOS)
def test_R15_the_score_is_symmetric_around_fifty(measured, rho):
	mirrored = [(-level, weight) for level, weight in measured]
	assert isclose(t_score(measured, rho) + t_score(mirrored, rho), 100)


@given(MEASURED, RHOS, st.data())
def test_R15_one_step_more_on_any_objective_is_a_higher_score(measured, rho, data):
	place = data.draw(st.integers(0, len(measured) - 1))
	level, weight = measured[place]
	if level < 2:
		better = [*measured[:place], (level + 1, weight), *measured[place + 1 :]]
		assert t_score(better, rho) > t_score(measured, rho)


@given(MEASURED, RHOS, st.integers(2, 9))
def test_R15_only_the_proportion_of_the_weights_counts(measured, rho, factor):
	heavier = [(level, weight * factor) for level, weight in measured]
	assert isclose(t_score(heavier, rho), t_score(measured, rho))


@given(MEASURED, RHOS)
def test_R15_no_score_lies_beyond_all_at_the_same_end(measured, rho):
	highest = t_score([(2, weight) for _level, weight in measured], rho)
	lowest = t_score([(-2, weight) for _level, weight in measured], rho)
	assert lowest <= t_score(measured, rho) <= highest
	# Fully correlated objectives spread least, independent ones most.
	assert 70 - 1e-9 <= highest <= 50 + 20 * sqrt(len(measured)) + 1e-9


@given(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=8))
def test_R15_equal_weights_are_the_simple_form(levels):
	"""With n equal weights: T = 50 + 10·Σx / √(0.7·n + 0.3·n²), whatever the weight."""
	n = len(levels)
	simple = 50 + 10 * sum(levels) / sqrt(0.7 * n + 0.3 * n * n)
	assert isclose(t_score([(level, 1) for level in levels]), simple)
	assert isclose(t_score([(level, 7) for level in levels]), simple)


@given(st.sampled_from(LEVELS), st.integers(1, 10), RHOS)
def test_R15_one_objective_moves_by_tens(level, weight, rho):
	assert isclose(t_score([(level, weight)], rho), 50 + 10 * level)


def test_R15_without_an_objective_there_is_no_score():
	assert t_score([]) is None
	assert t_score([(1, 0)]) is None


# Levels, weights, scales


@pytest.mark.parametrize(
	("sent", "level"),
	[("-2", -2), ("−1", -1), ("0", 0), (0, 0), ("+1", 1), (2, 2), ("", None), (None, None), (" 1 ", 1)],
)
def test_levels_are_read_as_people_type_them(sent, level):
	assert level_of(sent) == level


@pytest.mark.parametrize("sent", ["3", "-3", "1.5", "beaucoup"])
def test_what_is_no_level_is_refused(sent):
	with pytest.raises(ValueError):
		level_of(sent)


@pytest.mark.parametrize("weight", [0, -1, 11])
def test_R15_weights_have_bounds(weight):
	(refusal,) = check_weights([Scale("O1", weight)])
	assert refusal.rule == "R15" and refusal.values[0] == "O1"


def test_R8_a_scale_that_is_required_is_whole():
	assert check_scales([Scale("O1", 1, WHOLE, -1)], required=True) == []
	missing = check_scales([Scale("O1")], required=True)
	assert [r.rule for r in missing] == ["R8", "R8"]
	for level in LEVELS:
		hole = Scale("O1", 1, {**WHOLE, level: " "}, -1)
		assert len(check_scales([hole], required=True)) == 1


def test_R8_without_obligation_only_a_scale_that_was_begun_is_looked_at():
	assert check_scales([Scale("O1")], required=False) == []
	assert len(check_scales([Scale("O1", 1, {0: "Attendu"})], required=False)) == 2
	assert len(check_scales([Scale("O1", 1, WHOLE)], required=False)) == 1


# F18


@given(st.lists(st.sampled_from(LEVELS), max_size=8))
def test_F18_the_share_reached_is_a_share(levels):
	share = share_reached(levels)
	assert share is None if not levels else 0 <= share <= 1


def test_F18_share_and_change_by_hand():
	assert share_reached([0, 1, -1, 2]) == 0.75
	assert (change(37.6, 43.8), change(50.04, 50.01), change(50, 43.8)) == (BETTER, SAME, WORSE)
	assert change(None, 50) is None and change(50, None) is None
