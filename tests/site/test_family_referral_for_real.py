"""R12 with nothing pretended: the mail that leaves, two pages sent at once, two merges at once, the doors over HTTP."""

import frappe
import pytest

from pre_module.intake import sending
from tests.factories import make_child, make_structure, make_user
from tests.factories.family import open_page, pdf, reference_in, send, typed
from tests.factories.mail_sink import mail_sink
from tests.factories.merge import documents_of, merge_files
from tests.site.two_sessions import at_once


@pytest.fixture
def structure():
	"""The one structure at work, its page open."""
	frappe.db.set_value("PRE Structure", {"disabled": 0}, "disabled", 1)
	name = make_structure(coordinator=make_user("PRE Coordinator").name).name
	open_page()
	frappe.db.set_default("lang", "fr")
	return name


def test_the_mail_that_leaves_names_no_child(structure, monkeypatch):
	with mail_sink(monkeypatch) as sent:
		page = send(structure, guardian_email="awa@example.org")
		for name in frappe.get_all("Email Queue", {"status": "Not Sent"}, pluck="name"):
			frappe.get_doc("Email Queue", name).send()
	states = frappe.get_all("Email Queue", fields=["status", "error"])
	messages = [message for recipients, message in sent if recipients == ["awa@example.org"]]
	assert len(messages) == 1, states
	text = messages[0].get_body(("html", "plain")).get_content()
	assert messages[0]["Subject"] == "Votre demande est reçue"
	assert reference_in(page) in text and structure.split("'")[0] in text
	for word in ("Inès", "Diallo", "rentrée", "SAI-"):
		assert word not in text and word not in str(messages[0]["Subject"])


@pytest.mark.commits
def test_two_clicks_at_the_same_moment_make_one_referral(world, committed, site):
	structure = make_structure().name
	form = typed(structure, guardian_email="")
	reasons = form.pop("reasons")
	frappe.db.commit()

	def click():
		return sending.send(form["submission"], form, reasons, [])

	references = at_once(site, click, click)
	frappe.db.rollback()
	assert references[0] == references[1], references
	assert frappe.db.count("PRE Referral", {"submission": form["submission"]}) == 1


@pytest.mark.commits
def test_two_merges_at_the_same_moment_make_one(world, committed, site):
	structure = make_structure().name
	kept, merged = (make_child(structure, first_name=n, last_name="Exemple").name for n in ("Inès", "Ines"))
	frappe.db.commit()

	def merge():
		return merge_files(kept, merged).name

	answers = at_once(site, merge, merge)
	frappe.db.rollback()
	assert sorted(isinstance(a, Exception) for a in answers) == [False, True], answers
	assert frappe.db.count("PRE Child Merge", {"merged_child": merged}) == 1
	assert not frappe.db.exists("PRE Child", merged)
	assert {d for d, _n in documents_of(kept)} >= {"PRE Situation", "PRE Child Merge"}
	frappe.db.delete("PRE Child Merge", {"merged_child": merged})  # nobody may, whatever the flags
	frappe.db.commit()


@pytest.mark.commits
def test_a_guest_gets_in_by_the_page_and_by_no_other_door(world, committed, http, server):
	before = frappe.db.get_single_value("PRE Settings", "family_referral_open")
	structure = make_structure().name
	open_page()
	frappe.db.commit()
	try:
		http.session.headers["X-Forwarded-For"] = "203.0.113.9"
		form = typed(structure, guardian_email="")
		page = http.upload("/saisine/new", {"papers": ("lettre.pdf", pdf())}, **form)
		assert page.status_code == 200 and reference_in(page.text), page.text[-2000:]
		frappe.db.rollback()
		name = frappe.db.get_value("PRE Referral", {"online_reference": reference_in(page.text)})
		url = frappe.db.get_value("File", {"attached_to_name": name}, "file_url")
		assert url.startswith("/private/")
		method = "/api/method/frappe.website.doctype.web_form.web_form."
		refused = [
			http.post(method + "accept", web_form="family-referral", data="{}"),
			http.get(
				method + "get_form_data",
				doctype="PRE Referral",
				docname=name,
				web_form_name="family-referral",
			),
			http.get(f"/api/resource/PRE Referral/{name}"),
			http.get("/api/resource/PRE Referral"),
			http.post("/api/resource/PRE Referral", **{k: v for k, v in form.items() if k != "reasons"}),
			http.get(f"/saisine/{name}"),
			http.get("/saisine/list"),
			http.get(url),
			http.upload(
				"/api/method/upload_file", {"file": ("a.pdf", pdf())}, doctype="PRE Referral", docname=name
			),
			http.get("/api/method/pre_module.desk.duplicates.of_referral", name=name),
			http.get(
				"/api/method/pre_module.desk.duplicates.of_identity",
				**{
					"first_name": "Inès",
					"last_name": "Diallo",
					"birth_date": "2018-01-01",
					"structure": structure,
				},
			),
			http.get(
				"/api/method/pre_module.doctype.pre_child_merge.preview.preview",
				child="ENF-1",
				merged_child="ENF-2",
			),
		]
		for answer in refused:
			assert "Diallo" not in answer.text and (
				answer.status_code in (403, 404, 401) or "pre-family" in answer.text
			), (
				answer.url,
				answer.status_code,
				answer.text[:300],
			)
		assert frappe.db.count("PRE Referral", {"structure": structure}) == 1
	finally:
		frappe.db.set_single_value("PRE Settings", "family_referral_open", before)
		frappe.db.commit()
