"""R3, P3: one guardian is not two because of an accent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.identity import check_guardians, normalised


@pytest.mark.parametrize(
	"one, other",
	[
		("Éloïse", "ELOISE"),
		("Anne-Marie", "anne marie"),
		("N'Diaye", "N’DIAYE"),
		("  Ben   Ali ", "ben ali"),
		("Lœtitia", "Loetitia"),
		("Læticia", "LAETICIA"),
		("François", "Francois"),
		("Strauß", "STRAUSS"),
		("محمّد", "محمد"),
	],
)
def test_a_name_is_the_same_however_it_is_typed(one, other):
	assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
	"one, other", [("Anne", "Annie"), ("محمد", "أحمد"), ("王伟", "李娜"), ("Ольга", "Анна"), ("🙂", "🙃")]
)
def test_two_names_stay_two_in_any_script(one, other):
	assert normalised(one) != normalised(other)


@pytest.mark.parametrize(
	"other",
	[
		("Éloïse", "Exemple", None),
		("ELOISE", "exemple", None),
		("Eloïse", "Ex-emple", None),
		("Éloïse", "Exemple", date(1985, 1, 1)),
	],
)
def test_R3_two_guardians_with_the_same_identity_are_refused(other):
	first = ("Éloïse", other[1], date(1985, 1, 1))
	(found,) = check_guardians([first, other])
	assert found.rule == "R3"
	assert found.values == (f"{other[0]} {other[1]}",)


def test_R3_two_birth_dates_tell_two_of_one_name_apart():
	assert check_guardians([("Ali", "Exemple", date(1960, 1, 1)), ("Ali", "Exemple", date(1985, 1, 1))]) == []


def test_R3_first_and_last_name_in_each_others_field_are_the_same_person_only_in_the_same_order():
	assert check_guardians([("Jean Paul", "Martin", None), ("Jean", "Paul Martin", None)])
	assert check_guardians([("Paul", "Martin", None), ("Martin", "Paul", None)]) == []


def test_R3_three_times_the_same_is_named_each_time():
	assert len(check_guardians([("Ali", "Exemple", None)] * 3)) == 3


@given(st.text())
def test_a_name_normalised_twice_is_the_same(name):
	assert normalised(normalised(name)) == normalised(name)


@given(st.text(min_size=1).filter(lambda name: name.strip()))
def test_no_name_becomes_nothing(name):
	assert normalised(name) or not any(c.isprintable() for c in name.strip())
