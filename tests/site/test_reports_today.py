"""The reports of the day: caseload, follow-up, agreements, against `tests/hand_counted_today.py`."""

import frappe
import pytest
from frappe.desk.query_report import run

from tests import hand_counted as hand
from tests import hand_counted_today as today
from tests.factories import day
from tests.report_names import AGREEMENTS, CASELOAD, FOLLOW_UP, rows


@pytest.fixture
def current(isolated):
	return today.lay_out()


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
	"""A user permission narrows a coordonnateur's lists further: rows come through get_list."""
	user = hand.account("PRE Coordinator", coordinates=today.C)
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


def test_a_referent_finds_the_children_in_his_charge_and_no_other(current, as_user):
	"""R10: K1 has a, b, c today; f was handed back yesterday, g ten days ago."""
	with as_user(current[0]):
		assert {line["child"][-1] for line in rows(FOLLOW_UP)} == {"a", "b", "c"}
		assert {line["child"][-1] for line in rows(AGREEMENTS)} == {"b", "c"}
		titles = frappe.response["_link_titles"]
	assert set(titles) == {f"PRE Child::{today.child_name(c)}" for c in "abc"}


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
