"""On a site in French: Frappe serves our French in its places, and its own stays as it was.

That nothing lacks a translation is tested without a site, in tests/unit/test_french.py.
"""

import csv
import unicodedata

import frappe
import pytest
from frappe import _
from frappe.translate import clear_cache, get_all_translations, get_translations_from_apps

from tests.unit.french import LOCALE, Catalogue

SHIPPED_LISTS = ("PRE Partner Type", "PRE Need Domain", "PRE Factor", "PRE Exit Reason", "PRE Contact Kind")
# Acronyms, and words that are the same in both languages.
SAME_IN_BOTH = {"Association", "CAF", "CMP / CMPP", "Collège", "Lycée", "Sport", "Vision"}


@pytest.fixture(scope="module")
def catalogue():
	return Catalogue(LOCALE / "fr.po")


def test_the_site_serves_the_whole_catalogue(catalogue):
	clear_cache()
	served = get_all_translations("fr")
	missing = [
		(message, context)
		for (message, context), text in catalogue.items()
		if served.get(f"{message}:{context}" if context else message) != text
	]
	assert missing == [], "'bench build' or 'bench compile-po-to-mo' puts the catalogue in place"


def test_states_and_actions_of_the_workflows_are_shown_in_french(french):
	for name in ("PRE Referral", "PRE Diagnostic", "PRE Parcours", "PRE Referent Contract"):
		workflow = frappe.get_doc("Workflow", name)
		shown = {row.state for row in workflow.states} | {row.action for row in workflow.transitions}
		assert [english for english in shown if _(english) == english] == []


@pytest.mark.parametrize(
	("english", "text"),
	[
		("Referral Received", "Reçue"),
		("Referral Redirected", "Réorientée"),
		("Give to Family", "Remettre à la famille"),
		("Note Approval", "Noter l’approbation"),
		("PRE Referral", "Saisine"),
		("PRE Consent", "Accord de la famille"),
		("PRE Referent", "Référent de parcours"),
	],
)
def test_words_of_the_trade(french, english, text):
	assert _(english) == text


@pytest.mark.parametrize("doctype", SHIPPED_LISTS)
def test_reference_lists_are_shown_in_french(french, doctype):
	assert frappe.get_meta(doctype).translated_doctype
	# Values of a list, no person's data.
	names = frappe.get_all(doctype, pluck="name")
	assert names
	assert {name for name in names if _(name) == name} <= SAME_IN_BOTH


def test_fields_options_and_roles_of_every_doctype_are_shown_in_french(catalogue, french):
	for doctype in frappe.get_all("DocType", {"module": "PRE Module", "custom": 0}, pluck="name"):
		meta = frappe.get_meta(doctype)
		fields = [field for field in meta.fields if not field.get("is_custom_field")]
		shown = {field.label for field in fields} | {field.description for field in fields}
		shown |= {permission.role for permission in meta.permissions if permission.role.startswith("PRE ")}
		for field in fields:
			if field.fieldtype == "Select" and field.fieldname != "naming_series":
				shown |= {option for option in field.options.split("\n") if not option.isdigit()}
		for english in shown - {None, ""}:
			assert _(english, context=doctype) == (
				catalogue.get((english, doctype)) or catalogue[english, ""]
			), f"{doctype}: {english}"


def test_a_refusal_is_a_french_sentence(french):
	child = frappe.get_doc(
		{
			"doctype": "PRE Child",
			"first_name": "Inès",
			"last_name": "Martin",
			"sex": "Female",
			"birth_date": "2999-01-01",
		}
	)
	with pytest.raises(frappe.ValidationError, match=r"La date de naissance est dans le futur"):
		child.run_method("validate")


def test_the_words_of_frappe_keep_their_french(catalogue):
	"""Case and accents apart: « etat » and « État » are the same word."""
	of_frappe = get_translations_from_apps("fr", apps=["frappe"])
	changed = {
		message: (of_frappe[message], text)
		for (message, context), text in catalogue.items()
		if not context and of_frappe.get(message) and _plain(of_frappe[message]) != _plain(text)
	}
	assert changed == {}


def test_only_what_frappe_leaves_in_english_is_said_for_it():
	"""An entry that a newer Frappe translates goes from frappe_gaps.csv."""
	of_frappe = get_translations_from_apps("fr", apps=["frappe"])
	with (LOCALE / "frappe_gaps.csv").open(encoding="utf-8", newline="") as lines:
		gaps = [(row["message"], row["context"]) for row in csv.DictReader(lines)]
	keys = [f"{message}:{context}" if context else message for message, context in gaps]
	assert [key for key in keys if of_frappe.get(key)] == []


def _plain(text: str) -> str:
	letters = unicodedata.normalize("NFD", text.casefold().strip())
	return "".join(letter for letter in letters if not unicodedata.combining(letter))
