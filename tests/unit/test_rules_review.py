"""R12, R15: the review of a parcours; R3, R12, R17: its suspension, exit and relay."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.dates import Period
from pre_module.rules.leaving import (
	Relay,
	check_due_on,
	check_relay,
	check_suspension,
	days_suspended,
)
from pre_module.rules.review import (
	CRITERIA,
	EXIT,
	HELD_WHILE,
	INTERIM,
	KINDS,
	LEVELS_OF_GRID,
	START,
	Held,
	Line,
	check_family,
	check_grid,
	check_levels,
	check_next,
	check_order,
	check_status,
	check_words,
)

TODAY = date(2026, 3, 1)
DAYS = st.dates(date(2025, 9, 1), TODAY)


def on(days: int) -> date:
	return TODAY + timedelta(days=days)


def rules(refusals) -> list[str]:
	return [refusal.rule for refusal in refusals]


# Order


def test_R15_a_start_then_reviews_then_an_exit():
	held = [Held(START, on(-200)), Held(INTERIM, on(-100))]
	assert check_order(Held(EXIT, on(0)), held, TODAY) == []


@pytest.mark.parametrize(
	("review", "others"),
	[
		(Held(INTERIM, on(1)), []),
		(Held(START, on(-1)), [Held(START, on(-200))]),
		(Held(EXIT, on(-1)), [Held(EXIT, on(-2))]),
		(Held(START, on(-1)), [Held(INTERIM, on(-50))]),
		(Held(INTERIM, on(-60)), [Held(START, on(-50))]),
		(Held(INTERIM, on(-1)), [Held(EXIT, on(-50))]),
		(Held(EXIT, on(-60)), [Held(INTERIM, on(-50))]),
		(Held(INTERIM, on(-50)), [Held(INTERIM, on(-50))]),
	],
)
def test_R15_what_stands_out_of_order_is_refused(review, others):
	assert rules(check_order(review, others, TODAY)) == ["R15"]


@given(st.lists(st.tuples(st.sampled_from(KINDS), DAYS), max_size=6))
def test_R15_whatever_is_accepted_one_after_the_other_stays_in_order(drawn):
	"""In whatever order reviews are noted, what was accepted reads start, interims, exit by its days."""
	accepted: list[Held] = []
	for kind, day in drawn:
		if not check_order(Held(kind, day), accepted, TODAY):
			accepted.append(Held(kind, day))
	accepted.sort(key=lambda held: held.day)
	kinds = [held.kind for held in accepted]
	assert START not in kinds[1:] and EXIT not in kinds[:-1]
	assert len({held.day for held in accepted}) == len(accepted)


@pytest.mark.parametrize("kind", KINDS)
def test_R15_a_review_fits_the_status_of_its_parcours(kind):
	for status in ("Draft", "Proposed", "Approved", "Active", "Suspended", "Closed"):
		assert (check_status(kind, status) == []) == (status in HELD_WHILE[kind])


# Content


def test_R15_each_objective_is_judged():
	assert check_levels(["O1", "O2"], {"O1": 0, "O2": -2}) == []
	assert rules(check_levels(["O1", "O2"], {"O1": 0, "O2": None})) == ["R15"]
	assert rules(check_levels(["O1"], {})) == ["R15"]
	assert rules(check_levels([], {})) == ["R15"]


def whole_grid() -> list[Line]:
	return [Line(c, "Under Way", "Vu en classe.", on(-5), "L'enseignante", "Avance.") for c in CRITERIA]


def test_R15_a_whole_grid_is_accepted():
	assert check_grid(whole_grid(), TODAY) == []
	for level in LEVELS_OF_GRID:
		assert check_grid([replace(line, level=level) for line in whole_grid()], TODAY) == []


@pytest.mark.parametrize("criterion", range(len(CRITERIA)))
@pytest.mark.parametrize(
	"broken", [{"level": ""}, {"facts": " "}, {"facts_on": None}, {"source": ""}, {"facts_on": on(1)}]
)
def test_R15_P15_facts_are_dated_and_sourced(criterion, broken):
	lines = whole_grid()
	lines[criterion] = replace(lines[criterion], **broken)
	(refusal,) = check_grid(lines, TODAY)
	assert refusal.values == (CRITERIA[criterion],)


def test_R15_each_criterion_stands_there_once():
	lines = whole_grid()
	assert rules(check_grid(lines[1:], TODAY)) == ["R15"]
	assert rules(check_grid([*lines, lines[0]], TODAY)) == ["R15"]


def test_R12_the_family_is_there_or_told():
	asked = {"day": on(-10), "today": TODAY}
	assert check_family(parent_present=True, informed_on=None, informed_how="", **asked) == []
	assert check_family(parent_present=False, informed_on=on(-3), informed_how="Call", **asked) == []
	for informed_on, how in ((None, "Call"), (on(-3), ""), (on(-11), "Call"), (on(1), "Call")):
		refusals = check_family(parent_present=False, informed_on=informed_on, informed_how=how, **asked)
		assert rules(refusals) == ["R12"]


def test_P17_the_child_is_heard_and_the_parents_when_they_are_there():
	assert check_words("Je lis seule.", "", parent_present=False) == []
	assert rules(check_words(" ", "Nous sommes contents.", parent_present=True)) == ["R15"]
	assert rules(check_words("Je lis.", "", parent_present=True)) == ["R15"]


def test_R12_the_next_review_is_agreed():
	assert check_next(INTERIM, on(-1), on(60)) == []
	assert check_next(EXIT, on(-1), None) == []
	assert rules(check_next(START, on(-1), None)) == ["R12"]
	assert rules(check_next(INTERIM, on(-1), on(-1))) == ["R12"]
	assert rules(check_next(EXIT, on(-1), on(9))) == ["R15"]


# Suspension, exit, relay


def test_R12_a_suspension_says_why_and_until_when():
	assert check_suspension("Séjour à l'étranger.", on(30), TODAY) == []
	assert check_suspension("Séjour à l'étranger.", None, TODAY) == []
	assert rules(check_suspension(" ", on(30), TODAY)) == ["R12"]
	assert rules(check_suspension("Séjour.", TODAY, TODAY)) == ["R12"]


def test_days_suspended_are_counted_up_to_the_day():
	periods = [Period(on(-100), on(-90)), Period(on(-20))]
	assert days_suspended(periods, TODAY) == 30
	assert days_suspended(periods, on(-95)) == 5
	assert days_suspended([], TODAY) == 0


RELAY = Relay("PAR-1", "Le bilan du 3 février.", on(-12), on(-8), on(0), "Relay in Place")


def test_R17_a_whole_relay_is_accepted():
	assert check_relay(RELAY, closed_on=on(-10), today=TODAY) == []
	assert check_relay(Relay(), closed_on=None, today=TODAY) == []


@pytest.mark.parametrize(
	("changed", "closed_on", "rule"),
	[
		({"partner": ""}, on(-10), "R17"),
		({"family_agreed_on": None}, on(-10), "R3"),
		({"family_agreed_on": on(1)}, on(-10), "R17"),
		({"accepted_on": on(1)}, on(-10), "R17"),
		({"checked_on": on(1)}, on(-10), "R17"),
		({"checked_on": None}, on(-10), "R17"),
		({"result": ""}, on(-10), "R17"),
		({}, None, "R17"),
		({"checked_on": on(-11)}, on(-10), "R17"),
	],
)
def test_R17_a_relay_lacks_nothing(changed, closed_on, rule):
	assert rules(check_relay(replace(RELAY, **changed), closed_on=closed_on, today=TODAY)) == [rule]


def test_the_check_comes_months_after_the_exit():
	assert check_due_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
	assert check_due_on(None, 6) is None
	assert check_due_on(date(2026, 8, 31), 0) is None
