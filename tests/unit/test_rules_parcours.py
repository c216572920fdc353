"""R8: the document given to the family, its approval, the start."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.parcours import (
	Action,
	Objective,
	check_actions,
	check_approval,
	check_document,
	check_start,
)
from pre_module.rules.refusal import Refusal

TODAY = date(2026, 11, 22)
OBJECTIVE = Objective("O1", "Lire seule.", "Une lecture par mois.")
ACTION = Action("Atelier", "O1", TODAY, None, "Le mercredi à 14 h")


def sentences(refusals) -> list[str]:
	assert {r.rule for r in refusals} <= {"R8"}
	return [r.message for r in refusals]


def test_R8_objectives_actions_planning_and_evaluation_make_the_document():
	assert check_document([OBJECTIVE], [ACTION]) == []


def test_R8_an_empty_document_lacks_objectives_and_actions():
	assert sentences(check_document([], [])) == [
		"The parcours has no objective.",
		"The parcours has no action.",
	]


@pytest.mark.parametrize("evaluation", ["", "  ", "\n"])
def test_R8_each_objective_says_how_it_will_be_evaluated(evaluation):
	assert len(check_document([Objective("O1", "Lire.", evaluation)], [ACTION])) == 1


def test_R8_each_objective_is_served_by_an_action():
	(found,) = check_document([OBJECTIVE, Objective("O2", "Jouer.", "Observation.")], [ACTION])
	assert found.values == ("O2",)


@pytest.mark.parametrize("start, planning", [(None, "Le mercredi"), (TODAY, ""), (TODAY, "  "), (None, "")])
def test_R8_each_action_is_planned(start, planning):
	(found,) = check_document([OBJECTIVE], [Action("Atelier", "O1", start, None, planning)])
	assert found.message == "The action « {0} » is not planned: first day, days and times."


def test_R8_an_action_for_an_unknown_objective_is_refused_in_a_draft_too():
	(found,) = check_actions([OBJECTIVE], [Action("Atelier", "O9", None, None, "")])
	assert found.values == ("Atelier", "O9")


@pytest.mark.parametrize("days, refused", [(-1, True), (0, False), (1, False)])
def test_R8_an_action_may_end_on_the_day_it_starts_not_before(days, refused):
	action = Action("Atelier", "O1", TODAY, TODAY + timedelta(days=days), "Le mercredi")
	assert bool(check_actions([OBJECTIVE], [action])) is refused


def test_R8_a_draft_may_lack_the_rest():
	assert check_actions([Objective("O1", "Lire.", "")], []) == []


APPROVED = {"proposed_on": TODAY, "approved_on": TODAY, "approved_by": "Sofia Exemple", "on": TODAY}


@pytest.mark.parametrize(
	"values",
	[
		{"approved_on": None},
		{"approved_by": " "},
		{"approved_on": TODAY + timedelta(days=1)},
		{"approved_on": TODAY - timedelta(days=1)},  # before the document was given
	],
)
def test_R8_the_family_approves_the_document_it_was_given_on_a_day_that_has_come(values):
	assert check_approval(**APPROVED) == []
	assert len(sentences(check_approval(**{**APPROVED, **values}))) == 1


def test_R8_without_a_day_of_giving_the_approval_stands_on_its_own():
	assert check_approval(**{**APPROVED, "proposed_on": None}) == []


@pytest.mark.parametrize("diagnostic_valid", [True, False])
@pytest.mark.parametrize("document", [[], [Refusal("R8", "document")]])
@pytest.mark.parametrize("approval", [[], [Refusal("R8", "approval")]])
def test_R8_a_parcours_starts_with_document_approval_and_valid_diagnostic(
	approval, document, diagnostic_valid
):
	found = check_start(approval=approval, diagnostic_valid=diagnostic_valid, document=document)
	assert found[: len(document) + len(approval)] == [*document, *approval]
	assert len(found) == len(document) + len(approval) + (not diagnostic_valid)


codes = st.sampled_from(["O1", "O2", "O3"])
objectives = st.builds(Objective, code=codes, text=st.just("x"), evaluation=st.sampled_from(["", "y"]))
actions = st.builds(
	Action,
	title=st.just("a"),
	objective=codes,
	start=st.none() | st.just(TODAY),
	end=st.none() | st.just(TODAY),
	planning=st.sampled_from(["", "z"]),
)


@given(st.lists(objectives, max_size=3), st.lists(actions, max_size=3))
def test_R8_a_document_that_passes_has_all_the_rule_names(several, planned):
	if check_document(several, planned) == []:
		assert several and planned
		assert {o.code for o in several} == {a.objective for a in planned}
		assert all(o.evaluation for o in several)
		assert all(a.start and a.planning for a in planned)


@given(st.lists(objectives, max_size=3), st.lists(actions, max_size=3))
def test_R8_what_a_draft_refuses_the_document_refuses_too(several, planned):
	assert set(check_actions(several, planned)) <= set(check_document(several, planned))
