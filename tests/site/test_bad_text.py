"""Texts, types and numbers that can not be: refused with a clear sentence in French, and nothing written."""

import frappe
import pytest

from pre_module.exceptions import ImpossibleValue, NotPlainText
from tests.factories import (
	guardian,
	make_child,
	make_consent,
	make_contract,
	make_diagnostic,
	make_parcours,
	make_referral,
	make_structure,
)
from tests.site.bad_input import (
	ASKING,
	FORMULA,
	HTML,
	NO_NUMBER,
	NO_TEXT,
	TOO_LONG,
	child_values,
	refused_everywhere,
	says,
)
from tests.site.doors import INSERTING, UPDATING, Swallowed, at_each, nothing_written, rest_v1, shown

pytestmark = pytest.mark.usefixtures("in_french")


# Texts


@pytest.mark.parametrize(
	"wrong",
	[{"first_name": "a" * 10_000}, {"guardians": [guardian("b" * 10_000)]}],
	ids=["child", "guardian"],
)
def test_a_name_of_ten_thousand_characters(wrong):
	refused_everywhere("PRE Child", child_values(**wrong), ImpossibleValue, TOO_LONG, INSERTING)


def test_two_names_that_fit_are_a_full_name_that_fits():
	name = rest_v1("PRE Child", None, child_values(first_name="A" * 140, last_name="B" * 140))
	assert len(frappe.db.get_value("PRE Child", name, "full_name")) == 140


@pytest.mark.parametrize("text", ["<b>Inès</b>", "<img src=x onerror=alert(1)>", "javascript:alert(1)"])
def test_html_in_a_name(text):
	refused_everywhere("PRE Child", child_values(first_name=text), NotPlainText, HTML, INSERTING)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(1)", "-2+3+cmd|' /C calc'!A0", '+HYPERLINK("http://x")'])
def test_a_formula_in_a_line_of_a_table(text):
	values = child_values(guardians=[guardian(address=text)])
	refused_everywhere("PRE Child", values, NotPlainText, FORMULA, INSERTING)


LINES = {
	"PRE Parcours": [("objectives", "objective"), ("actions", "action_title"), ("actions", "planning")],
	"PRE Diagnostic": [
		("views", "view"),
		("factors", "observation"),
		("needs", "need"),
		("needs", "service"),
	],
	"PRE Referral": [("reasons", "observation")],
}


@pytest.mark.parametrize("table, field, doctype", [(t, f, d) for d, lines in LINES.items() for t, f in lines])
def test_html_in_each_text_of_the_lines(table, field, doctype):
	child = make_child()
	if doctype == "PRE Diagnostic":
		make_consent(child, "Information")
		make_consent(child, "Diagnostic")
	doc = {"PRE Parcours": make_parcours, "PRE Diagnostic": make_diagnostic, "PRE Referral": make_referral}[
		doctype
	](child)
	row = {**doc.get(table)[0].as_dict(), field: "<script>alert(1)</script>"}
	with nothing_written(), pytest.raises(NotPlainText, match=says(HTML)):
		rest_v1(doctype, doc.name, {table: [row]})


def test_html_typed_in_a_saved_file_at_every_door():
	child = make_child()

	def attempt(door):
		with nothing_written(), pytest.raises((NotPlainText, Swallowed), match=says(HTML)):
			door("PRE Child", child.name, {"last_name": "<b>x</b>"})

	at_each(UPDATING, attempt)


@pytest.mark.parametrize(
	"first, last", [("Zoé 🙂", "Exemple"), ("محمد", "عبد الله"), ("Łukasz", "O’Neill-Şahin")]
)
def test_a_name_in_any_script_is_kept_as_it_is(first, last):
	def attempt(door):
		name = door("PRE Child", None, child_values(first_name=first, last_name=last))
		assert frappe.db.get_value("PRE Child", name, ["first_name", "last_name"]) == (first, last)

	at_each(INSERTING, attempt)


# Types


@pytest.mark.parametrize(
	"wrong, exception, sentence",
	[
		({"first_name": ["Inès"]}, ImpossibleValue, NO_TEXT),
		({"first_name": {"a": 1}}, ImpossibleValue, NO_TEXT),
		({"first_name": "a\x00b"}, ImpossibleValue, "{0}: the text holds a character that is none."),
		({"guardians": [guardian(["Sofia"])]}, ImpossibleValue, NO_TEXT),
	],
	ids=str,
)
def test_a_value_of_the_wrong_type(wrong, exception, sentence):
	# In this process the request never is bytes: the form and the client's JSON carry the same values.
	refused_everywhere("PRE Child", child_values(**wrong), exception, sentence)


@pytest.mark.parametrize("field, label", [("first_name", "Prénom"), ("birth_date", "Date de naissance")])
def test_a_value_that_is_missing(field, label):
	def attempt(door):
		frappe.clear_messages()
		with pytest.raises(frappe.MandatoryError):
			door("PRE Child", None, child_values(**{field: None}))
		assert "Valeur absente pour" in shown() and label in shown()
		frappe.db.rollback()

	at_each(ASKING, attempt)


@pytest.mark.parametrize("number", ["beaucoup", "1e400", [1]])
def test_what_is_no_number(number):
	contract = make_contract(make_structure().name, in_force=False)
	with nothing_written(), pytest.raises(ImpossibleValue, match=says(NO_NUMBER)):
		rest_v1("PRE Referent Contract", contract.name, {"maximum_children": number})


@pytest.mark.parametrize("number, said", [(10**20, "2147483647"), (-5, "ne peut pas être négative")])
def test_a_number_that_can_not_be(number, said):
	contract = make_contract(make_structure().name, in_force=False)
	with nothing_written(), pytest.raises(frappe.ValidationError, match=said):
		rest_v1("PRE Referent Contract", contract.name, {"maximum_children": number})


def test_a_school_year_that_is_none():
	(line,) = make_child().schooling
	values = child_values(schooling=[{"school": line.school, "school_year": "2026"}])
	sentence = "{0} is not a school year: write it like 2026-2027."
	refused_everywhere("PRE Child", values, frappe.ValidationError, sentence, INSERTING)


@pytest.mark.parametrize("written", ["2026/2027", "2026 - 2027"])
def test_a_school_year_typed_otherwise_is_understood(written):
	(line,) = make_child().schooling
	name = rest_v1(
		"PRE Child", None, child_values(schooling=[{"school": line.school, "school_year": written}])
	)
	assert frappe.get_doc("PRE Child", name).schooling[0].school_year == "2026-2027"


def test_a_brother_twice_or_oneself():
	child, brother = make_child(), make_child()
	attempts = {
		"Row {0}: this brother or sister is there twice.": [{"sibling": brother.name}] * 2,
		"A child is not its own brother or sister.": [{"sibling": child.name}],
	}
	for sentence, siblings in attempts.items():
		with nothing_written(), pytest.raises(frappe.ValidationError, match=says(sentence)):
			rest_v1("PRE Child", child.name, {"siblings": siblings})


def test_a_siret_and_a_postal_code_that_are_none():
	structure = make_structure()
	with pytest.raises(
		frappe.ValidationError, match=says("{0} is not a SIRET number: 14 digits with their check digit.")
	):
		rest_v1("PRE Structure", structure.name, {"siret": "73282932000075"})
	with pytest.raises(frappe.ValidationError, match=says("The postal code has five digits.")):
		rest_v1("PRE Household", None, {"address": "1 rue des Exemples", "postal_code": "7500"})
