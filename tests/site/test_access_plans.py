"""The condition of every list reads the register and the structures by their index (design.md, section 4).

No times here: bin/benchmark takes them, at full size. In a town of some thousand children MariaDB prefers an index
already; its plans are read from `explain`, for the very statements that a list, a count and a link search send.
"""

import frappe
import pytest

from benchmarks.calls import DOCTYPES, calls, count_of
from benchmarks.filling import Size, clear, write
from benchmarks.people import COORDONNATEUR, PERSONS, REFERENT
from benchmarks.plans import INDEX, faults, faults_of, plan_of, statements_of
from pre_module.access.scope import REGISTER
from tests.site.conftest import Committed
from tests.site.isolation import reset_request

SMALL = Size(children=4_000, grants=16_000, structures=80, users=200, coordinated=40)


@pytest.fixture(scope="module")
def town(site):
	"""The town, really written: MariaDB counts what is committed only. Taken away at the end."""
	if frappe.db.db_type != "mariadb":
		pytest.fail("These plans are MariaDB's: on another database this file has nothing to say.")
	clear()  # what a run that was killed left
	write(SMALL)
	yield
	frappe.db.rollback()
	reset_request()
	contacts = frappe.get_all("Contact", {"email_id": ("like", "%@benchmark.example")}, pluck="name")
	clear()
	beside = Committed()  # what Frappe made beside the accounts
	for doctype, names in (("User", [person.user for person in PERSONS]), ("Contact", contacts)):
		for name in names:
			beside.add(doctype, name)
	beside.delete()


@pytest.mark.parametrize("person", PERSONS, ids=lambda person: person.name)
def test_every_call_reads_by_index(town, person):
	for call in calls():
		statements = statements_of(person.user, call)
		assert any(f"`tab{call.doctype}`" in s for s in statements), call
		assert faults_of(statements, person.wide) == [], (call.what, call.doctype)


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_referents_list_has_the_register_asked_once_by_its_index(town, doctype):
	statements = statements_of(REFERENT.user, count_of(doctype))
	[statement] = [s for s in statements if REGISTER in s]
	assert f"`tab{doctype}`" in statement, "no statement of its own is waited for"
	steps = [s for s in plan_of(statement) if s["table"] == f"tab{REGISTER}"]
	assert steps and {s["key"] for s in steps} == {INDEX}


def test_a_coordonnateur_of_nothing_else_reads_no_register_in_a_list(town):
	statements = statements_of(COORDONNATEUR.user, count_of("PRE Child"))
	[statement] = [s for s in statements if "`tabPRE Child`" in s]
	assert REGISTER not in statement
	[step] = plan_of(statement)
	assert step["type"] == "ref", "by the index of the structure"


def test_a_plan_that_reads_everything_is_a_fault(town):
	"""The check itself: it would say so."""
	[whole] = faults(plan_of("select name, reason from `tabPRE Child Access` where reason = 'x'"))
	assert "read whole" in whole
	[other] = faults(plan_of("select reason from `tabPRE Child Access` where child = 'ENF-2026-000001'"))
	assert "not by who_sees" in other
	assert not faults(plan_of("select child from `tabPRE Child Access` where user = 'x' and ground = 'y'"))
