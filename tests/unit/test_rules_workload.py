"""F19: the load of a référent, plain and weighted; it counts work and knows no child."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.workload import KINDS, Weights, Work, per_full_time, weighted_load, weights_on

WEIGHTS = Weights(date(2026, 9, 1), 0.5, 0.5, 1, 0.25, 0.1, 0.05, 0)


def test_each_kind_of_work_counts_its_weight():
	# 2 x 0.5 + 3 x 0.5 + 10 x 1 + 4 x 0.25 + 12 x 0.1 + 6 x 0.05 + 20 x 0, by hand
	assert weighted_load(Work(2, 3, 10, 4, 12, 6, 20), WEIGHTS) == 15.0


def test_without_weights_a_child_under_way_counts_one():
	assert weighted_load(Work(2, 3, 10, 4, 12, 6, 20), Weights()) == 14


def test_the_weights_of_the_day_are_the_last_begun():
	older, newer = replace(WEIGHTS, active=2.0), replace(WEIGHTS, from_date=date(2026, 11, 1))
	assert weights_on([newer, older], date(2026, 10, 31)) is older
	assert weights_on([older, newer], date(2026, 11, 1)) is newer
	assert weights_on([older, newer], date(2026, 8, 31)) == Weights()


def test_a_load_is_brought_to_a_full_time_post():
	assert per_full_time(20, 0.5) == 40
	assert per_full_time(20, 0) is None


def test_no_kind_of_work_speaks_of_a_child():
	"""P6: phases of a parcours, actions and objectives; no difficulty, no profile, no score."""
	assert set(KINDS) == {
		"first_steps",
		"preparing",
		"active",
		"suspended",
		"individual_action",
		"collective_action",
		"objective",
	}
	assert {f.name for f in fields(Weights)} == {"from_date", *KINDS}


COUNTS = st.builds(Work, *[st.integers(0, 200)] * len(KINDS))


@given(COUNTS, st.sampled_from(KINDS))
def test_more_work_never_weighs_less(work, kind):
	more = replace(work, **{kind: getattr(work, kind) + 1})
	assert weighted_load(more, WEIGHTS) >= weighted_load(work, WEIGHTS)
