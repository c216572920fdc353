"""The workspace « Réussite éducative », its cards and charts, and the two printed documents."""

import json
import re
from io import BytesIO

import frappe
import pytest
from frappe.desk.desktop import get_desktop_page
from frappe.desk.doctype.number_card.number_card import get_result
from frappe.utils.print_format import download_pdf
from pypdf import PdfReader

from pre_module.dashboard_chart_source.parcours_by_status import parcours_by_status
from pre_module.dashboard_chart_source.referrals_by_month import referrals_by_month
from tests.factories import (
	agree_to,
	approve,
	day,
	make_active_parcours,
	make_child,
	make_contract,
	make_diagnostic,
	make_parcours,
	make_referral,
	make_structure,
	make_user,
	need_domain,
	scale,
	validate_diagnostic,
)

NAME = "Educational Success"


@pytest.fixture
def workspace():
	return frappe.get_doc("Workspace", NAME)


def page_of(user: str) -> dict:
	frappe.set_user(user)
	return get_desktop_page(json.dumps({"name": NAME, "title": NAME, "public": 1}))


def test_every_block_of_the_page_exists(workspace):
	"""A block whose card, chart or shortcut has no row stays an empty hole on the page."""
	blocks = json.loads(workspace.content)
	have = {
		"number_card": {c.label for c in workspace.number_cards},
		"chart": {c.label for c in workspace.charts},
		"shortcut": {s.label for s in workspace.shortcuts},
		"card": {row.label for row in workspace.links if row.type == "Card Break"},
	}
	for block in blocks:
		if block["type"] in have:
			named = next(v for k, v in block["data"].items() if k.endswith("_name"))
			have[block["type"]].remove(named)
	assert not any(have.values()), "something of the workspace stands on no block"


def test_every_link_leads_somewhere(workspace):
	for row in (*workspace.shortcuts, *(r for r in workspace.links if r.type == "Link")):
		kind = getattr(row, "link_type", None) or row.type
		assert frappe.db.exists(kind, row.link_to), row.link_to
	for row in workspace.number_cards:
		assert frappe.db.exists("Number Card", row.number_card_name)
	for row in workspace.charts:
		assert frappe.db.exists("Dashboard Chart", row.chart_name)


def test_each_role_sees_what_it_may_open(workspace):
	coordinator = page_of(make_user("PRE Coordinator").name)
	assert len(coordinator["number_cards"]["items"]) == 4
	assert len(coordinator["charts"]["items"]) == 2
	frappe.set_user("Administrator")

	partner = page_of(make_user("PRE Partner").name)
	assert [c.number_card_name for c in partner["number_cards"]["items"]] == ["Referrals to Decide"]
	assert partner["charts"]["items"] == []
	assert {s["link_to"] for s in partner["shortcuts"]["items"]} == {
		"PRE Referral",
		"PRE Situation",
		"PRE Team Meeting",
		"pre-roll-call",
	}
	frappe.set_user("Administrator")

	evaluator = page_of(make_user("PRE Evaluator").name)
	named = {link["link_to"] for card in evaluator["cards"]["items"] for link in card["links"]}
	assert not named & {"PRE Child", "PRE Referral", "PRE Consent", "PRE Diagnostic", "PRE Parcours"}


def test_cards_and_charts_count_what_their_reader_may_see(as_user):
	partner, coordinator = make_user("PRE Partner").name, make_user("PRE Coordinator").name
	child = make_child(make_structure(coordinator=coordinator).name)
	with as_user(coordinator):
		before = counts()
	make_referral(child)
	make_active_parcours(child)
	elsewhere = make_child()  # of a structure that he does not coordinate
	make_referral(elsewhere)
	make_active_parcours(elsewhere)
	with as_user(partner):
		make_referral(structure=child.structure)
		assert count("Referrals to Decide") == 1
		assert sum(referrals_by_month.get()["datasets"][0]["values"]) == 1
		with pytest.raises(frappe.PermissionError):
			parcours_by_status.get()
	with as_user(coordinator):
		after = counts()
	assert [now - then for now, then in zip(after, before, strict=True)] == [2, 2, 1]


def counts() -> list[float]:
	"""Referrals to decide; referrals of this month; active parcours."""
	month = referrals_by_month.get()["datasets"][0]["values"][-1]
	return [count("Referrals to Decide"), month, parcours_by_status.get()["datasets"][0]["values"][3]]


def count(card: str) -> float:
	doc = frappe.get_doc("Number Card", card)
	return get_result(doc.as_json(), doc.filters_json)


def text_of(doctype: str, name: str, lang: str = "en") -> tuple[str, int]:
	"""The words of the PDF that the print view gives, and its number of pages; the server gives its styles."""
	download_pdf(doctype, name, format=doctype, language=lang)
	pages = PdfReader(BytesIO(frappe.local.response.filecontent)).pages
	return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages)), len(pages)


def long_parcours():
	child = make_child()
	agree_to(child)
	diagnostic = validate_diagnostic(
		make_diagnostic(child, child_word="Lire seule.", summary="Note interne.")
	)
	objectives = [
		{
			"code": f"O{n}",
			"objective": f"But {n}",
			"need_domain": need_domain(),
			"evaluation": "Une lecture.",
			**scale(),
		}
		for n in range(1, 11)
	]
	lines = [
		{
			"action_title": f"Geste {n}",
			"objective_code": f"O{(n + 1) // 2}",
			"need_domain": need_domain(),
			"mode": "Individual",
			"from_date": day(),
			"planning": "Le mercredi",
		}
		for n in range(1, 21)
	]
	return approve(make_parcours(child, diagnostic=diagnostic.name, objectives=objectives, actions=lines))


def test_the_parcours_prints_whole_for_the_family(server):
	"""R8: ten objectives, twenty actions, the child's words, a place for each signature; nothing internal."""
	parcours = long_parcours()
	child = frappe.get_doc("PRE Child", parcours.child)
	words, pages = text_of("PRE Parcours", parcours.name)
	for n in range(1, 11):
		assert f"But {n} " in words
	for n in range(1, 21):
		assert f"Geste {n} " in words
	for said in (child.full_name, "Lire seule.", "Parent", "Référent", "Coordonnateur"):
		assert said in words
	assert "Note interne." not in words
	assert "Draft" not in words
	assert 2 <= pages <= 14, "large type, and the five levels of each objective"


def test_the_contract_prints_with_its_missions_and_signatories(server):
	contract = make_contract(make_structure().name)
	words, pages = text_of("PRE Referent Contract", contract.name)
	assert pages == 1
	for said in (contract.missions[0].mission, contract.signatories[0].person, contract.referent_name):
		assert said in words


def test_a_draft_says_it_is_one(server):
	child = make_child()
	assert "Draft" in text_of("PRE Parcours", make_parcours(child).name)[0]


@pytest.mark.parametrize("role", ["PRE Partner", "PRE Evaluator", "PRE Data Protection Officer"])
def test_who_may_not_print_gets_no_document(role, as_user):
	"""Frappe itself prints for whoever may read: a DPO reads a contract and does not take it away."""
	contract, parcours = make_contract(make_structure().name), make_parcours(make_child())
	with as_user(make_user(role).name):
		for doc in (contract, parcours):
			with pytest.raises(frappe.PermissionError):
				download_pdf(doc.doctype, doc.name, format=doc.doctype)


def test_text_people_typed_is_printed_as_text():
	"""What slipped past older rules is shown, never run."""
	parcours = make_parcours(make_child())
	# written past the rules on purpose, as data of an older version could stand
	frappe.db.set_value(
		"PRE Parcours Objective", parcours.objectives[0].name, "objective", "<script>x</script>"
	)
	html = frappe.get_print("PRE Parcours", parcours.name, print_format="PRE Parcours")
	assert "&lt;script&gt;x" in html
	assert "<script>x" not in html
