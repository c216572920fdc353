"""The reports over a school year: each number and filter against `tests/hand_counted.py`."""

import frappe
import pytest
from frappe.desk.query_report import run

from tests import hand_counted as hand
from tests.report_names import AREAS, IN_YEAR, NEEDS, PERIOD, REFERRALS, YEARLY, rows


@pytest.fixture
def year(isolated):
	return hand.lay_out()


# PRE Yearly Activity


def count_of(lines: list[dict], figure: str, label: str):
	return next(line for line in lines if (line["figure"], line["label"]) == (figure, label)).get("count")


def test_yearly_activity_says_what_was_counted_by_hand(year):
	lines = rows(YEARLY, **IN_YEAR)
	expected = {
		("F01", "Children followed"): 9,
		("F01", "New this year"): 4,
		("F01", "Left during the year"): 3,
		("F02", "Children in an individual parcours"): 6,
		("F03", "Children without an individual parcours"): 3,
		("F03", "In group actions only"): 1,
		("F03", "Accepted, parcours not started"): 2,
		("F04", "Children identified"): 7,
		("F04", "Taken in charge"): 5,
		("F05", "6 to 10"): 4,
		("F06", "REP+"): 2,
		("F09", "School"): 3,
		("F09", hand.P1): 2,
		("F11", "Accepted"): 5,
	}
	assert {key: count_of(lines, *key) for key in expected} == expected
	share = next(line["share"] for line in lines if line["figure"] == "F02")
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


# The two reports between two days


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


@pytest.mark.parametrize("report", [REFERRALS, NEEDS])
@pytest.mark.parametrize(
	("wrong", "says"),
	[
		({"from_date": None}, "Choose the first and the last day"),
		({"to_date": "2025-02-31"}, "is not a date that exists"),
		({"from_date": "' or '1'='1"}, "is not a date that exists"),
		({"from_date": "0024-09-01"}, "the year 24 is not possible"),
		({"to_date": "2024-08-31"}, "The last day comes before the first"),
		({"from_date": ["like", "%"]}, "takes one value"),
		({"structure": None}, "Choose one structure"),
		({"structure": "' or '1'='1"}, "You may not read the figures of this structure"),
	],
)
def test_a_wrong_filter_of_a_report_between_two_days_says_so(year, report, wrong, says):
	with pytest.raises((frappe.ValidationError, frappe.PermissionError), match=says):
		run(report, filters={**PERIOD, **wrong})


def test_needs_and_actions_by_domain(year):
	fields = "needs covered awaited waiting_list not_covered not_asked actions individual collective by_pre by_services"
	more = ("planned_hours", "redirected", "redirected_answered")
	lines = {
		line["need_domain"]: tuple(line[f] for f in (*fields.split(), *more))
		for line in rows(NEEDS, **PERIOD)
	}
	assert lines == hand.NEEDS_AND_ACTIONS


@pytest.mark.parametrize("answer", [None, "", "Awaited"])
def test_F16_redirected_is_not_yet_answered(year, answer):
	frappe.db.set_value(
		"PRE Referral", {"status": "Redirected", "structure": hand.A}, "redirect_answer", answer
	)
	found = {r["need_domain"]: (r["redirected"], r["redirected_answered"]) for r in rows(NEEDS, **PERIOD)}
	assert found["Schooling"] == found["Mental Health"] == (1, 0) and found["Sport"] == (0, 0)


def test_needs_filters_on_structure_and_days(year):
	assert rows(NEEDS, **{**PERIOD, "structure": hand.B}) == []
	before = {**PERIOD, "from_date": "2023-09-01", "to_date": "2024-08-31"}
	schooling = next(line for line in rows(NEEDS, **before) if line["need_domain"] == "Schooling")
	# 02's diagnostic; actions of 02, 05, 06 and 08
	assert (schooling["needs"], schooling["actions"]) == (1, 4)


@pytest.mark.parametrize("report", [REFERRALS, NEEDS])
def test_the_reports_between_two_days_hold_figures_only(year, report):
	columns = run(report, filters=PERIOD)["columns"]
	linked = {c["options"] for c in columns if c["fieldtype"] == "Link"}
	assert linked <= {"PRE Structure", "PRE Need Domain"}
	assert not {"name", "title", "child"} & {c["fieldname"] for c in columns}
