"""R1: who may be accompanied."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.public import check_public

DECISION = date(2026, 11, 22)


def refusals(**values):
	"""What R1 says of a child of nine who lacks nothing, save for `values`."""
	return check_public(
		**{
			"birth_date": date(2017, 6, 1),
			"on": DECISION,
			"minimum_age": 2,
			"maximum_age": 16,
			"lives_in_priority_territory": True,
			"in_priority_education": False,
			"fragility_signs": 1,
			**values,
		}
	)


def test_R1_a_child_of_the_age_and_the_territory_with_a_sign_of_fragility_is_accepted():
	assert refusals() == []


@pytest.mark.parametrize(
	"birth_date, accepted",
	[
		(date(2024, 11, 23), False),  # turns 2 tomorrow
		(date(2024, 11, 22), True),  # turns 2 today
		(date(2009, 11, 23), True),  # turns 17 tomorrow
		(date(2009, 11, 22), False),  # turns 17 today
		(date(2010, 11, 22), True),  # turns 16 today
	],
)
def test_R1_the_age_is_counted_in_completed_years_on_the_day_of_the_decision(birth_date, accepted):
	assert (refusals(birth_date=birth_date) == []) is accepted


def test_R1_a_child_of_29_february_turns_2_on_1_march():
	born = date(2024, 2, 29)
	assert refusals(birth_date=born, on=date(2026, 2, 28))
	assert not refusals(birth_date=born, on=date(2026, 3, 1))


@pytest.mark.parametrize(
	"lives, schooled, accepted", [(1, 0, True), (0, 1, True), (1, 1, True), (0, 0, False)]
)
def test_R1_either_the_territory_or_the_school_is_a_priority_one(lives, schooled, accepted):
	found = refusals(lives_in_priority_territory=bool(lives), in_priority_education=bool(schooled))
	assert (found == []) is accepted


def test_R1_without_a_sign_of_fragility_nobody_is_accepted():
	assert [r.message for r in refusals(fragility_signs=0)] == ["No sign of fragility is noted."]


def test_R1_each_reason_is_said_at_once():
	found = refusals(birth_date=date(2005, 1, 1), lives_in_priority_territory=False, fragility_signs=0)
	assert [r.rule for r in found] == ["R1", "R1", "R1"]


OUTSIDE = {"birth_date": date(2008, 1, 1), "lives_in_priority_territory": False, "fragility_signs": 0}


def test_R1_a_derogation_with_its_reason_and_its_author_lifts_all_three():
	assert not refusals(
		**OUTSIDE, derogation=True, derogation_reason="Fratrie suivie.", derogation_author="c@x.fr"
	)


@pytest.mark.parametrize("missing", ["derogation_reason", "derogation_author"])
@pytest.mark.parametrize("empty", ["", "  \n"])
def test_R1_a_derogation_without_its_reason_or_its_author_lifts_nothing(missing, empty):
	values = {"derogation_reason": "Fratrie suivie.", "derogation_author": "c@x.fr", missing: empty}
	assert len(refusals(**OUTSIDE, derogation=True, **values)) == 1


def test_R1_a_reason_without_the_derogation_ticked_lifts_nothing():
	assert refusals(**OUTSIDE, derogation_reason="Fratrie suivie.", derogation_author="c@x.fr")


def test_R1_no_derogation_for_a_child_born_after_the_decision():
	found = refusals(
		birth_date=date(2026, 11, 23), derogation=True, derogation_reason="Oui.", derogation_author="c@x.fr"
	)
	assert [r.values for r in found] == [(date(2026, 11, 23),)]


@given(
	st.dates(date(2000, 1, 1), DECISION), st.booleans(), st.booleans(), st.integers(0, 3), st.integers(0, 6)
)
def test_R1_widening_the_ages_never_refuses_a_child_who_was_accepted(born, lives, schooled, signs, wider):
	facts = {
		"birth_date": born,
		"lives_in_priority_territory": lives,
		"in_priority_education": schooled,
		"fragility_signs": signs,
	}
	narrow = refusals(**facts)
	wide = refusals(**facts, minimum_age=max(0, 2 - wider), maximum_age=16 + wider)
	assert len(wide) <= len(narrow)
