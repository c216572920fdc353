"""One case of each rule over a real HTTP connection, as the coordonnateur: REST v1 refuses, REST v2 lets the legal one in."""

import json
import re

import frappe
import pytest
from frappe import _

from tests.factories import PASSWORD, day, make_active_parcours, make_user
from tests.site import rule_cases_family, rule_cases_parcours
from tests.site.doors import as_pattern, state_after
from tests.site.rule_cases import CASES, Case

FIRST = {c.rule: c for c in reversed(CASES)}
pytestmark = [pytest.mark.commits, pytest.mark.usefixtures("world", "everybody_sees")]


@pytest.fixture
def coordinator(http, world):
	"""A coordonnateur, in French, logged in."""
	user = make_user("PRE Coordinator", log_in=True, language="fr")
	frappe.db.commit()
	return http.login(user.name, PASSWORD)


def as_sent(values: dict) -> dict:
	"""The values as JSON has them."""
	return json.loads(frappe.as_json(values))


def shown(answer) -> str:
	"""The messages of an answer of REST v1."""
	return "\n".join(json.loads(m)["message"] for m in json.loads(answer.json()["_server_messages"]))


@pytest.mark.parametrize("case", FIRST.values(), ids=str)
def test_each_rule_over_http(case: Case, coordinator, french):
	prepared = case.write()
	frappe.db.commit()
	state = state_after(prepared.doctype, prepared.action) if prepared.action else {}
	named = f"/{prepared.name}" if prepared.name else ""
	write = coordinator.put if prepared.name else coordinator.post

	answer = write(f"/api/resource/{prepared.doctype}{named}", **as_sent({**prepared.values, **state}))
	assert answer.status_code == 417, answer.text
	assert answer.json()["exc_type"] == case.exception.__name__
	assert re.search(as_pattern(_(case.sentence)), shown(answer))

	prepared.repair()
	frappe.db.commit()
	write = coordinator.patch if prepared.name else coordinator.post
	answer = write(f"/api/v2/document/{prepared.doctype}{named}", **as_sent({**prepared.legal, **state}))
	assert answer.ok, answer.text


def test_R3_a_withdrawal_over_http_suspends_the_parcours(coordinator):
	parcours = make_active_parcours()
	frappe.db.commit()
	consent = frappe.get_doc("PRE Consent", {"child": parcours.child, "stage": "Parcours"})
	answer = coordinator.put(
		f"/api/resource/PRE Consent/{consent.name}", withdrawn_on=day(), withdrawal_reason="Non dite."
	)
	assert answer.ok, answer.text
	frappe.db.rollback()
	assert frappe.db.get_value("PRE Parcours", parcours.name, "status") == "Suspended"


def test_a_program_with_an_old_copy_gets_the_conflict_over_http(coordinator):
	parcours = make_active_parcours()
	frappe.db.commit()
	old = str(parcours.modified)
	path = f"/api/resource/PRE Parcours/{parcours.name}"
	assert coordinator.put(path, family_word="D'accord.").ok
	answer = coordinator.put(path, family_word="Perdu.", modified=old)
	assert answer.json()["exc_type"] == "TimestampMismatchError"
	frappe.db.rollback()
	assert frappe.db.get_value("PRE Parcours", parcours.name, "family_word") == "D'accord."
