"""Frappe's Data Import of our DocTypes: the good lines are kept, each bad one is named in French with its reason."""

import json
import re

import frappe
import pytest
from frappe import _

from tests.factories import (
	day,
	guardian,
	make_child,
	make_consent,
	make_school,
	make_structure,
	make_territory,
	make_user,
	years_old,
)
from tests.site.doors import Swallowed, as_pattern, csv_lines, logged_message, run_import

pytestmark = pytest.mark.usefixtures("in_french")


def child_line(structure: str, first_name: str, /, **values) -> dict:
	"""One child of a file."""
	return {
		"first_name": first_name,
		"last_name": "Exemple",
		"birth_date": years_old(8),
		"sex": "Female",
		"structure": structure,
		"guardians": [guardian()],
		**values,
	}


BROKEN = {
	"html": ({"first_name": "<b>x</b>"}, "{0}: HTML is not accepted, write plain text."),
	"formula": ({"first_name": "=1+1"}, "{0}: a text can't start like a spreadsheet formula."),
	"ten thousand characters": (
		{"first_name": "a" * 10_000},
		"{0}: {1} characters are too many; {2} at most.",
	),
	"another century": ({"birth_date": "1890-01-01"}, "{0}: the year {1} is not possible."),
	"the future": ({"birth_date": "2150-01-01"}, "The birth date lies in the future."),
	"guardian twice": (
		{"guardians": [guardian("Éloïse"), guardian("ELOISE")]},
		"Two guardians have the same identity: {0}.",
	),
	"school year": (
		{"schooling": [{"school_year": "2026", "school": None}]},
		"{0} is not a school year: write it like 2026-2027.",
	),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_line_among_good_ones_is_named_and_the_good_ones_are_kept(broken):
	values, sentence = BROKEN[broken]
	assert _(sentence) != sentence
	if "schooling" in values:
		values = {"schooling": [{**values["schooling"][0], "school": make_school().name}]}
	structure = make_structure().name
	lines = [
		child_line(structure, "Lina"),
		child_line(structure, "Broken", **values),
		child_line(structure, "Zoé"),
	]
	logs = run_import("PRE Child", csv_lines(lines))
	assert [log.success for log in logs] == [1, 0, 1]
	children = frappe.get_all("PRE Child", {"structure": structure}, pluck="first_name", order_by="creation")
	assert children == ["Lina", "Zoé"]
	assert 3 in json.loads(logs[1].row_indexes), "the line's number in the file, its header being line 1"
	assert re.search(as_pattern(_(sentence)), logged_message(logs[1]))


def test_several_rules_refuse_their_line_and_the_rest_goes_in():
	agreed, not_agreed = make_child(), make_child()
	for stage in ("Information", "Diagnostic"):
		make_consent(agreed, stage)
	lines = [{"child": c.name, "diagnostic_date": day()} for c in (not_agreed, agreed, not_agreed)]
	logs = run_import("PRE Diagnostic", csv_lines(lines))
	assert [log.success for log in logs] == [0, 1, 0]
	assert frappe.get_all("PRE Diagnostic", pluck="child") == [agreed.name]


WARNED = {
	"unknown QPV code": ({"territory": "QN99999Z"}, "QN99999Z"),
	"a day that does not exist": ({"birth_date": "2016-02-31"}, "2016-02-31"),
	"a value of no list": ({"sex": "X"}, "X"),
}


@pytest.mark.parametrize("wrong", WARNED)
def test_what_frappe_reads_before_the_first_line_is_named_and_nothing_is_written(wrong):
	"""An unknown link, a date or a choice that is none: Frappe names line and value, and waits for a better file."""
	values, named = WARNED[wrong]
	structure = make_structure().name
	lines = [
		child_line(structure, "Lina", territory=make_territory().name),
		child_line(structure, "Broken", **{"territory": make_territory().name, **values}),
	]
	with pytest.raises(Swallowed, match=named) as warned:
		run_import("PRE Child", csv_lines(lines))
	assert not frappe.db.exists("PRE Child", {"structure": structure})
	french = ("n'existe", "manquant", "doit", "n’existe", "invalide", "n&#39;existe")
	assert any(word in str(warned.value) for word in french), str(warned.value)


def test_an_import_that_updates_keeps_to_the_rules():
	structure = make_structure().name
	good, bad = make_child(structure), make_child(structure)
	lines = [
		{"name": bad.name, "first_name": "<i>x</i>"},
		{"name": good.name, "first_name": "Lina"},
	]
	logs = run_import("PRE Child", csv_lines(lines), update=True)
	assert [log.success for log in logs] == [0, 1]
	assert (good.reload().first_name, bad.reload().first_name) == ("Lina", "Inès")


def test_an_import_starts_no_document_in_the_middle_of_its_workflow():
	child = make_child()
	lines = [
		{"child": child.name, "workflow_state": "Parcours Active", "status": "Active"},
		{"child": child.name},
	]
	logs = run_import("PRE Parcours", csv_lines(lines))
	assert [log.success for log in logs] == [0, 1]
	assert frappe.get_all("PRE Parcours", {"child": child.name}, pluck="status") == ["Draft"]


def test_who_has_no_right_to_import_children_imports_none(as_user):
	structure = make_structure().name
	with as_user(make_user("PRE Referent").name):
		with pytest.raises(frappe.PermissionError):
			run_import("PRE Child", csv_lines([child_line(structure, "Lina")]))
