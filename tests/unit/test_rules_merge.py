"""Two files of one child made one: what must be settled by a person first (R3, R5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.merge import (
	KEPT,
	MERGED,
	Person,
	check_agendas,
	check_guardians_agree,
	check_parcours,
	check_parcours_moves,
	check_places,
	check_two_files,
	folded,
	same_people,
	value_after,
)


def person(key: str, first: str = "Sofia", last: str = "Diallo", authority: str = "Yes", birth: str = ""):
	return Person(key, first, last, authority, birth)


def test_a_file_is_not_merged_into_itself():
	assert [r.rule for r in check_two_files("ENF-1", "ENF-1", [])] == ["merge"]
	assert check_two_files("ENF-1", "ENF-2", ["ENF-3"]) == []


@pytest.mark.parametrize("sibling", ["ENF-1", "ENF-2"])
def test_brothers_and_sisters_are_two_children(sibling):
	assert "brother" in check_two_files("ENF-1", "ENF-2", [sibling])[0].message


def test_r5_two_open_parcours_are_refused():
	assert check_parcours(["PAR-1"], []) == check_parcours([], ["PAR-2"]) == []
	refusal = check_parcours(["PAR-1"], ["PAR-2"])[0]
	assert (refusal.rule, refusal.values) == ("R5", ("PAR-1", "PAR-2"))


def test_r3_parental_authority_must_agree():
	assert check_guardians_agree([person("a")], [person("b", "SOFIA")]) == []
	assert check_guardians_agree([person("a")], [person("b", "Omar", authority="No")]) == []
	refusal = check_guardians_agree([person("a")], [person("b", authority="No")])[0]
	assert (refusal.rule, refusal.values) == ("R3", ("Sofia Diallo",))


def test_r6_a_situation_stands_once_on_an_agenda():
	assert check_places([]) == []
	assert [r.values for r in check_places(["Club lecture"])] == [("Club lecture",)]
	assert check_agendas([]) == []
	assert [r.values for r in check_agendas(["REU-1", "REU-2"])] == [("REU-1",), ("REU-2",)]


def test_the_same_guardian_is_found_in_both_files():
	kept = [person("a"), person("b", "Omar")]
	assert same_people(kept, [person("x", "omar", "DIALLO"), person("y", "Léa")]) == {"x": "b"}
	born = person("a", birth="1990-01-01")
	assert same_people([born], [person("x", birth="1991-01-01")]) == {}
	assert same_people([born], [person("x")]) == {"x": "a"}


@given(st.text(max_size=3), st.text(max_size=3), st.sampled_from([KEPT, MERGED]))
def test_no_value_is_lost_for_an_empty_one(kept, merged, choice):
	after = value_after(kept, merged, choice)
	assert after in (kept, merged)
	assert after or not (kept or merged)
	if kept and merged:
		assert after == (merged if choice == MERGED else kept)


def test_r5_an_open_parcours_stays_in_the_structure_of_its_contract():
	assert check_parcours_moves([]) == []
	assert [(r.rule, r.values) for r in check_parcours_moves(["PAR-2"])] == [("R5", ("PAR-2",))]


def test_r6_two_lines_of_an_agenda_become_one_and_lose_nothing():
	kept = {"question": "Quel soutien ?", "status": "Postponed", "minutes": 10, "minutes_spent": None}
	merged = {"question": "Quel relais ?", "status": "Examined", "minutes": 5, "minutes_spent": 7}
	assert folded(kept, merged) == {
		"question": "Quel soutien ?\nQuel relais ?",
		"status": "Examined",
		"minutes": 15,
		"minutes_spent": 7,
	}
	assert folded(kept, kept)["question"] == "Quel soutien ?"
	assert folded({**kept, "question": None}, {**merged, "question": ""})["question"] == ""
