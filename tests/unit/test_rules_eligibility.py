"""R16: local criteria, dated, kept with each decision."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.dates import Period
from pre_module.rules.eligibility import (
	CriteriaSet,
	CriterionAnswer,
	check_criteria,
	check_criteria_sets,
	check_decision,
	check_decision_criteria,
	criteria_in_force,
	days_waiting,
)

CHANGE = date(2026, 9, 1)
OLD = CriteriaSet("old", Period(date(2025, 9, 1), CHANGE - timedelta(days=1)))
NEW = CriteriaSet("new", Period(CHANGE))


@pytest.mark.parametrize("offset, name", [(-1, "old"), (0, "new"), (400, "new")])
def test_R16_a_decision_is_taken_with_the_criteria_of_its_day(offset, name):
	assert criteria_in_force([NEW, OLD], CHANGE + timedelta(days=offset)).name == name


def test_R16_before_the_first_criteria_there_are_none():
	assert criteria_in_force([OLD, NEW], date(2025, 8, 31)) is None
	assert criteria_in_force([], CHANGE) is None


def test_R16_criteria_that_follow_each_other_are_accepted():
	assert check_criteria_sets([NEW, OLD]) == []


def test_R16_two_criteria_in_force_on_one_day_are_refused():
	(found,) = check_criteria_sets([CriteriaSet("long", Period(date(2025, 9, 1), CHANGE)), NEW])
	assert (found.rule, found.values) == ("R16", ("long", "new", CHANGE))


def test_R16_without_criteria_in_force_nothing_is_decided():
	(found,) = check_decision_criteria(None, [])
	assert found.rule == "R16"


def test_R16_each_criterion_is_answered_by_yes_or_no():
	answers = [CriterionAnswer("a", True), CriterionAnswer("b", False), CriterionAnswer("c", None)]
	assert [r.values for r in check_decision_criteria("set", answers)] == [("c",)]
	assert check_decision_criteria("set", answers[:2]) == []


@pytest.mark.parametrize(
	"status, reason, redirected_to, accepted",
	[
		("Accepted", "", "", True),
		("Declined", "", "", False),
		("Declined", "  ", "", False),
		("Declined", "Hors secteur.", "", True),
		("Withdrawn", "", "", False),
		("Withdrawn", "La famille ne souhaite plus.", "", True),
		("Redirected", "Relève du CMP.", "", False),
		("Redirected", "", "CMP", False),
		("Redirected", "Relève du CMP.", "CMP", True),
		("Under Review", "", "", True),
	],
)
def test_R16_a_decision_that_does_not_accept_says_why_and_where_to(status, reason, redirected_to, accepted):
	found = check_decision(status, reason=reason, redirected_to=redirected_to)
	assert (found == []) is accepted
	assert {r.rule for r in found} <= {"R16"}


@pytest.mark.parametrize(
	"criteria, twice",
	[
		([], None),
		(["Absences", "Volontaire"], None),
		(["Absences", " absences "], "Absences"),
		(["A  b", "a B", "Absences"], "A  b"),
	],
)
def test_R16_a_criterion_is_asked_once(criteria, twice):
	found = check_criteria(criteria)
	assert [r.values for r in found] == ([(twice,)] if twice else [])


@pytest.mark.parametrize("received, days", [(CHANGE, 0), (CHANGE - timedelta(days=41), 41)])
def test_R16_the_age_of_a_referral_is_counted_from_its_reception(received, days):
	assert days_waiting(received, CHANGE) == days


starts = st.integers(0, 20).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
sets = st.builds(
	lambda start, length: Period(start, None if length is None else start + timedelta(days=length)),
	starts,
	st.none() | st.integers(0, 6),
)


@given(st.lists(sets, max_size=4))
def test_R16_sets_that_pass_leave_one_set_at_most_on_each_day(periods):
	named = [CriteriaSet(f"set {i}", p) for i, p in enumerate(periods)]
	days = [date(2026, 1, 1) + timedelta(days=n) for n in range(40)]
	most = max((sum(p.contains(d) for p in periods) for d in days), default=0)
	assert (check_criteria_sets(named) == []) == (most <= 1)
