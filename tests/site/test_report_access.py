"""Who runs which report and exports it, and what an export holds."""

from io import BytesIO

import frappe
import openpyxl
import pytest
from frappe.desk.query_report import export_query, run

from tests import hand_counted as hand
from tests import hand_counted_today as today
from tests.factories.charter import charter_long_ago
from tests.report_names import (
	AGREEMENTS,
	AREAS,
	CAMPAIGN,
	CASELOAD,
	FOLLOW_UP,
	IN_YEAR,
	NEEDS,
	PERIOD,
	QUEUE,
	REFERRALS,
	TEAM,
	UNCOVERED,
	YEARLY,
)

READERS = {
	CASELOAD: {"PRE Coordinator", "PRE Referent"},
	FOLLOW_UP: {"PRE Coordinator", "PRE Referent"},
	REFERRALS: {"PRE Coordinator"},
	NEEDS: {"PRE Coordinator"},
	AGREEMENTS: {"PRE Coordinator", "PRE Referent", "PRE Data Protection Officer"},
	AREAS: {"PRE Coordinator", "PRE Manager", "PRE Evaluator"},
	YEARLY: {"PRE Coordinator", "PRE Manager", "PRE Evaluator"},
	UNCOVERED: {"PRE Coordinator", "PRE Referent", "PRE Manager", "PRE Evaluator"},
	QUEUE: {"PRE Coordinator"},
	TEAM: {"PRE Coordinator", "PRE Manager", "PRE Evaluator"},
	CAMPAIGN: {"PRE Coordinator", "PRE Data Protection Officer"},
}
ROLES = (
	"PRE Administrator",
	"PRE Coordinator",
	"PRE Referent",
	"PRE Team Member",
	"PRE Partner",
	"PRE Manager",
	"PRE Evaluator",
	"PRE Data Protection Officer",
)
FILTERS = {REFERRALS: PERIOD, NEEDS: PERIOD}


@pytest.fixture
def year(isolated):
	return hand.lay_out()


@pytest.fixture
def current(isolated):
	return today.lay_out()


# Who may run what


@pytest.mark.usefixtures("everybody_sees")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_runs_its_reports_and_no_other(role, as_user):
	hand.row("PRE Structure", hand.A, structure_name=hand.A, legal_form="GIP")
	charter_long_ago(hand.A)
	with as_user(hand.account(role)):
		for report, readers in READERS.items():
			filters = {**FILTERS.get(report, {}), "structure": hand.A}
			if role in readers:
				assert run(report, filters=filters)["columns"]
			else:
				with pytest.raises(frappe.PermissionError):
					run(report, filters=filters)


@pytest.mark.parametrize(
	"report", [REFERRALS, NEEDS, YEARLY, AREAS, CASELOAD, AGREEMENTS, FOLLOW_UP, UNCOVERED, QUEUE]
)
def test_no_report_tells_a_coordonnateur_of_a_structure_he_does_not_coordinate(year, report, as_user):
	with as_user(hand.account("PRE Coordinator", coordinates=hand.B)):
		with pytest.raises(frappe.PermissionError):
			run(report, filters={**PERIOD, "structure": hand.A})
		answer = run(report, filters={**PERIOD, "structure": None})
	assert hand.A not in frappe.as_json(answer)


def test_a_visitor_runs_none(as_user):
	with as_user("Guest"):
		for report in READERS:
			with pytest.raises(frappe.PermissionError):
				run(report, filters=FILTERS.get(report, {}))


@pytest.mark.parametrize("report", READERS)
def test_each_report_is_standard_and_offers_only_its_readers_roles(report):
	doc = frappe.get_doc("Report", report)
	assert (doc.is_standard, doc.module, doc.disabled, doc.prepared_report) == ("Yes", "PRE Module", 0, 0)
	assert {r.role for r in doc.roles} == READERS[report]


# Excel


def exported(report: str, filters: dict) -> list[list]:
	"""The cells of the xlsx that the Desk's export gives."""
	frappe.local.form_dict = frappe._dict(
		report_name=report,
		file_format_type="Excel",
		filters=frappe.as_json(filters),
		applied_filters=frappe.as_json({}),
		visible_idx="[]",
		include_indentation="0",
	)
	export_query()
	book = openpyxl.load_workbook(BytesIO(frappe.response["filecontent"]))
	return [list(line) for line in book.active.iter_rows()]


def test_a_script_report_exports_its_numbers(year, as_user):
	with as_user(hand.account("PRE Coordinator", coordinates=hand.A)):
		cells = exported(YEARLY, IN_YEAR)
	values = {line[1].value: line[2].value for line in cells}
	assert values["Children followed"] == 9


def test_a_report_in_sql_exports_numbers_as_numbers(year, as_user):
	with as_user(hand.account("PRE Coordinator", coordinates=hand.A)):
		cells = exported(NEEDS, PERIOD)
	schooling = next(line for line in cells if line[1].value == "Schooling")
	assert [c.value for c in schooling[2:]] == list(hand.NEEDS_AND_ACTIONS["Schooling"])


@pytest.mark.parametrize("role", ["PRE Manager", "PRE Evaluator"])
def test_who_reads_outside_exports_with_small_numbers_hidden(year, as_user, role):
	with as_user(hand.account(role)):
		cells = exported(YEARLY, IN_YEAR)
	counts = [line[2].value for line in cells[1:]]
	assert 9 in counts
	assert not [n for n in counts if isinstance(n, int | float) and 0 < n < 5]


def test_a_referent_exports_no_list_of_children(current, as_user):
	with as_user(current[0]):
		assert run(FOLLOW_UP, filters={"structure": today.C})["result"]
		with pytest.raises(frappe.PermissionError):
			exported(FOLLOW_UP, {"structure": today.C})


@pytest.mark.parametrize("report", [CASELOAD, AGREEMENTS, FOLLOW_UP])
def test_no_text_becomes_a_formula(current, report, as_user):
	"""A formula that got in before the fields refused it, in a name of staff and in a parent's."""
	formula = '=HYPERLINK("http://example.org","x")'
	frappe.db.set_value("User", current[0], "full_name", formula)
	frappe.db.set_value("PRE Referent Contract", today.K1, "referent_name", formula)
	frappe.db.set_value("PRE Child Guardian", {"parent": today.child_name("c")}, "first_name", formula)
	with as_user(hand.account("PRE Coordinator", coordinates=today.C)):
		cells = exported(report, {"structure": today.C})
	typed = [cell for line in cells for cell in line if "HYPERLINK" in str(cell.value)]
	assert typed
	assert {cell.data_type for cell in typed} <= {"s", "inlineStr"}
