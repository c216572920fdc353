"""F27 and the weighted half of F19, counted by hand over `tests/hand_counted_today.py` (structure C).

Contacts, in days from today unless dated; the interval is 60 days, the parcours all started a hundred days ago:

| child | contacts |
| --- | --- |
| a | call, mother, -10; and those of the table of the year below |
| b | call, mother, -61 |
| c | text message, mother, -5: a kind that does not inform |
| d | call, nobody reached, -3; call, the aunt, who holds no authority, -20 |
| g | call, mother, -60 |

Under way today: a b c d g. Informed in time: a g = 2. Silent: b (61 days), c (100, never), d (100, never, 1 attempt) = 3.

| contacts of child a | school year 2024-2025 |
| --- | --- |
| 2024-08-31 call, 2025-09-01 call | outside |
| 2024-09-01 call, 2025-08-31 visit | 1 call, 1 visit |
| 2024-12-01 call and 2024-12-02 visit, nobody reached | 2 attempts |

| child | satisfaction, day of the review |
| --- | --- |
| a | 2024-10-01 Not Satisfied; 2025-03-01 Satisfied; 2025-05-01 not asked; a cancelled one of 2025-06-01, Not Satisfied |
| b | 2024-09-01 Very Satisfied, 2025-09-01 Not Satisfied (the year after) |
| c | 2024-12-01 and the same day again, in this order Hardly Satisfied, Satisfied |
| d | 2024-08-31 Satisfied (the year before); a draft of 2025-01-10, Satisfied |

2024-2025, each child once: b Very Satisfied, a and c Satisfied.

Weights since -300: first steps 0.5, preparing 0.5, active 1, suspended 0.25, individual 0.1, collective 0.05, objective 0.2.
Child j has its first steps under K1. Parcours a has two individual actions under way, one that ended, one that has not begun,
and a collective one; parcours b has three objectives.
K1: 2 active + 0.25 suspended + 0.5 first steps + 2 x 0.1 + 0.05 + 3 x 0.2 = 3.6; half a post: 6 children, 7.2.
K2: 2 active + 0.5 being prepared = 2.5; a whole post: 2 children, 2.5.
"""

import frappe
import pytest
from frappe.desk.query_report import run

from pre_module.report.pre_silent_families.pre_silent_families import count
from tests import hand_counted_today as today
from tests.factories import day, make_user, next_number
from tests.hand_rows import account, row
from tests.report_names import CASELOAD, YEARLY, rows

SILENT = "PRE Silent Families"
CALL, VISIT, TEXT = "Phone Call", "Home Visit", "Text Message"


@pytest.fixture
def current(isolated):
	referents = today.lay_out()
	for letter, kind, on, who in (
		("a", CALL, -10, "Sofia"),
		("b", CALL, -61, "Sofia"),
		("c", TEXT, -5, "Sofia"),
		("d", CALL, -3, None),
		("d", CALL, -20, "Tante"),
		("g", CALL, -60, "Sofia"),
	):
		contact(letter, kind, day(on), who)
	for on, kind, who in (
		("2024-08-31", CALL, "Sofia"),
		("2024-09-01", CALL, "Sofia"),
		("2024-12-01", CALL, None),
		("2024-12-02", VISIT, None),
		("2025-08-31", VISIT, "Sofia"),
		("2025-09-01", CALL, "Sofia"),
	):
		contact("a", kind, on, who)
	return referents


def contact(letter: str, kind: str, on: str, who: str | None) -> None:
	people = []
	if who:
		child = today.child_name(letter)
		key = frappe.get_all("PRE Child Guardian", {"parent": child, "first_name": who}, pluck="name")[0]
		people = [{"guardian": f"{who} {letter}", "guardian_row": key}]
	row(
		"PRE Family Contact",
		f"CON-HC-{letter}-{on}",
		child=today.child_name(letter),
		structure=today.C,
		contact_kind=kind,
		contact_date=on,
		reached=1 if who else 0,
		people=people,
	)


def cells(year: str, title: str) -> dict:
	"""The cells of a partition of F27 in the yearly report, by label."""
	lines = [line for line in rows(YEARLY, structure=today.C, school_year=year) if line["figure"] == "F27"]
	start = next((i for i, line in enumerate(lines) if line["label"] == title), None)
	if start is None:
		return {}
	found = {}
	for line in lines[start + 1 :]:
		if line.get("is_title"):
			break
		found[line["label"]] = line["count"]
	return found


def current_year() -> str:
	from pre_module.controllers.school_year import current_school_year

	return current_school_year()


def test_contacts_of_the_year_by_kind(current):
	found = cells("2024-2025", "Contacts by kind")
	assert {label: number for label, number in found.items() if number} == {
		CALL: 1,
		VISIT: 1,
		"Nobody reached": 2,
	}
	assert cells("2024-2025", "Silence beyond the interval") == {}


def test_silence_is_counted_today(current):
	assert cells(current_year(), "Silence beyond the interval") == {"Informed in time": 2, "Silent": 3}


def test_small_numbers_of_it_are_hidden_from_readers_outside(current, as_user):
	with as_user(make_user("PRE Evaluator").name):
		found = cells(current_year(), "Silence beyond the interval")
	assert found == {"Informed in time": None, "Silent": None}


@pytest.fixture
def asked(current):
	for letter, on, answer, docstatus in (
		("a", "2024-10-01", "Not Satisfied", 1),
		("a", "2025-03-01", "Satisfied", 1),
		("a", "2025-05-01", "", 1),
		("a", "2025-06-01", "Not Satisfied", 2),
		("b", "2024-09-01", "Very Satisfied", 1),
		("b", "2025-09-01", "Not Satisfied", 1),
		("c", "2024-12-01", "Hardly Satisfied", 1),
		("c", "2024-12-01", "Satisfied", 1),
		("d", "2024-08-31", "Satisfied", 1),
		("d", "2025-01-10", "Satisfied", 0),
	):
		row(
			"PRE Review",
			f"BIL-HC-{next_number():06d}",
			child=today.child_name(letter),
			structure=today.C,
			kind="Interim",
			review_date=on,
			family_satisfaction=answer,
			docstatus=docstatus,
		)


def test_satisfaction_is_what_was_said_last_in_the_year(asked):
	expected = {"Very Satisfied": 1, "Satisfied": 2, "Hardly Satisfied": 0, "Not Satisfied": 0}
	assert cells("2024-2025", "Satisfaction of the parents") == expected


def test_satisfaction_told_outside_hides_small_numbers(asked, as_user):
	with as_user(make_user("PRE Evaluator").name):
		assert not any(cells("2024-2025", "Satisfaction of the parents").values())


def test_silent_families_are_listed_with_their_attempts(current):
	lines = rows(SILENT, structure=today.C)
	assert [(line["child"][-1], line["holders"], line["days"], line["attempts"]) for line in lines] == [
		("c", "Sofia c", 100, 0),
		("d", "Sofia d", 100, 1),
		("b", "Sofia b", 61, 0),
	]
	assert not [v for line in lines for v in line.values() if isinstance(v, str) and "Prénom" in v]


def test_a_referent_reads_his_own_silent_families_and_others_none(current, as_user):
	with as_user(current[0]):
		assert {line["child"][-1] for line in rows(SILENT)} == {"b", "c"}
		assert count()["value"] == 2
	with as_user(account("PRE Referent")):
		assert rows(SILENT) == []
		assert count()["value"] == 0
	for role in ("PRE Manager", "PRE Evaluator", "PRE Partner"):
		with as_user(account(role)):
			with pytest.raises(frappe.PermissionError):
				run(SILENT, filters={})
			with pytest.raises(frappe.PermissionError):
				count()


def test_a_coordonnateur_filters_them_by_referent(current, as_user):
	with as_user(account("PRE Coordinator", coordinates=today.C)):
		assert {line["child"][-1] for line in rows(SILENT)} == {"b", "c", "d"}
		assert {line["child"][-1] for line in rows(SILENT, referent=current[1])} == {"d"}
		assert count()["value"] == 3


# F19, weighted


def line_of(parcours: str, table: str, field: str, **values) -> None:
	place = {"parenttype": "PRE Parcours", "parent": f"PAR-HC-{parcours}", "parentfield": field}
	frappe.get_doc({"doctype": table, **place, **values}).db_insert()


@pytest.fixture
def weighed(current):
	row(
		"PRE Workload Weights",
		"POI-HC-1",
		structure=today.C,
		from_date=day(-300),
		first_steps=0.5,
		preparing=0.5,
		active=1,
		suspended=0.25,
		individual_action=0.1,
		collective_action=0.05,
		objective=0.2,
	)
	frappe.db.set_value("PRE Child", today.child_name("j"), "contract", today.K1)
	frappe.db.set_value("PRE Referent Contract", today.K1, "full_time_equivalent", 0.5)
	frappe.db.set_value("PRE Referent Contract", today.K2, "full_time_equivalent", 1)
	for mode, start, end in (
		("Individual", -10, None),
		("Individual", -90, 5),
		("Individual", -90, -5),
		("Individual", 5, None),
		("Collective", -10, None),
	):
		line_of(
			"a", "PRE Parcours Action", "actions", mode=mode, from_date=day(start), to_date=end and day(end)
		)
	for code in ("O1", "O2", "O3"):
		line_of("b", "PRE Parcours Objective", "objectives", code=code)


def test_the_load_weighs_work_and_is_brought_to_a_post(weighed):
	lines = {line["contract"]: line for line in rows(CASELOAD, structure=today.C) if line.get("contract")}
	keys = ("weighted_load", "full_time_equivalent", "children_per_post", "load_per_post")
	assert {c: tuple(line[k] for k in keys) for c, line in lines.items()} == {
		today.K1: (3.6, 0.5, 6, 7.2),
		today.K2: (2.5, 1, 2, 2.5),
	}
	total = rows(CASELOAD, structure=today.C)[-1]
	assert tuple(total[k] for k in keys) == (6.1, 1.5, 3.3, 4.1)


def test_without_weights_the_load_is_the_children_under_way(current):
	lines = {line["contract"]: line for line in rows(CASELOAD, structure=today.C) if line.get("contract")}
	assert {c: line["weighted_load"] for c, line in lines.items()} == {today.K1: 3, today.K2: 2}


def test_no_line_of_the_load_names_a_child(weighed):
	assert "Prénom" not in frappe.as_json(rows(CASELOAD, structure=today.C))
	assert today.child_name("a") not in frappe.as_json(rows(CASELOAD, structure=today.C))
