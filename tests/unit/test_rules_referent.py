"""R4 and R5: who may be référent, under what contract, without gap or overlap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.dates import Period
from pre_module.rules.referent import (
	DELINQUENCY,
	PRE,
	Charge,
	Contract,
	Coordination,
	charge_on,
	check_capacity,
	check_charges,
	check_contract_on,
	check_contract_signed,
	check_coordinations,
	check_not_coordinator,
	check_one_in_charge,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
YEAR = Period(FIRST, LAST)
ANNA, BRUNO = "anna@example.org", "bruno@example.org"
TODAY = date(2026, 11, 22)


def contract(name="C1", referent=ANNA, period=YEAR, in_force=True, maximum=0) -> Contract:
	return Contract(name, referent, "Structure", period, in_force, maximum)


def charge(start=FIRST, end=None, referent=ANNA, name="C1") -> Charge:
	return Charge(referent, name, Period(start, end))


def contracts(*several: Contract) -> dict[str, Contract]:
	return {c.name: c for c in several or (contract(),)}


def day(offset: int) -> date:
	return FIRST + timedelta(days=offset)


# R4


@pytest.mark.parametrize(
	"period, refused",
	[
		(Period(date(2025, 1, 1), date(2025, 12, 31)), False),  # ends on the eve of the contract
		(Period(date(2025, 1, 1), FIRST), True),  # its last day is the first of the contract
		(Period(date(2026, 6, 1), date(2026, 6, 1)), True),  # one single day in between
		(Period(LAST), True),
		(Period(date(2027, 1, 1)), False),
	],
)
def test_R4_the_coordonnateur_is_referent_on_no_day_of_the_contract(period, refused):
	found = check_not_coordinator(ANNA, YEAR, [Coordination(ANNA, PRE, period)])
	assert [r.rule for r in found] == ["R4"] * refused


def test_R4_another_person_or_another_function_does_not_count():
	others = [Coordination(BRUNO, PRE, YEAR), Coordination(ANNA, DELINQUENCY, YEAR)]
	assert check_not_coordinator(ANNA, YEAR, others) == []


@pytest.mark.parametrize("start, refused", [(LAST, True), (LAST + timedelta(days=1), False)])
def test_R4_one_person_is_not_coordonnateur_of_the_pre_and_of_the_prevention_of_delinquency(start, refused):
	both = [Coordination(ANNA, PRE, YEAR), Coordination(ANNA, DELINQUENCY, Period(start))]
	found = check_coordinations(both)
	assert [r.values for r in found] == [(ANNA, start)] * refused
	assert check_coordinations([both[0], Coordination(BRUNO, DELINQUENCY, Period(start))]) == []


def test_R4_two_terms_of_one_function_are_one_function():
	assert check_coordinations([Coordination(ANNA, PRE, YEAR), Coordination(ANNA, PRE, YEAR)]) == []


# R5, the contract


def test_R5_a_contract_is_in_force_with_its_missions_and_the_signature_of_all():
	assert check_contract_signed(1, [FIRST, TODAY], TODAY) == []


@pytest.mark.parametrize(
	"missions, signatures, reasons",
	[
		(0, [FIRST], 1),
		(1, [], 1),
		(1, [FIRST, None], 1),
		(1, [TODAY + timedelta(days=1)], 1),  # signed tomorrow
		(0, [], 2),
	],
)
def test_R5_without_missions_or_signatures_a_contract_is_not_in_force(missions, signatures, reasons):
	assert [r.rule for r in check_contract_signed(missions, signatures, TODAY)] == ["R5"] * reasons


@pytest.mark.parametrize("children, refused", [(20, False), (21, True)])
def test_R5_the_contract_holds_its_maximum_of_children_and_not_one_more(children, refused):
	assert bool(check_capacity(contract(maximum=20), children)) is refused
	assert check_capacity(contract(maximum=0), children) == []


# R5, in charge


def test_R5_a_charge_may_last_to_the_last_day_of_the_contract_not_longer():
	assert check_charges([charge(end=LAST)], contracts()) == []
	assert check_charges([charge(end=LAST + timedelta(days=1))], contracts())
	assert check_charges([charge(start=LAST)], contracts()) == []
	assert check_charges([charge(start=LAST + timedelta(days=1))], contracts())


def test_R5_an_open_charge_may_start_under_a_contract_with_a_term():
	assert check_charges([charge()], contracts()) == []


@pytest.mark.parametrize(
	"held",
	[
		contracts(contract(referent=BRUNO)),  # another person's contract
		contracts(contract(in_force=False)),
		contracts(contract(name="C2")),  # unknown contract
	],
)
def test_R5_a_charge_stands_under_the_referents_own_contract_in_force(held):
	assert [r.rule for r in check_charges([charge()], held)] == ["R5"]


def test_R5_a_charge_that_ends_before_it_starts_is_refused():
	(found,) = check_charges([charge(start=day(5), end=day(4))], contracts())
	assert found.message == "{0}: the period in charge ends before it starts."


def test_R5_a_handover_from_one_day_to_the_next_is_accepted():
	lines = [charge(end=day(9)), charge(start=day(10), referent=BRUNO, name="C2")]
	held = contracts(contract(), contract("C2", BRUNO))
	assert check_one_in_charge(lines, held, Period(FIRST)) == []


def test_R5_a_handover_with_both_in_charge_on_one_day_is_refused():
	lines = [charge(end=day(10)), charge(start=day(10), referent=BRUNO, name="C2")]
	found = check_one_in_charge(lines, contracts(contract(), contract("C2", BRUNO)), Period(FIRST))
	assert [(r.message, r.values) for r in found] == [("Two référents are in charge on {0}.", (day(10),))]


def test_R5_a_handover_that_leaves_a_day_without_referent_is_refused():
	lines = [charge(end=day(9)), charge(start=day(11), referent=BRUNO, name="C2")]
	found = check_one_in_charge(lines, contracts(contract(), contract("C2", BRUNO)), Period(FIRST))
	assert [r.values for r in found] == [(day(10),)]


def test_R5_nobody_in_charge_on_the_first_day_of_the_parcours_is_a_gap():
	assert check_one_in_charge([charge(start=day(1))], contracts(), Period(FIRST))[0].values == (FIRST,)
	assert check_one_in_charge([], contracts(), Period(FIRST))[0].values == (FIRST,)


def test_R5_the_contract_is_in_force_on_its_last_day_and_no_longer_the_next():
	assert check_contract_on([charge()], contracts(), LAST) == []
	assert check_contract_on([charge()], contracts(), LAST + timedelta(days=1))
	assert check_contract_on([], contracts(), TODAY)
	assert check_contract_on([charge()], {}, TODAY)
	assert check_contract_on([charge()], contracts(contract(in_force=False)), TODAY)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4), st.integers(0, 20))
def test_R5_lines_that_pass_have_exactly_one_person_in_charge_each_day(drawn, until):
	lines = [charge(day(min(a, b)), day(max(a, b))) for a, b in drawn]
	active = Period(FIRST, day(until))
	passes = check_one_in_charge(lines, contracts(), active) == []
	count = [sum(line.period.contains(day(d)) for line in lines) for d in range(21)]
	assert passes == (all(n == 1 for n in count[: until + 1]) and all(n <= 1 for n in count))
	if passes:
		assert charge_on(lines, day(until)) in lines


def test_R5_nobody_is_in_charge_outside_the_lines():
	assert charge_on([charge(end=day(3))], day(4)) is None
