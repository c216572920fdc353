"""R1, R10: what stands above a reader's level is not told by a filter, an order, an expression or a line either."""

import json

import frappe
import pytest

from pre_module.access.frappe_doors import queries
from tests.factories import (
	PASSWORD,
	examine,
	make_child,
	make_partner,
	make_referral,
	make_structure,
	make_user,
)

SIGN = "Ne dort plus depuis octobre."
REFERRAL, LINES = "PRE Referral", "PRE Referral Criterion"
LISTS = ("frappe.client.get_list", "frappe.desk.reportview.get", "frappe.desk.reportview.get_list")
GUESSES = {
	"a filter": {"filters": [["fragility_noted", "like", "Ne dort%"]]},
	"a filter with ifnull": {"filters": [["ifnull(`fragility_noted`, '')", "like", "Ne dort%"]]},
	"another filter": {"or_filters": [["derogation", "=", 1], ["fragility_noted", "like", "N%"]]},
	"a filter as text": {"filters": ["fragility_noted like 'Ne dort%'"]},
	"a filter on a line": {"filters": [[LINES, "comment", "like", "%"]]},
	"an order": {"order_by": "fragility_noted asc"},
	"a group": {"group_by": "fragility_noted"},
	"an expression": {"fields": ["name", "if(fragility_noted like 'N%', 1, 0) as x"]},
	"a field of a line": {"fields": ["name", f"`tab{LINES}`.`comment`"]},
	"a field of a table": {"fields": ["name", "criteria.comment"]},
	"the file's number": {"filters": [["child", "=", "ENF-2026-000001"]]},
	"a field of the file": {"fields": ["name", "child.full_name"]},
}


@pytest.fixture
def partner(committed, world, http):
	"""A teacher at the browser, whose referral was examined."""
	account = make_user("PRE Partner", log_in=True)
	structure = make_structure()
	institution = make_partner(user=account.name, structure=structure.name)
	frappe.set_user(account.name)
	referral = make_referral(structure=structure.name, partner=institution.name)
	frappe.set_user("Administrator")
	referral.child = make_child(structure.name).name
	examine(referral)
	frappe.db.set_value(REFERRAL, referral.name, "fragility_noted", SIGN)
	frappe.db.set_value(LINES, {"parent": referral.name}, "comment", SIGN)
	frappe.db.commit()
	http.login(account.name, PASSWORD)
	return frappe._dict(http=http, referral=referral.name, user=account.name)


def ask(http, method: str, **sent):
	return http.get(
		f"/api/method/{method}", **{k: v if isinstance(v, str) else json.dumps(v) for k, v in sent.items()}
	)


@pytest.mark.commits
@pytest.mark.parametrize("guess", GUESSES)
def test_R1_the_examination_is_not_guessed(partner, guess):
	for method in LISTS:
		seen = ask(partner.http, method, doctype=REFERRAL, fields=["name"])
		assert seen.ok and partner.referral in seen.text, (method, seen.text)
		answer = ask(partner.http, method, **{"doctype": REFERRAL, "fields": ["name"], **GUESSES[guess]})
		left_out = guess == "an expression" and '"x"' not in answer.text  # Frappe's own list takes it away
		assert (not answer.ok or left_out) and SIGN not in answer.text, (method, answer.text)
	by_rest = {k: json.dumps(v) if not isinstance(v, str) else v for k, v in GUESSES[guess].items()}
	answer = partner.http.get(f"/api/resource/{REFERRAL}", **by_rest)
	left_out = guess in ("a group", "an expression") and '"x"' not in answer.text
	assert SIGN not in answer.text and (not answer.ok or left_out), answer.text


@pytest.mark.commits
def test_R1_nor_are_its_lines_read(partner):
	for method in LISTS:
		answer = ask(
			partner.http, method, doctype=LINES, parent=REFERRAL, parent_doctype=REFERRAL, fields=["*"]
		)
		assert SIGN not in answer.text and partner.referral not in answer.text, answer.text
	value = ask(
		partner.http,
		"frappe.client.get_value",
		doctype=REFERRAL,
		fieldname="name",
		filters={"fragility_noted": ["like", "Ne%"]},
	)
	assert not value.ok
	count = ask(
		partner.http,
		"frappe.client.get_count",
		doctype=REFERRAL,
		filters={"fragility_noted": ["like", "Ne%"]},
	)
	assert not count.ok
	assert ask(partner.http, "frappe.client.get_count", doctype=REFERRAL, filters={}).json()["message"] == 1


@pytest.mark.commits
def test_a_coordonnateur_still_filters_by_them(committed, world, http):
	coordinator = make_user("PRE Coordinator", log_in=True)
	structure = make_structure(coordinator=coordinator.name)
	referral = make_referral(structure=structure.name)
	frappe.db.set_value(REFERRAL, referral.name, "fragility_noted", SIGN)
	frappe.db.commit()
	http.login(coordinator.name, PASSWORD)
	for guess in ("a filter", "an order"):
		answer = ask(http, LISTS[0], **{"doctype": REFERRAL, "fields": ["name"], **GUESSES[guess]})
		assert answer.ok and referral.name in answer.text, (guess, answer.text)


def test_R10_a_situation_is_not_found_by_the_number_of_the_file(as_user):
	queries.install()
	for role in ("PRE Team Member", "PRE Partner", "PRE Referent", "PRE Coordinator"):
		with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
			frappe.get_list("PRE Situation", filters={"child": "ENF-2026-000001"}, pluck="name")
