"""Droit commun first: the référent notes a request and its answer in a few seconds, at his desk and on his phone."""

import frappe
import pytest

from tests.factories import (
	agree_to,
	day,
	make_active_parcours,
	make_child,
	make_diagnostic,
	make_request,
	need_domain,
	validate_diagnostic,
)

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}


@pytest.fixture(scope="module")
def diagnostic(cast) -> str:
	"""The validated diagnostic of a child whom the référent accompanies: two needs, services asked long ago for one."""
	contract = frappe.get_doc("PRE Referent Contract", cast.contract)
	child = make_child(first_name="Sami", last_name="Recherche", structure=cast.structure)
	agree_to(child)
	needs = [
		{
			"need_domain": need_domain(),
			"need": "Une aide pour lire.",
			"service": "RASED",
			"answer": "Refused",
		},
		{"need_domain": need_domain("Mental Health"), "need": "Un lieu d’écoute."},
	]
	diagnostic = validate_diagnostic(make_diagnostic(child, needs=needs, diagnostic_date=day(-20)))
	make_active_parcours(child, contract=contract, diagnostic=diagnostic.name)
	asked = {"asked_by": contract.referent, "need": None}
	make_request(child, "Mental Health", service="CMP des Essais", asked_on=day(-37), **asked)
	frappe.db.commit()
	return diagnostic.name


def test_a_request_and_its_answer_from_the_diagnostic(diagnostic, desk_of, cast, picture):
	with desk_of(cast.referent) as desk:
		desk.form("PRE Diagnostic", diagnostic)
		desk.show("requests_html")
		desk.until(lambda: "CMP des Essais" in panel(desk), "the services asked are shown")
		assert "Non couvert" in panel(desk), "37 days without an answer are a gap"
		picture(desk, "diagnostic_requests")
		press(desk, "[data-ask]", 1)
		desk.answer_dialog("Noter la demande", service="Maison des adolescents")
		desk.until(lambda: "Maison des adolescents" in panel(desk), "the request is noted")
		assert "Réponse attendue" in panel(desk)
		request = frappe_name(desk, "Maison des adolescents")
		press(desk, f"[data-answer='{request}']", 0)
		desk.answer_dialog("Noter la réponse", answer="Covered")
		desk.until(lambda: "Couvert" in panel(desk), "the need is covered")
		desk.show("requests_html")
		picture(desk, "diagnostic_answered")


def test_the_list_of_awaited_answers_on_a_phone(diagnostic, desk_of, cast, picture):
	with desk_of(cast.referent) as desk:
		desk.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
		desk.open("/app/pre-service-request")
		desk.until(lambda: "Sami Recherche" in desk.text(), "the list names the child")
		assert "5 semaines" in desk.text() and "RASED" not in desk.text()
		picture(desk, "awaited_answers_phone")
		desk.until(
			lambda: desk.script(
				"const a = [...document.querySelectorAll('.list-row a')].find(a => a.innerText.includes('CMP des Essais'));"
				"if (!a) return false; a.click(); return true"
			),
			"the request opens",
		)
		desk.on_form("PRE Service Request")
		desk.primary("Noter la réponse")
		desk.until(lambda: "Réponse le" in desk.dialog_text(), "the dialog asks the day")
		picture(desk, "answer_phone")
		desk.answer_dialog("Noter la réponse", answer="Waiting List")
		desk.until(lambda: desk.value("answer") == "Waiting List", "the answer is noted")
		picture(desk, "answered_phone")


def panel(desk) -> str:
	return desk.script("return cur_frm.fields_dict.requests_html.$wrapper.text()")


def press(desk, selector: str, number: int) -> None:
	desk.until(
		lambda: desk.script(
			"const b = cur_frm.fields_dict.requests_html.$wrapper.find(arguments[0])[arguments[1]];"
			"if (!b) return false; b.click(); return true",
			selector,
			number,
		),
		f"{selector} can be pressed",
	)
	desk.settled()


def frappe_name(desk, service: str) -> str:
	"""The number of a request, from its link in the panel."""
	return desk.script(
		"return cur_frm.fields_dict.requests_html.$wrapper.find('a').filter((i, a) => a.innerText === arguments[0])"
		".attr('href').split('/').pop()",
		service,
	)
