"""Files that may be of one child: proposed with reasons, never scored nor ranked (P6)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.duplicates import (
	Identity,
	dates_to_look_up,
	may_resemble,
	name_keys,
	phone,
	resemblance,
)

BORN = date(2017, 3, 12)


def child(first: str = "Inès", last: str = "Diallo", born: date = BORN, **values) -> Identity:
	return Identity(first, last, born, **values)


def said(one: Identity, other: Identity) -> list[str]:
	return [r.message.format(*r.values) for r in resemblance(one, other)]


@pytest.mark.parametrize(
	"first, last, reason",
	[
		("Ines", "DIALLO", "Same name."),
		("Diallo", "Inès", "Same names, in another order."),
		("Inès", "Diallo-Traoré", "Same names, one of the two has more of them."),
		("Inès Marie", "Diallo", "Same names, one of the two has more of them."),
		("Inesse", "Dialo", "Names that sound alike: Inès Diallo, Inesse Dialo."),
		("Inés", "Diablo", "Names spelled almost alike: Inès Diallo, Inés Diablo."),
	],
)
def test_the_same_birth_date_and_an_alike_name_are_proposed(first, last, reason):
	assert said(child(), child(first, last)) == [reason, "Same birth date."]


@pytest.mark.parametrize(
	"first, last",
	[("Awa", "Diallo"), ("Inès", "Martin"), ("Awa", "Martin"), ("Diallo", "Diallo")],
)
def test_another_name_is_not_proposed(first, last):
	assert said(child(), child(first, last)) == []


def test_brothers_and_sisters_of_one_home_are_not_proposed():
	home = {"household": "FOY-1", "phones": frozenset({"0612345678"})}
	assert said(child(**home), child("Awa", born=date(2019, 7, 2), **home)) == []
	assert said(child("Awa", **home), child("Binta", **home)) == []  # twins
	double = {"last": "Diallo Traoré", **home}
	assert said(child("Awa", **double), child("Binta", **double)) == []


@pytest.mark.parametrize(
	"born, reason",
	[
		(date(2017, 12, 3), "Birth dates with day and month exchanged."),
		(date(2017, 3, 22), "Birth dates that differ by one figure."),
		(date(2018, 3, 12), "Birth dates that differ by one figure."),
		(date(2017, 1, 1), "Born in the same year."),
		(date(2017, 10, 25), "Born in the same year."),
	],
)
def test_a_birth_date_typed_wrong_is_proposed(born, reason):
	assert said(child(), child(born=born)) == ["Same name.", reason]


def test_namesakes_of_other_years_are_not_proposed():
	assert said(child(), child(born=date(2014, 6, 25))) == []


def test_a_year_alone_asks_for_exactly_the_same_name():
	assert said(child(), child("Inesse", born=date(2017, 10, 25))) == []


@pytest.mark.parametrize(
	"one, other, reason",
	[
		({"household": "FOY-1"}, {"household": "FOY-1"}, "Same household."),
		({"address": "3, rue des Lilas"}, {"address": "3 RUE DES LILAS"}, "Same address."),
		(
			{"phones": frozenset({"06 12 34 56 78"})},
			{"phones": frozenset({"+33 6 12 34 56 78"})},
			"Same phone of a parent.",
		),
		({"emails": frozenset({"A@x.fr"})}, {"emails": frozenset({"a@x.fr "})}, "Same e-mail of a parent."),
	],
)
def test_the_same_home_is_a_reason(one, other, reason):
	far = date(2014, 6, 25)
	assert said(child(**one), child(born=far, **other)) == ["Same name.", reason]
	# Known under the father's name here, under the mother's there.
	assert said(child(**one), child(last="Martin", **other)) == [
		"First names alike: ines, ines.",
		"Same birth date.",
		reason,
	]


def test_nothing_known_is_no_common_thing():
	nothing = {"phones": frozenset({""}), "emails": frozenset({" "}), "address": ""}
	assert said(child(**nothing), child(born=date(2014, 6, 25), **nothing)) == []
	assert phone("17") == ""


NAMES = st.text(st.sampled_from("abcdefghilmnorstuvéèçh' -"), min_size=1, max_size=20).filter(str.strip)
DAYS = st.dates(date(2005, 1, 1), date(2026, 1, 1))
PEOPLE = st.builds(Identity, NAMES, NAMES, DAYS, address=st.sampled_from(["", "1 rue A"]))


@given(PEOPLE, PEOPLE)
def test_it_is_the_same_from_both_sides(one, other):
	assert bool(resemblance(one, other)) == bool(resemblance(other, one))
	assert may_resemble(one, other) or not resemblance(one, other)


@given(PEOPLE)
def test_an_identity_resembles_itself_and_has_its_own_keys(one):
	assert resemblance(one, one)
	assert name_keys(one.first_name, one.last_name) == name_keys(one.last_name, one.first_name)
	assert all(len(key) <= 140 for key in name_keys(one.first_name, one.last_name))


@given(DAYS)
def test_dates_are_looked_up_both_ways(day):
	for found in dates_to_look_up(day):
		assert day in dates_to_look_up(found)


def test_the_keys_of_names_said_alike_are_the_same():
	assert name_keys("Mohamed", "Lefebvre") == name_keys("Lefèvre", "Muhammad")
	assert name_keys("Jean-Baptiste", "Diallo Traoré")[1] == name_keys("Jean", "Diallo")[1]
