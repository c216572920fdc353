"""R3: the agreement of each holder of parental authority, stage by stage."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.consent import (
	DIAGNOSTIC,
	INFORMATION,
	PARCOURS,
	STAGES,
	STAGES_FOR_PARCOURS,
	Agreement,
	Guardian,
	check_agreements,
	default_validity,
	missing_agreements,
	stages_that_fell,
)
from pre_module.rules.dates import Period

TODAY = date(2026, 11, 22)
MOTHER = Guardian("m", "Sofia Exemple", True)
FATHER = Guardian("f", "Karim Exemple", True)
STEPFATHER = Guardian("s", "Luc Autre", False)


def ago(days: int) -> date:
	return TODAY - timedelta(days=days)


def agreement(guardian=MOTHER, stage=INFORMATION, given_on=None, **values) -> Agreement:
	return Agreement(stage, guardian.key, given_on or ago(10), **values)


def missing(guardians, agreements, stage=INFORMATION, on=TODAY) -> list[str]:
	return [g.key for g in missing_agreements(guardians, agreements, stage, on)]


def test_R3_an_agreement_counts_from_its_day_to_its_last_day():
	given = agreement(given_on=TODAY, valid_until=TODAY + timedelta(days=5))
	assert [given.is_valid(TODAY + timedelta(days=d)) for d in (-1, 0, 5, 6)] == [False, True, True, False]


def test_R3_an_agreement_no_longer_counts_on_the_day_of_its_withdrawal():
	withdrawn = agreement(withdrawn_on=TODAY)
	assert withdrawn.is_valid(ago(1))
	assert not withdrawn.is_valid(TODAY)


def test_R3_withdrawn_on_the_day_it_was_given_it_never_counted():
	assert agreement(given_on=TODAY, withdrawn_on=TODAY).period is None


def test_R3_a_refusal_never_counts():
	assert agreement(given=False).period is None


def test_R3_the_earlier_of_term_and_withdrawal_ends_it():
	assert agreement(valid_until=ago(5), withdrawn_on=ago(2)).period == Period(ago(10), ago(5))
	assert agreement(valid_until=ago(2), withdrawn_on=ago(5)).period == Period(ago(10), ago(6))


def test_R3_each_holder_of_parental_authority_agrees_separated_parents_too():
	assert missing([MOTHER, FATHER], [agreement(MOTHER)]) == ["f"]
	assert missing([MOTHER, FATHER], [agreement(MOTHER), agreement(FATHER)]) == []


def test_R3_who_does_not_hold_parental_authority_neither_counts_nor_is_awaited():
	assert missing([MOTHER, STEPFATHER], [agreement(STEPFATHER)]) == ["m"]
	assert missing([MOTHER, STEPFATHER], [agreement(MOTHER)]) == []


def test_R3_the_agreement_to_one_stage_is_not_that_to_another():
	assert missing([MOTHER], [agreement(stage=INFORMATION)], DIAGNOSTIC) == ["m"]


def test_R3_an_agreement_of_tomorrow_does_not_count_today():
	assert missing([MOTHER], [agreement(given_on=TODAY + timedelta(days=1))]) == ["m"]


def test_R3_a_refusal_newer_than_an_agreement_takes_its_place():
	answers = [agreement(given_on=ago(10)), agreement(given_on=ago(3), given=False)]
	assert missing([MOTHER], answers) == ["m"]
	assert missing([MOTHER], answers, on=ago(4)) == []


def test_R3_an_agreement_newer_than_a_refusal_takes_its_place():
	assert missing([MOTHER], [agreement(given_on=ago(10), given=False), agreement(given_on=ago(3))]) == []


def test_R3_who_agrees_on_the_day_of_a_refusal_has_agreed():
	assert missing([MOTHER], [agreement(given=False), agreement()]) == []


def test_R3_a_withdrawal_ends_the_older_agreements_of_the_stage_too():
	renewed = [
		agreement(given_on=ago(200), valid_until=TODAY),
		agreement(given_on=ago(9), withdrawn_on=ago(1)),
	]
	assert missing([MOTHER], renewed) == ["m"]
	assert missing([MOTHER], renewed, on=ago(2)) == []


def test_R3_agreed_again_after_a_withdrawal_the_new_agreement_counts():
	assert missing([MOTHER], [agreement(withdrawn_on=ago(2)), agreement(given_on=ago(2))]) == []


def test_R3_without_a_holder_of_parental_authority_nothing_is_agreed():
	found = check_agreements([STEPFATHER], [agreement(STEPFATHER)], [INFORMATION], TODAY)
	assert [r.message for r in found] == ["No holder of parental authority is named in the child's file."]
	assert stages_that_fell([STEPFATHER], [agreement(STEPFATHER)], [INFORMATION], TODAY) == [INFORMATION]


def test_R3_the_refusal_names_the_person_the_stage_and_the_day():
	(found,) = check_agreements([MOTHER], [], [PARCOURS], TODAY)
	assert found.rule == "R3"
	assert found.values == ("Sofia Exemple", PARCOURS, TODAY)


def test_R3_the_stages_that_fell_are_those_no_longer_agreed():
	given = [agreement(stage=s) for s in (INFORMATION, DIAGNOSTIC)]
	given.append(agreement(stage=PARCOURS, withdrawn_on=TODAY))
	assert stages_that_fell([MOTHER], given, STAGES_FOR_PARCOURS, ago(1)) == []
	assert stages_that_fell([MOTHER], given, STAGES_FOR_PARCOURS, TODAY) == [PARCOURS]


@pytest.mark.parametrize(
	"given_on, months, last_day",
	[
		(date(2026, 1, 1), 12, date(2026, 12, 31)),
		(date(2024, 2, 29), 12, date(2025, 2, 27)),
		(date(2026, 8, 31), 6, date(2027, 2, 27)),
		(date(2026, 1, 1), 0, None),
	],
)
def test_R3_an_agreement_lasts_the_months_of_the_settings(given_on, months, last_day):
	assert default_validity(DIAGNOSTIC, given_on, {DIAGNOSTIC: months}) == last_day


def test_R3_a_stage_the_settings_say_nothing_of_has_no_end():
	assert default_validity(DIAGNOSTIC, TODAY, {}) is None


days = st.integers(0, 30).map(ago)
answers = st.builds(
	Agreement,
	stage=st.sampled_from(STAGES),
	guardian=st.sampled_from(["m", "f", "s"]),
	given_on=days,
	given=st.booleans(),
	valid_until=st.none() | days,
	withdrawn_on=st.none() | days,
)


@given(st.lists(answers, max_size=6), st.sampled_from(STAGES), days, st.sampled_from(["m", "f"]))
def test_R3_one_more_agreement_given_that_day_never_makes_more_missing(given_answers, stage, on, key):
	before = missing([MOTHER, FATHER], given_answers, stage, on)
	after = missing([MOTHER, FATHER], [*given_answers, Agreement(stage, key, on)], stage, on)
	assert after == [k for k in before if k != key]


@given(st.lists(answers, max_size=6), st.sampled_from(STAGES), days, st.sampled_from(["m", "f"]))
def test_R3_one_more_refusal_never_makes_fewer_missing(given_answers, stage, on, key):
	before = set(missing([MOTHER, FATHER], given_answers, stage, on))
	after = set(missing([MOTHER, FATHER], [*given_answers, Agreement(stage, key, on, False)], stage, on))
	assert before <= after


@given(st.lists(answers, max_size=6), st.sampled_from(STAGES), days)
def test_R3_the_order_in_which_answers_are_noted_changes_nothing(given_answers, stage, on):
	forward = missing([MOTHER, FATHER], given_answers, stage, on)
	assert forward == missing([MOTHER, FATHER], given_answers[::-1], stage, on)


@given(st.lists(answers, max_size=6), days)
def test_R3_refusals_and_fallen_stages_agree(given_answers, on):
	found = check_agreements([MOTHER, FATHER, STEPFATHER], given_answers, STAGES, on)
	fallen = stages_that_fell([MOTHER, FATHER, STEPFATHER], given_answers, STAGES, on)
	assert {str(r.values[1]) for r in found} == set(fallen)
