"""F01 to F06, F09 and F11 against the table of `tests/hand_counted.py`, counted there by hand."""

from dataclasses import replace

import frappe
import pytest

from pre_module.access.facts import coordinators
from pre_module.figures import areas, children, referrals
from pre_module.figures.filters import Filters, chosen_structures, read_filters
from tests import hand_counted as hand
from tests import hand_counted_today as today
from tests.factories import make_structure


@pytest.fixture
def referents():
	return hand.lay_out()


@pytest.fixture
def year_a(referents) -> Filters:
	return read_filters({"structure": hand.A, "school_year": hand.YEAR})


def cells(partition):
	return dict(partition.cells)


def test_f01_followed_new_and_left(year_a):
	by_entry, by_exit = children.follow_up(year_a)
	assert by_entry.total == by_exit.total == 9
	assert cells(by_entry) == {"New this year": 4, "Continuing": 5}
	assert cells(by_exit) == {"Left during the year": 3, "Still followed at its end": 6}


def test_f01_in_the_next_year(year_a):
	"""01, 03 and 07 go on, 04 starts; 08 and 14 were accepted the year before and have no parcours yet."""
	following = read_filters({"structure": hand.A, "school_year": "2025-2026"})
	by_entry, by_exit = children.follow_up(following)
	assert cells(by_entry) == {"New this year": 0, "Continuing": 4}
	assert by_exit.cells[0] == ("Left during the year", 0)


def test_f02_and_f03_add_up_to_f01(year_a):
	assert children.by_support(year_a).cells == (
		("In an individual parcours", 6),
		("In group actions only", 1),
		("Accepted, parcours not started", 2),
	)


def test_f04_children_identified_and_taken_in_charge(year_a):
	partition = referrals.identified(year_a)
	assert partition.total == 7
	assert cells(partition) == {"Taken in charge": 5, "Not taken in charge": 2}


def test_f05_sex_age_and_level(year_a):
	assert cells(children.by_sex(year_a)) == {"Female": 4, "Male": 5, "Not noted": 0}
	assert children.by_age(year_a).cells == (
		("Under 2", 1),
		("2 to 5", 1),
		("6 to 10", 4),
		("11 to 16", 2),
		("17 and over", 1),
	)
	assert cells(children.by_level(year_a)) == {
		"Nursery": 1,
		"Elementary": 4,
		"Primary": 0,
		"Collège": 2,
		"Lycée": 0,
		"Other": 0,
		"Not noted": 2,
	}


def test_f06_at_entry_and_today(year_a):
	entry, today = children.by_residence(year_a, True), children.by_residence(year_a, False)
	assert cells(entry) == {"In a priority territory": 5, "Elsewhere": 3, "Not known": 1}
	assert cells(today) == {"In a priority territory": 4, "Elsewhere": 4, "Not known": 1}
	entry, today = children.by_network(year_a, True), children.by_network(year_a, False)
	assert [n for _l, n in entry.cells] == [4, 2, 3]
	assert [n for _l, n in today.cells] == [3, 2, 4]


def test_f09_origin_and_partner(year_a):
	assert cells(referrals.by_origin(year_a)) == {
		"School": 3,
		"Social Service": 1,
		"Health": 1,
		"Association": 1,
		"Family": 2,
		"Other": 0,
	}
	assert cells(referrals.by_partner(year_a)) == {hand.P1: 2, hand.P2: 1, "No partner named": 5}


def test_f11_decision_and_delay(year_a):
	partition = referrals.by_decision(year_a)
	assert cells(partition) == {
		"Accepted": 5,
		"Redirected": 1,
		"Declined": 1,
		"Withdrawn": 0,
		"Not decided yet": 1,
	}
	assert partition.median_days == 30


def test_filters_narrow_every_figure(year_a, referents):
	in_t1 = replace(year_a, territory=hand.T1)
	assert children.by_support(in_t1).total == 4  # 01 04 07 14
	assert referrals.identified(in_t1).total == 2  # 01 08
	of_first = replace(year_a, referent=referents[0])
	assert children.by_sex(of_first).total == 2  # 01 09; 05 was handed over the year before
	assert referrals.by_decision(of_first).total == 3  # 01 09a 09b
	structure_b = read_filters({"structure": hand.B, "school_year": hand.YEAR})
	assert children.by_sex(structure_b).cells == (("Female", 0), ("Male", 1), ("Not noted", 0))
	assert referrals.by_origin(structure_b).total == 1


def test_without_a_structure_all_that_the_reader_sees_are_counted(referents):
	both = Filters((hand.A, hand.B), hand.YEAR, read_filters({"school_year": hand.YEAR}).year)
	assert children.by_age(both).total == 10
	assert set(read_filters({}).structures) >= {hand.A, hand.B}


def test_a_user_permission_on_structures_narrows_the_figures(referents, as_user):
	user = hand.account("PRE Evaluator")
	frappe.get_doc(
		{"doctype": "User Permission", "user": user, "allow": "PRE Structure", "for_value": hand.B}
	).insert()
	with as_user(user):
		assert read_filters({}).structures == (hand.B,)
		with pytest.raises(frappe.PermissionError):
			read_filters({"structure": hand.A})


def test_a_coordonnateur_reads_the_figures_of_the_structures_he_coordinates(referents, as_user):
	"""R10: the names of the other structures are no secret to him, their figures are; on the day too."""
	user = hand.account("PRE Coordinator", "PRE Manager", coordinates=hand.B)
	with as_user(user):
		assert read_filters({}).structures == (hand.B,)
		with pytest.raises(frappe.PermissionError):
			read_filters({"structure": hand.A})
	frappe.db.delete("PRE Structure Coordinator", {"user": user})
	coordinators.settle_structure(hand.B)
	with as_user(user):
		assert read_filters({}).structures == ()


def test_a_figure_is_not_counted_over_a_structure_seen_in_part(as_user):
	"""A référent sees some children of a structure: lists of these are his to read, its totals aren't."""
	referent, _other = today.lay_out()
	with as_user(referent):
		assert read_filters({}).structures == ()
		assert chosen_structures({}, by_child=True) == (today.C,)
		with pytest.raises(frappe.PermissionError):
			chosen_structures({"structure": make_structure().name}, by_child=True)


def test_areas_by_territory_school_and_level(year_a):
	lines, total = areas.by_area(year_a, areas.TERRITORY)
	assert {a.key: (a.bands, a.total) for a in lines} == {
		hand.T1: ((1, 1, 2, 0, 0), 4),
		hand.T2: ((0, 0, 1, 1, 0), 2),
		hand.T3: ((0, 0, 1, 1, 0), 2),
		"": ((0, 0, 0, 0, 1), 1),
	}
	assert (total.bands, total.total) == ((1, 1, 4, 2, 1), 9)
	lines, _total = areas.by_area(year_a, areas.SCHOOL)
	assert {a.key: a.total for a in lines} == {hand.S1: 4, hand.S2: 2, hand.S3: 1, "": 2}
	lines, _total = areas.by_area(year_a, areas.LEVEL)
	assert {a.key: a.total for a in lines} == {"Elementary": 4, "Collège": 2, "Nursery": 1, "": 2}


def test_an_empty_site_counts_nothing():
	nothing = Filters((), hand.YEAR, read_filters({"school_year": hand.YEAR}).year)
	assert [p.total for p in children.follow_up(nothing)] == [0, 0]
	assert referrals.by_decision(nothing).median_days is None
	assert areas.by_area(nothing, areas.TERRITORY) == ([], areas.Area("", (0, 0, 0, 0, 0), 0))


@pytest.mark.parametrize("year", ["2024", "2024-2026", "l'an dernier", "<b>2024-2025</b>"])
def test_an_unknown_school_year_says_how_to_write_it(year):
	with pytest.raises(frappe.ValidationError, match="write it like"):
		read_filters({"school_year": year})


@pytest.mark.parametrize("value", [["like", "%"], {"a": 1}, 7])
def test_a_filter_takes_one_text(value):
	with pytest.raises(frappe.ValidationError):
		read_filters({"structure": value})
