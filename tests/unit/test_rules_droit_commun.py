"""R2: what existing services answered, and where a gap is left."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.droit_commun import (
	ANSWERS,
	AWAITED,
	COVERED,
	GAP,
	INSUFFICIENT,
	IS_COVERED,
	NONE,
	NOT_ASKED,
	REFUSED,
	SOUGHT,
	WAITING_LIST,
	Borne,
	Need,
	Request,
	check_borne,
	check_gap,
	check_place,
	check_request,
	is_overdue,
	outcome,
	standing,
	waiting_days,
)
from pre_module.rules.parcours import Action, Objective, check_actions, check_document

TODAY = date(2026, 11, 25)
DAYS = 30


def ago(days: int) -> date:
	return TODAY - timedelta(days=days)


def asked(answer: str, days: int = 10, **more) -> Request:
	return Request("CMP", ago(days), answer, None if answer == AWAITED else ago(0), **more)


def need(*requests: Request, domain: str = "Mental Health") -> Need:
	return Need(domain, requests)


@pytest.mark.parametrize(
	"requests, expected",
	[
		((), NOT_ASKED),
		((asked(COVERED),), IS_COVERED),
		((asked(REFUSED), asked(COVERED)), IS_COVERED),
		((asked(AWAITED, 0),), SOUGHT),
		((asked(AWAITED, DAYS),), SOUGHT),
		((asked(AWAITED, DAYS + 1),), GAP),
		((asked(REFUSED, 90), asked(AWAITED, 5)), SOUGHT),
		((asked(AWAITED, 90), asked(REFUSED, 5)), GAP),
		((asked(WAITING_LIST, 0),), GAP),
		((asked(INSUFFICIENT),), GAP),
		((asked(REFUSED),), GAP),
		((asked(NONE),), GAP),
	],
)
def test_R2_where_a_need_stands(requests, expected):
	assert standing(need(*requests), TODAY, DAYS) == expected


@pytest.mark.parametrize("wait, expected", [(0, IS_COVERED), (DAYS, IS_COVERED), (DAYS + 1, GAP), (200, GAP)])
def test_R2_a_place_offered_much_later_is_a_waiting_list_until_then(wait, expected):
	request = asked(COVERED, 0, offered_from=TODAY + timedelta(days=wait))
	assert standing(need(request), TODAY, DAYS) == expected
	assert standing(need(request), request.offered_from, DAYS) == IS_COVERED


def test_R2_a_gap_lets_the_pre_act():
	assert check_gap("Mental Health", [need(asked(REFUSED))], on=TODAY, days=DAYS) == []


def test_R2_a_place_in_an_action_asks_for_a_gap_only_where_a_need_is_noted():
	assert check_place("Sport", [need(asked(COVERED))], on=TODAY, days=DAYS) == []
	assert check_place("Mental Health", [need(asked(REFUSED))], on=TODAY, days=DAYS) == []
	assert check_place("Mental Health", [need(asked(COVERED))], on=TODAY, days=DAYS)
	assert check_place("Mental Health", [need(asked(AWAITED, 4))], on=TODAY, days=DAYS)


@pytest.mark.parametrize(
	"needs, said",
	[
		([], "no need is noted"),
		([need(asked(REFUSED), domain="Sport")], "no need is noted"),
		([need()], "no existing service was asked"),
		([need(asked(COVERED))], "CMP covers this need"),
		([need(asked(AWAITED, 4))], "CMP was asked on 2026-11-21"),
	],
)
def test_R2_without_a_gap_the_pre_does_not_act_and_says_why(needs, said):
	(found,) = check_gap("Mental Health", needs, on=TODAY, days=DAYS)
	assert found.rule == "R2" and said in str(found)


def test_R2_the_refusal_says_from_which_day_the_pre_may_act():
	(found,) = check_gap("Mental Health", [need(asked(AWAITED, 4))], on=TODAY, days=DAYS)
	day = found.values[-1]
	assert check_gap("Mental Health", [need(asked(AWAITED, 4))], on=day, days=DAYS) == []
	assert check_gap("Mental Health", [need(asked(AWAITED, 4))], on=day - timedelta(1), days=DAYS)


def test_R2_one_gap_among_the_needs_of_a_domain_is_enough():
	needs = [need(asked(COVERED)), need(asked(REFUSED))]
	assert check_gap("Mental Health", needs, on=TODAY, days=DAYS) == []


def borne(*domains: tuple[str, str], needs=()) -> Borne:
	return Borne(domains, needs, TODAY, DAYS)


def test_R2_R9_an_action_of_another_field_serves_the_need_of_its_objective():
	needs = [need(asked(REFUSED), domain="Language")]
	assert check_borne(borne(("Culture", "Language"), needs=needs)) == []


def test_R2_it_does_not_stand_in_for_a_service_of_its_own_field():
	needs = [need(asked(REFUSED), domain="Language"), need(asked(COVERED), domain="Culture")]
	(found,) = check_borne(borne(("Culture", "Language"), needs=needs))
	assert "covers this need" in found.message


def test_R2_the_same_reason_is_said_once():
	assert len(check_borne(borne(("Sport", ""), ("Sport", "Sport")))) == 1


def test_R2_is_asked_of_the_actions_of_a_parcours_in_a_draft_and_in_the_document():
	objective = Objective("O1", "Lire seule.", "Une lecture par mois.")
	action = Action("Atelier", "O1", TODAY, None, "Le mercredi")
	for check in (check_actions, check_document):
		assert check([objective], [action]) == []
		(found,) = check([objective], [action], borne(("Schooling", "Schooling")))
		assert found.rule == "R2"


@pytest.mark.parametrize(
	"request_, said",
	[
		(Request("CMP", TODAY + timedelta(1), AWAITED), "on a day that has come"),
		(Request("CMP", ago(3), AWAITED, ago(1)), "still awaited"),
		(Request("CMP", ago(3), REFUSED, ago(4)), "before the request"),
		(Request("CMP", ago(3), REFUSED, TODAY + timedelta(1)), "in the future"),
		(Request("CMP", ago(3), REFUSED, ago(1), TODAY), "offers a place"),
		(Request("CMP", ago(3), COVERED, ago(1), ago(5)), "before the request"),
	],
)
def test_R2_a_request_bears_possible_days(request_, said):
	(found,) = check_request(request_, TODAY)
	assert found.rule == "R2" and said in found.message


@pytest.mark.parametrize(
	"request_",
	[
		Request("CMP", TODAY, AWAITED),
		Request("CMP", TODAY, REFUSED, TODAY),
		Request("CMP", ago(9), COVERED, ago(1), TODAY + timedelta(60)),
	],
)
def test_R2_a_request_with_possible_days_passes(request_):
	assert check_request(request_, TODAY) == []


@pytest.mark.parametrize(
	"answers, expected",
	[
		((), ""),
		((REFUSED, COVERED), COVERED),
		((REFUSED, AWAITED), AWAITED),
		((NONE, WAITING_LIST), WAITING_LIST),
		((NONE, REFUSED), REFUSED),
	],
)
def test_F16_the_answer_to_a_need_is_the_best_of_those_of_all_services(answers, expected):
	assert outcome(need(*map(asked, answers))) == expected


@pytest.mark.parametrize(
	"request_, expected",
	[
		(Request("CMP", ago(12), AWAITED), 12),
		(Request("CMP", ago(12), WAITING_LIST, ago(10)), 12),
		(Request("CMP", ago(12), REFUSED, ago(10)), 2),
		(Request("CMP", ago(12), COVERED, ago(10)), 2),
		(Request("CMP", ago(12), COVERED, ago(10), ago(4)), 8),
		(Request("CMP", ago(12), COVERED, ago(10), TODAY + timedelta(90)), 12),
	],
)
def test_F16_waiting_time_runs_until_the_answer_or_the_place(request_, expected):
	assert waiting_days(request_, TODAY) == expected


@pytest.mark.parametrize("days, late", [(DAYS, False), (DAYS + 1, True)])
def test_R2_an_answer_is_overdue_from_the_day_on_which_the_need_becomes_a_gap(days, late):
	assert is_overdue(asked(AWAITED, days), TODAY, DAYS) is late
	assert not is_overdue(asked(REFUSED, days), TODAY, DAYS)


days_ago = st.integers(0, 120).map(ago)
requests = st.builds(
	lambda asked_on, answer, place: Request(
		"CMP", asked_on, answer, None, asked_on + timedelta(place) if place and answer == COVERED else None
	),
	days_ago,
	st.sampled_from(ANSWERS),
	st.none() | st.integers(0, 120),
)


@given(st.lists(requests, max_size=5), st.integers(0, 60))
def test_R2_who_was_asked_first_changes_nothing_and_one_that_covers_is_enough(found, days):
	now = standing(need(*found), TODAY, days)
	assert now == standing(need(*reversed(found)), TODAY, days)
	assert standing(need(*found, asked(COVERED)), TODAY, days) == IS_COVERED


@given(st.lists(requests, min_size=1, max_size=5), st.integers(0, 60), st.integers(1, 400))
def test_R2_without_a_new_answer_a_gap_is_only_closed_by_a_place_that_comes(found, days, later):
	if standing(need(*found), TODAY, days) == GAP:
		then = standing(need(*found), TODAY + timedelta(later), days)
		assert then == GAP or any(r.offered_from for r in found)


@given(st.lists(requests, max_size=4), st.integers(0, 60))
def test_R2_the_pre_acts_if_and_only_if_a_gap_is_left(found, days):
	gap = standing(need(*found), TODAY, days) == GAP
	assert (check_gap("Mental Health", [need(*found)], on=TODAY, days=days) == []) is gap
