"""Section 5 of the reports: each number against `tests/hand_counted.py`, each filter, each role, each export."""

from io import BytesIO

import frappe
import openpyxl
import pytest
from frappe.desk.query_report import export_query, run

from tests import hand_counted as hand
from tests import hand_counted_today as today
from tests.factories import day

CASELOAD = "PRE Caseload by Referent"
FOLLOW_UP = "PRE Parcours Follow-Up"
REFERRALS = "PRE Referrals by Origin and Decision"
NEEDS = "PRE Needs and Actions by Domain"
AGREEMENTS = "PRE Agreements to Watch"
AREAS = "PRE Children by Territory and School"
YEARLY = "PRE Yearly Activity"
PERIOD = {"structure": hand.A, "from_date": "2024-09-01", "to_date": "2025-08-31"}

READERS = {
	CASELOAD: {"PRE Coordinator", "PRE Referent"},
	FOLLOW_UP: {"PRE Coordinator", "PRE Referent"},
	REFERRALS: {"PRE Coordinator"},
	NEEDS: {"PRE Coordinator"},
	AGREEMENTS: {"PRE Coordinator", "PRE Referent", "PRE Data Protection Officer"},
	AREAS: {"PRE Coordinator", "PRE Manager", "PRE Evaluator"},
	YEARLY: {"PRE Coordinator", "PRE Manager", "PRE Evaluator"},
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
IN_YEAR = {"structure": hand.A, "school_year": hand.YEAR}


def rows(report: str, **filters) -> list[dict]:
	"""The lines of a report, as the Desk gets them, without Frappe's own total line."""
	return [line for line in run(report, filters=filters)["result"] if isinstance(line, dict)]


@pytest.fixture
def year(isolated):
	return hand.lay_out()


@pytest.fixture
def current(isolated):
	return today.lay_out()


# Who may run what


@pytest.mark.parametrize("role", ROLES)
def test_each_role_runs_its_reports_and_no_other(role, as_user):
	hand.row("PRE Structure", hand.A, structure_name=hand.A, legal_form="GIP")
	with as_user(hand.account(role)):
		for report, readers in READERS.items():
			filters = {**FILTERS.get(report, {}), "structure": hand.A}
			if role in readers:
				assert run(report, filters=filters)["columns"]
			else:
				with pytest.raises(frappe.PermissionError):
					run(report, filters=filters)


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


# PRE Yearly Activity


def count_of(lines: list[dict], figure: str, label: str):
	return next(line for line in lines if (line["figure"], line["label"]) == (figure, label)).get("count")


def test_yearly_activity_says_what_was_counted_by_hand(year):
	lines = rows(YEARLY, **IN_YEAR)
	expected = {
		("F01", "Children followed"): 9,
		("F01", "New this year"): 4,
		("F01", "Left during the year"): 3,
		("F02", "In an individual parcours"): 6,
		("F02", "In group actions only"): 1,
		("F04", "Children identified"): 7,
		("F04", "Taken in charge"): 5,
		("F05", "6 to 10"): 4,
		("F06", "REP+"): 2,
		("F09", "School"): 3,
		("F09", hand.P1): 2,
		("F11", "Accepted"): 5,
	}
	assert {key: count_of(lines, *key) for key in expected} == expected
	share = next(line["share"] for line in lines if line["label"] == "In an individual parcours")
	assert share == 66.7
	assert next(line["median_days"] for line in lines if "median_days" in line) == 30
	ages = run(YEARLY, filters=IN_YEAR)["chart"]["data"]["datasets"][0]["values"]
	assert ages == [1, 1, 4, 2, 1]


@pytest.mark.parametrize("role", ["PRE Manager", "PRE Evaluator"])
def test_yearly_activity_hides_small_numbers_outside_the_circle(year, as_user, role):
	with as_user(hand.account(role)):
		lines = rows(YEARLY, **IN_YEAR)
	assert count_of(lines, "F01", "Children followed") == 9
	assert count_of(lines, "F01", "New this year") is None
	assert count_of(lines, "F01", "Continuing") is None
	assert not [line for line in lines if line.get("count") and line["count"] < 5]
	assert not [line for line in lines if line["label"] in (hand.P1, hand.P2)]
	for line in lines:
		if line.get("count") is None and "median_days" not in line and not line.get("is_title"):
			assert line["share"] is None and line["note"]


def test_what_f11_hides_f04_does_not_give_away(year, as_user):
	"""Accepted 5 is hidden with 1, 1, 1 beside it; « taken in charge » 5 of 7 would be the same number."""
	with as_user(hand.account("PRE Evaluator")):
		lines = rows(YEARLY, **IN_YEAR)
	if count_of(lines, "F11", "Accepted") is None:
		assert count_of(lines, "F04", "Taken in charge") is None
	assert count_of(lines, "F11", "Redirected") is None


@pytest.mark.parametrize("report", [YEARLY, AREAS])
def test_outside_the_circle_no_filter_cuts_a_structure_in_parts(year, as_user, report):
	"""Otherwise the difference between two answers would be a small number."""
	with as_user(hand.account("PRE Evaluator")):
		for narrower in ({"territory": hand.T1}, {"referent": year[0]}):
			with pytest.raises(frappe.PermissionError):
				run(report, filters={**IN_YEAR, **narrower})
		with pytest.raises(frappe.ValidationError, match="Choose one structure"):
			run(report, filters={"school_year": hand.YEAR})


def test_yearly_activity_without_filter_is_the_current_year_everywhere(year):
	from pre_module.controllers.school_year import current_school_year

	assert rows(YEARLY) == rows(YEARLY, school_year=current_school_year())


def test_yearly_activity_filters(year):
	assert count_of(rows(YEARLY, **IN_YEAR, territory=hand.T1), "F01", "Children followed") == 4
	assert count_of(rows(YEARLY, **IN_YEAR, referent=year[0]), "F01", "Children followed") == 2
	b = rows(YEARLY, structure=hand.B, school_year=hand.YEAR)
	assert count_of(b, "F01", "Children followed") == 1
	with pytest.raises(frappe.ValidationError):
		run(YEARLY, filters={"school_year": "2024"})


# PRE Children by Territory and School


def test_areas_cross_with_ages_inside_the_circle(year):
	lines = rows(AREAS, **IN_YEAR)
	by_name = {line["area_name"]: [line[f"band{i}"] for i in range(5)] + [line["total"]] for line in lines}
	assert by_name == {
		"Les Tilleuls": [1, 1, 2, 0, 0, 4],
		"Les Ormes": [0, 0, 1, 1, 0, 2],
		"Le Centre": [0, 0, 1, 1, 0, 2],
		"Not noted": [0, 0, 0, 0, 1, 1],
		"Total": [1, 1, 4, 2, 1, 9],
	}
	by_school = {line["area_name"]: line["total"] for line in rows(AREAS, **IN_YEAR, rows="School")}
	assert by_school == {hand.S1: 4, hand.S2: 2, hand.S3: 1, "Not noted": 2, "Total": 9}
	with pytest.raises(frappe.ValidationError):
		run(AREAS, filters={**IN_YEAR, "rows": "Child"})


def test_areas_outside_the_circle_are_margins_with_small_numbers_hidden(year, as_user):
	with as_user(hand.account("PRE Manager")):
		lines = rows(AREAS, **IN_YEAR)
		with pytest.raises(frappe.ValidationError, match="school"):
			run(AREAS, filters={**IN_YEAR, "rows": "School"})
	total = lines.pop()
	assert total["total"] == 9
	assert all(line[f"band{i}"] is None for line in lines for i in range(5))
	assert all(line["total"] is None for line in lines)
	assert all(total[f"band{i}"] is None or total[f"band{i}"] >= 5 for i in range(5))


# The two Query Reports


def test_referrals_by_origin_and_decision(year):
	lines = {
		line["origin"]: [
			line[f]
			for f in (
				"received",
				"accepted",
				"redirected",
				"declined",
				"withdrawn",
				"undecided",
				"by_derogation",
			)
		]
		for line in rows(REFERRALS, **PERIOD)
	}
	assert lines == {
		"School": [3, 1, 1, 1, 0, 0, 0],
		"Family": [2, 2, 0, 0, 0, 0, 1],
		"Social Service": [1, 1, 0, 0, 0, 0, 0],
		"Health": [1, 1, 0, 0, 0, 0, 0],
		"Association": [1, 0, 0, 0, 0, 1, 0],
	}
	total = run(REFERRALS, filters=PERIOD)["result"][-1]
	assert total[2:4] == [8, 5]


def test_referrals_filters_on_structure_and_days(year):
	assert [line["received"] for line in rows(REFERRALS, **{**PERIOD, "structure": hand.B})] == [1]
	one_day = {**PERIOD, "from_date": "2024-09-10", "to_date": "2024-09-10"}
	assert [line["received"] for line in rows(REFERRALS, **one_day)] == [1]
	assert rows(REFERRALS, **{**PERIOD, "structure": "' or '1'='1"}) == []


def test_needs_and_actions_by_domain(year):
	fields = "needs covered awaited waiting_list not_covered actions individual collective by_pre by_services"
	lines = {
		line["need_domain"]: tuple(line[f] for f in (*fields.split(), "planned_hours"))
		for line in rows(NEEDS, **PERIOD)
	}
	assert lines == hand.NEEDS_AND_ACTIONS


def test_needs_filters_on_structure_and_days(year):
	assert rows(NEEDS, **{**PERIOD, "structure": hand.B}) == []
	before = {**PERIOD, "from_date": "2023-09-01", "to_date": "2024-08-31"}
	schooling = next(line for line in rows(NEEDS, **before) if line["need_domain"] == "Schooling")
	# 02's diagnostic; actions of 02, 05, 06 and 08
	assert (schooling["needs"], schooling["actions"]) == (1, 4)


@pytest.mark.parametrize("report", [REFERRALS, NEEDS])
def test_query_reports_hold_figures_only(report):
	doc = frappe.get_doc("Report", report)
	assert doc.report_type == "Query Report"
	linked = {c.options for c in doc.columns if c.fieldtype == "Link"}
	assert linked <= {"PRE Structure", "PRE Need Domain"}
	assert not {"name", "title", "child"} & {c.fieldname for c in doc.columns}


# PRE Caseload by Referent


def test_caseload_counts_children_room_and_late_reviews(current):
	lines = {line["contract"]: line for line in rows(CASELOAD, structure=today.C) if line.get("contract")}
	keys = (
		"children",
		"maximum_children",
		"room_left",
		"active",
		"suspended",
		"being_prepared",
		"late_reviews",
	)
	assert {c: tuple(line[k] for k in keys) for c, line in lines.items()} == today.CASELOAD
	total = rows(CASELOAD, structure=today.C)[-1]
	assert [total[k] for k in ("children", "room_left", "late_reviews")] == [5, 2, 2]


def test_caseload_filters(current):
	twenty_days_ago = rows(CASELOAD, structure=today.C, on_date=day(-20))
	assert [line["children"] for line in twenty_days_ago] == [5, 1, 6]
	assert [line["contract"] for line in rows(CASELOAD, referent=current[1])[:-1]] == [today.K2]
	assert rows(CASELOAD, structure=today.C, on_date=day(-3000)) == []


def test_a_referent_reads_his_own_line_only(current, as_user):
	with as_user(current[0]):
		lines = rows(CASELOAD, structure=today.C, referent=current[1])
	assert [line["contract"] for line in lines[:-1]] == [today.K1]


# PRE Parcours Follow-Up


def test_follow_up_shows_late_reviews_first(current):
	lines = rows(FOLLOW_UP, structure=today.C)
	assert [(line["child"], line["days_late"]) for line in lines] == [
		(today.child_name("b"), 40),
		(today.child_name("a"), 10),
		(today.child_name("c"), None),
		(today.child_name("d"), None),
		(today.child_name("g"), None),
	]
	ends = {line["child"]: line["agreement_until"] and str(line["agreement_until"]) for line in lines}
	assert ends == {
		today.child_name("a"): day(200),
		today.child_name("b"): day(20),
		today.child_name("c"): None,
		today.child_name("d"): None,
		today.child_name("g"): None,
	}


@pytest.mark.parametrize(
	("filters", "children"),
	[
		({"late_only": 1}, "ba"),
		({"status": "Approved"}, "e"),
		({"status": "Suspended"}, "c"),
		({"territory": today.T1}, "a"),
		({"territory": "nowhere"}, ""),
		({"referent": 1}, "dg"),
	],
)
def test_follow_up_filters(current, filters, children):
	if "referent" in filters:
		filters = {"referent": current[filters["referent"]]}
	lines = rows(FOLLOW_UP, structure=today.C, **filters)
	assert [line["child"] for line in lines] == [today.child_name(c) for c in children]


def test_children_are_linked_and_their_names_only_sent_beside(current):
	lines = rows(FOLLOW_UP, structure=today.C)
	assert not [v for line in lines for v in line.values() if isinstance(v, str) and "Prénom" in v]
	assert frappe.response["_link_titles"][f"PRE Child::{today.child_name('a')}"] == "Prénom a"


def test_follow_up_obeys_the_readers_permissions(current, as_user):
	"""A user permission stands for any rule that narrows PRE Parcours: rows come through get_list."""
	user = hand.account("PRE Referent")
	frappe.get_doc(
		{
			"doctype": "User Permission",
			"user": user,
			"allow": "PRE Child",
			"for_value": today.child_name("b"),
		}
	).insert()
	with as_user(user):
		assert [line["child"] for line in rows(FOLLOW_UP, structure=today.C)] == [today.child_name("b")]
		watched = {line["child"] for line in rows(AGREEMENTS, structure=today.C)}
	assert watched == {today.child_name("b")}


# PRE Agreements to Watch


def test_agreements_to_watch(current):
	lines = rows(AGREEMENTS, structure=today.C)
	found = {(line["child"][-1], line["stage"], line["guardian"], line["state"]) for line in lines}
	assert found == today.AGREEMENTS
	assert len(lines) == len(today.AGREEMENTS)
	states = [line["state"] for line in lines]
	assert states[0] == "Withdrawn" and states[-1] == "Expiring"
	assert next(line["days_left"] for line in lines if line["state"] == "Expiring") == 20


@pytest.mark.parametrize(
	("filters", "children"),
	[
		({"stage": "Parcours"}, {"b", "c", "d", "e"}),
		({"state": "Missing"}, {"e", "h"}),
		({"territory": today.T1}, set()),
		({"referent": 1}, {"d", "e"}),
	],
)
def test_agreements_filters(current, filters, children):
	if "referent" in filters:
		filters = {"referent": current[filters["referent"]]}
	lines = rows(AGREEMENTS, structure=today.C, **filters)
	assert {line["child"][-1] for line in lines} == children


def test_the_data_protection_officer_reads_counts_without_a_name(current, as_user):
	with as_user(hand.account("PRE Data Protection Officer")):
		answer = run(AGREEMENTS, filters={"structure": today.C})
	assert not [c for c in answer["columns"] if c["fieldname"] in ("child", "guardian")]
	counts = {line["state"]: line["total"] for line in answer["result"]}
	assert counts["Missing"] == 3 and counts["Withdrawn"] == 1 and counts[""] == len(today.AGREEMENTS)
	assert "_link_titles" not in frappe.response


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
	with as_user(hand.account("PRE Coordinator")):
		cells = exported(YEARLY, IN_YEAR)
	values = {line[1].value: line[2].value for line in cells}
	assert values["Children followed"] == 9


def test_a_query_report_exports_numbers_as_numbers(year, as_user):
	with as_user(hand.account("PRE Coordinator")):
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
	with as_user(hand.account("PRE Referent")), pytest.raises(frappe.PermissionError):
		exported(FOLLOW_UP, {"structure": today.C})


@pytest.mark.parametrize("report", [CASELOAD, AGREEMENTS, FOLLOW_UP])
def test_no_text_becomes_a_formula(current, report, as_user):
	"""A formula that got in before the fields refused it, in a name of staff and in a parent's."""
	formula = '=HYPERLINK("http://example.org","x")'
	frappe.db.set_value("User", current[0], "full_name", formula)
	frappe.db.set_value("PRE Referent Contract", today.K1, "referent_name", formula)
	frappe.db.set_value("PRE Child Guardian", {"parent": today.child_name("c")}, "first_name", formula)
	with as_user(hand.account("PRE Coordinator")):
		cells = exported(report, {"structure": today.C})
	typed = [cell for line in cells for cell in line if "HYPERLINK" in str(cell.value)]
	assert typed
	assert {cell.data_type for cell in typed} <= {"s", "inlineStr"}
