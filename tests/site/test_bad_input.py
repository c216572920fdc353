"""Dates, people and codes that can not be: refused with a clear sentence in French, and nothing written."""

import frappe
import pytest

from pre_module.exceptions import AgreementMissing, ImpossibleValue
from tests.factories import (
	day,
	guardian,
	make_child,
	make_consent,
	make_contract,
	make_parcours,
	make_referral,
	make_structure,
	make_territory,
	make_user,
)
from tests.site.bad_input import ASKING, NO_DATE, NO_YEAR, TWICE, child_values, refused_everywhere, says
from tests.site.doors import INSERTING, at_each, nothing_written, rest_v1

pytestmark = pytest.mark.usefixtures("in_french")


# Dates


@pytest.mark.parametrize(
	"wrong, sentence",
	[
		({"birth_date": "2016-02-31"}, NO_DATE),
		({"birth_date": "31/02/2016"}, NO_DATE),
		({"birth_date": "demain"}, NO_DATE),
		({"birth_date": 20160101}, NO_DATE),
		({"birth_date": ["2016-01-01"]}, NO_DATE),
		({"birth_date": "1890-01-01"}, NO_YEAR),
		({"birth_date": "1985-01-01"}, "The birth date makes the child {0} years old: check the year."),
		({"birth_date": "2150-01-01"}, "The birth date lies in the future."),
		({"guardians": [guardian(birth_date="1980-02-31")]}, NO_DATE),
		({"guardians": [guardian(birth_date="2150-01-01")]}, "Row {0}: the birth date lies in the future."),
	],
	ids=str,
)
def test_an_impossible_date_in_a_childs_file(wrong, sentence):
	refused_everywhere("PRE Child", child_values(**wrong), frappe.ValidationError, sentence)


def test_a_birth_after_the_referral_or_in_another_century():
	referral = make_referral(make_child())
	for value, sentence in {
		"1890-05-05": NO_YEAR,
		"1990-05-05": "The birth date makes the child {0} years old: check the year.",
		day(1): "The birth date lies after the referral.",
	}.items():
		with nothing_written(), pytest.raises(frappe.ValidationError, match=says(sentence)):
			rest_v1("PRE Referral", referral.name, {"birth_date": value})


@pytest.mark.parametrize(
	"values, sentence",
	[
		({"given_on": "2001-01-01"}, "The agreement is dated before the child was born."),
		({"given_on": 1}, "The agreement is dated in the future."),
		({"valid_until": -11}, "The agreement ends before it was given."),
		({"withdrawn_on": -11, "withdrawal_reason": "Non."}, "The withdrawal comes before the agreement."),
		({"withdrawn_on": 1, "withdrawal_reason": "Non."}, "The withdrawal is dated in the future."),
		({"given_on": "2026-02-31"}, NO_DATE),
	],
	ids=str,
)
def test_an_impossible_date_of_an_agreement(values, sentence):
	values = {field: day(v) if isinstance(v, int) else v for field, v in values.items()}
	child = make_child()
	with nothing_written(), pytest.raises(frappe.ValidationError, match=says(sentence)):
		make_consent(child, **values)


def test_an_end_before_its_start():
	structure, child = make_structure(), make_child()
	parcours = make_parcours(child)
	action = {**parcours.actions[0].as_dict(), "from_date": day(), "to_date": day(-1)}
	line = {"user": make_user().name, "function": "PRE Coordinator", "from_date": day(), "to_date": day(-1)}
	attempts = [
		(
			"The contract ends before it starts.",
			lambda: make_contract(structure.name, from_date=day(), to_date=day(-1)),
		),
		(
			"The parcours is planned to end before it starts.",
			lambda: rest_v1("PRE Parcours", parcours.name, {"planned_start": day(), "planned_end": day(-1)}),
		),
		(
			"The action « {0} » ends before it starts.",
			lambda: rest_v1("PRE Parcours", parcours.name, {"actions": [action]}),
		),
		(
			"Row {0}: the function ends before it starts.",
			lambda: rest_v1("PRE Structure", structure.name, {"coordinators": [line]}),
		),
		(
			"The territory ends before it starts.",
			lambda: make_territory(valid_from=day(), valid_until=day(-1)),
		),
	]
	for sentence, attempt in attempts:
		with pytest.raises(frappe.ValidationError, match=says(sentence)):
			attempt()


@pytest.mark.parametrize("table, field", [("objectives", "target_date"), ("actions", "to_date")])
def test_a_day_that_does_not_exist_in_a_line(table, field):
	parcours = make_parcours(make_child())
	row = {**parcours.get(table)[0].as_dict(), field: "2026-02-30"}
	with nothing_written(), pytest.raises(ImpossibleValue, match=says(NO_DATE)):
		rest_v1("PRE Parcours", parcours.name, {table: [row]})


# Identity


@pytest.mark.parametrize(
	"first, second",
	[
		(("Éloïse", "Le-Goff"), ("ELOISE", "LE GOFF")),
		(("Anne-Marie", "N’Diaye"), ("anne marie", "n'diaye")),
		(("محمد", "علي"), ("محمّد", "علي")),
	],
)
def test_two_guardians_with_the_same_identity(first, second):
	values = child_values(guardians=[guardian(*first), guardian(*second, relationship="Father")])
	refused_everywhere("PRE Child", values, AgreementMissing, TWICE, INSERTING)


def test_two_guardians_of_one_name_with_two_birth_dates_are_two():
	twice = [guardian("Ali", birth_date="1960-01-01"), guardian("Ali", birth_date="1985-01-01")]
	at_each(INSERTING, lambda door: door("PRE Child", None, child_values(guardians=twice)))


# Codes and links


@pytest.mark.parametrize("code", ["QX075001", "QN0750", "75001", "QP07500A1"])
def test_a_territory_with_a_code_that_is_no_qpv_code(code):
	values = {"code": code, "territory_name": "Les Exemples", "territory_type": "QPV"}
	refused_everywhere(
		"PRE Territory",
		values,
		frappe.ValidationError,
		"{0} is not a QPV code: QN or QP and six characters, as in the national list.",
		INSERTING,
	)


def test_a_child_in_a_territory_nobody_knows():
	def attempt(door):
		with (
			nothing_written(),
			pytest.raises(frappe.LinkValidationError, match=r"Impossible de trouver.*QN99999Z"),
		):
			door("PRE Child", None, child_values(territory="QN99999Z"))

	at_each(ASKING, attempt)
