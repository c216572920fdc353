"""R7: crossed views, five families of factors, strengths as well as difficulties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.diagnostic import (
	DIFFICULTY,
	FACTOR_FAMILIES,
	FAMILY,
	NOTHING,
	STRENGTH,
	FactorSeen,
	View,
	check_diagnostic,
	is_valid,
)

TODAY = date(2026, 11, 22)
FAMILY_HEARD = View(FAMILY, "", TODAY)
SCHOOL, HEALTH = View("School", "École A", TODAY), View("Health", "CMP", TODAY)
FACTORS = [FactorSeen(f, DIFFICULTY if i else STRENGTH) for i, f in enumerate(FACTOR_FAMILIES)]


def refusals(views=(FAMILY_HEARD, SCHOOL, HEALTH), factors=FACTORS, minimum_actors=2):
	return check_diagnostic(views, factors, minimum_actors=minimum_actors, on=TODAY)


def test_R7_two_actors_the_family_and_five_families_make_a_diagnostic():
	assert refusals() == []


def test_R7_one_actor_besides_the_family_is_not_enough():
	(found,) = refusals([FAMILY_HEARD, SCHOOL])
	assert (found.rule, found.values) == ("R7", (1, 2))


@pytest.mark.parametrize("again", ["École A", " école a ", "ÉCOLE A"])
def test_R7_two_exchanges_with_one_institution_are_one_view(again):
	assert refusals([FAMILY_HEARD, SCHOOL, View("School", again, TODAY)])


def test_R7_two_schools_are_two_actors():
	assert refusals([FAMILY_HEARD, SCHOOL, View("School", "École B", TODAY)]) == []


def test_R7_the_family_is_heard_and_does_not_count_among_the_actors():
	assert [r.message for r in refusals([SCHOOL, HEALTH])] == ["The family was not heard."]
	assert refusals([FAMILY_HEARD, View(FAMILY, "Le père", TODAY), SCHOOL])


def test_R7_the_number_of_actors_is_a_setting():
	assert refusals([FAMILY_HEARD, SCHOOL], minimum_actors=1) == []
	assert refusals(minimum_actors=3)


def test_R7_a_view_of_tomorrow_is_refused_one_of_today_is_not():
	assert refusals([FAMILY_HEARD, SCHOOL, View("Health", "CMP", TODAY + timedelta(days=1))])
	assert refusals([FAMILY_HEARD, SCHOOL, View("Health", "CMP", TODAY)]) == []


@pytest.mark.parametrize("family", FACTOR_FAMILIES)
def test_R7_each_of_the_five_families_is_looked_at(family):
	rest = [f for f in FACTORS if f.family != family] + [
		FactorSeen(next(f for f in FACTOR_FAMILIES if f != family), n) for n in (STRENGTH, DIFFICULTY)
	]
	(found,) = refusals(factors=rest)
	assert found.values == (family,)


def test_R7_nothing_to_report_looks_at_a_family():
	assert refusals(factors=[*FACTORS[:4], FactorSeen(FACTOR_FAMILIES[4], NOTHING)]) == []


@pytest.mark.parametrize("nature", [STRENGTH, DIFFICULTY, NOTHING])
def test_R7_strengths_as_well_as_difficulties(nature):
	found = refusals(factors=[FactorSeen(f, nature) for f in FACTOR_FAMILIES])
	assert len(found) == (2 if nature == NOTHING else 1)


views = st.builds(
	View,
	actor=st.sampled_from([FAMILY, "School", "Health", "Other"]),
	source=st.sampled_from(["", "A", "B"]),
	heard_on=st.just(TODAY),
)
factors = st.builds(
	FactorSeen,
	family=st.sampled_from(FACTOR_FAMILIES),
	nature=st.sampled_from([STRENGTH, DIFFICULTY, NOTHING]),
)


@given(st.lists(views, max_size=5), st.lists(factors, max_size=8), views, factors)
def test_R7_looking_further_never_makes_a_diagnostic_less_complete(heard, seen, view, factor):
	assert len(refusals([*heard, view], [*seen, factor])) <= len(refusals(heard, seen))


@pytest.mark.parametrize(
	"validated, valid_until, expected",
	[
		(True, None, True),
		(True, TODAY, True),
		(True, TODAY - timedelta(days=1), False),
		(False, None, False),
	],
)
def test_R7_a_parcours_rests_on_a_validated_diagnostic_to_its_last_day(validated, valid_until, expected):
	assert is_valid(validated=validated, valid_until=valid_until, on=TODAY) is expected
