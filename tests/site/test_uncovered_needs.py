"""PRE Uncovered Needs (F16, R2): each number against `tests/hand_counted.py`, who reads what of it."""

import frappe
import pytest
from frappe.desk.query_report import run

from pre_module.figures.needs import quarters_of
from pre_module.rules.dates import school_year_period
from tests import hand_counted as hand
from tests.factories import (
	agree_to,
	make_active_parcours,
	make_child,
	make_contract,
	make_diagnostic,
	make_structure,
)
from tests.factories import need_domain as domain
from tests.hand_rows import row
from tests.report_names import IN_YEAR, UNCOVERED


@pytest.fixture
def year(isolated):
	return hand.lay_out()


def lines(**filters) -> dict:
	"""By domain or territory: quarters, total, served."""
	answer = run(UNCOVERED, filters={**IN_YEAR, **filters})
	return {
		line.get("territory") or line["domain"]: (
			[line[f"quarter{n}"] for n in range(4)],
			line["total"],
			line["served"],
		)
		for line in answer["result"]
		if isinstance(line, dict)
	}


@pytest.mark.parametrize("rows", ["Domain", "Territory"])
def test_what_was_counted_by_hand(year, rows):
	counted = lines(rows=rows)
	total = counted.pop("Not noted" if rows == "Territory" else "Total", None) or counted.pop("Total")
	assert counted == hand.UNCOVERED[rows]
	assert total == ([1, 2, 0, 0], 3, 1)


def test_domain_and_territory_together(year):
	answer = run(UNCOVERED, filters={**IN_YEAR, "rows": "Domain and Territory"})
	found = [(r["domain"], r["territory"], r["total"]) for r in answer["result"] if isinstance(r, dict)][:-1]
	assert found == [("Mental Health", hand.T3, 1), ("Schooling", hand.T1, 1), ("Schooling", hand.T3, 1)]
	assert len(answer["chart"]["data"]["labels"]) == 3


def test_filters_on_the_territory_and_the_year(year):
	assert lines(territory=hand.T1)["Schooling"] == ([1, 0, 0, 0], 1, 1)
	assert lines(school_year="2023-2024")["Schooling"] == ([1, 0, 0, 0], 1, 0)
	assert lines(structure=hand.B) == {}


def test_the_median_wait_is_that_of_the_services_asked():
	child = make_child()
	agree_to(child)
	line = {"need_domain": domain(), "need": "Une aide.", "answer": "Refused"}
	diagnostic = make_diagnostic(
		child,
		needs=[
			{**line, "service": "RASED", "asked_on": "2025-01-06", "answered_on": "2025-01-16"},
			{
				**line,
				"need": "Un lieu.",
				"service": "APC",
				"asked_on": "2025-01-06",
				"answered_on": "2025-01-26",
			},
		],
		diagnostic_date="2025-02-01",
	)
	answer = run(UNCOVERED, filters={"structure": child.structure, "school_year": "2024-2025"})
	assert answer["result"][0]["median_days"] == 15
	assert diagnostic.needs[0].standing == "Gap"


def test_quarters_follow_the_school_year():
	first, *_others, last = quarters_of(school_year_period("2024-2025"))
	assert [str(d) for d in (first.start, first.end, last.start, last.end)] == [
		"2024-09-01",
		"2024-11-30",
		"2025-06-01",
		"2025-08-31",
	]


@pytest.mark.parametrize("role", ["PRE Manager", "PRE Evaluator"])
def test_outside_the_circle_small_numbers_are_hidden_and_nothing_is_crossed(year, as_user, role):
	with as_user(hand.account(role)):
		for rows in ("Domain", "Territory"):
			answer = run(UNCOVERED, filters={**IN_YEAR, "rows": rows})
			found = [r for r in answer["result"] if isinstance(r, dict)]
			assert found and not [r for r in found if r["total"]]
			assert not [r for r in found if any(r[f"quarter{n}"] for n in range(4))]
			assert not {"served", "unserved", "median_days"} & {c["fieldname"] for c in answer["columns"]}
		with pytest.raises(frappe.ValidationError, match="both at once"):
			run(UNCOVERED, filters={**IN_YEAR, "rows": "Domain and Territory"})
		with pytest.raises(frappe.PermissionError):
			run(UNCOVERED, filters={**IN_YEAR, "territory": hand.T1})
		with pytest.raises(frappe.ValidationError, match="Choose one structure"):
			run(UNCOVERED, filters={"school_year": hand.YEAR})


def many_needs(structure: str, counts: dict[tuple[str, str], int]) -> None:
	"""Uncovered needs: (domain, day of the diagnostic) → how many, each of a child of its own."""
	for (name, dated), count in counts.items():
		for _n in range(count):
			number = frappe.generate_hash(length=8)
			row("PRE Child", f"ENF-{number}", full_name="X", structure=structure, birth_date="2015-01-01")
			row(
				"PRE Diagnostic",
				f"DIA-{number}",
				child=f"ENF-{number}",
				structure=structure,
				diagnostic_date=dated,
				status="Validated",
				needs=[{"need_domain": domain(name), "need": "Besoin", "standing": "Gap"}],
			)


def test_outside_the_circle_large_numbers_show_and_no_small_one_is_left_by_difference(as_user):
	structure = make_structure().name
	many_needs(
		structure,
		{("Schooling", "2024-10-01"): 9, ("Sport", "2024-10-01"): 3, ("Culture", "2025-01-10"): 6},
	)
	with as_user(hand.account("PRE Evaluator")):
		answer = run(UNCOVERED, filters={"structure": structure, "school_year": hand.YEAR})
	found = {r["domain"]: r for r in answer["result"] if isinstance(r, dict)}
	assert found["Total"]["total"] == 18
	assert found["Schooling"]["total"] == 9
	assert found["Sport"]["total"] is None and found["Culture"]["total"] is None
	assert [found["Total"][f"quarter{n}"] for n in range(4)] == [12, 6, 0, 0]


def test_many_needs_of_few_children_are_a_small_number_too(as_user):
	structure = make_structure().name
	many_needs(structure, {("Schooling", "2024-10-01"): 9})
	name = frappe.db.get_value("PRE Diagnostic", {"structure": structure}, "name")
	for _n in range(7):
		line = frappe.get_doc("PRE Diagnostic", name).append(
			"needs", {"need_domain": domain("Sport"), "need": "Besoin", "standing": "Gap"}
		)
		line.db_insert()
	with as_user(hand.account("PRE Evaluator")):
		answer = run(UNCOVERED, filters={"structure": structure, "school_year": hand.YEAR})
	found = {r["domain"]: r["total"] for r in answer["result"] if isinstance(r, dict)}
	assert found["Sport"] is None, "seven needs of one child"


def test_a_referent_counts_the_children_he_accompanies(as_user):
	structure = make_structure().name
	contract = make_contract(structure)
	mine, other = make_child(structure), make_child(structure)
	for child, held in ((mine, contract), (other, make_contract(structure))):
		make_active_parcours(child, contract=held)
	with as_user(contract.referent):
		answer = run(UNCOVERED, filters={"structure": structure})
		assert [r["total"] for r in answer["result"] if isinstance(r, dict)] == [1, 1]
		assert [n["value"] for n in answer["report_summary"]] == [1, 1, 0]
		with pytest.raises(frappe.PermissionError):
			run(UNCOVERED, filters={"structure": make_structure().name})


@pytest.mark.parametrize("wrong", [{"rows": "Child"}, {"rows": ["Domain"]}, {"school_year": "demain"}])
def test_a_wrong_filter_says_so(year, wrong):
	with pytest.raises(frappe.ValidationError):
		run(UNCOVERED, filters={**IN_YEAR, **wrong})
