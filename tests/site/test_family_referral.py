"""R12: parents refer their own child on a public page. It tells nothing, loses nothing, and lands in the queue."""

import re
from email import message_from_string, policy

import frappe
import pytest
from frappe.utils import get_datetime

from pre_module.access.frappe_doors.web_forms import accept
from pre_module.access.register import settle
from pre_module.access.scope import grants_where
from pre_module.intake import limits, sending
from pre_module.patches import give_back_family_requests
from pre_module.rules import family_referral
from pre_module.rules.access import REFERRAL, Grant
from pre_module.rules.family_referral import check_answers
from tests.factories import (
	make_child,
	make_partner,
	make_school,
	make_structure,
	make_user,
	need_domain,
	years_old,
)
from tests.factories.family import (
	ask,
	errors_in,
	open_page,
	pdf,
	picture,
	reference_in,
	send,
	typed,
	upload,
)
from tests.site.seeing import live


@pytest.fixture
def town(monkeypatch):
	"""One structure at work, its page open, nobody counted yet; visitors are guests, in French."""
	frappe.db.set_value("PRE Structure", {"disabled": 0}, "disabled", 1)
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator, phone="01 99 00 12 34").name
	open_page()
	frappe.db.set_default("lang", "fr")
	kept: dict[str, int] = {}

	def count(what, who, limit, seconds):
		kept[f"{what}:{who}"] = kept.get(f"{what}:{who}", 0) + 1
		if kept[f"{what}:{who}"] > limit:
			raise limits.TooMany("Page envoyée trop souvent.")

	monkeypatch.setattr(limits, "_count", count)
	# A site that has a mail server, and sends nothing.
	monkeypatch.setitem(frappe.local.conf, "mail_server", "mail.example.org")
	monkeypatch.setitem(frappe.local.conf, "auto_email_id", "pre@example.org")
	monkeypatch.setattr(frappe.local, "outgoing_email_account", {}, raising=False)
	return frappe._dict(structure=structure, coordinator=coordinator)


def referrals(**filters) -> list:
	return [
		frappe.get_doc("PRE Referral", name) for name in frappe.get_all("PRE Referral", filters, pluck="name")
	]


def only(page: str):
	"""The one referral that a page says it made."""
	assert reference_in(page), errors_in(page)
	(referral,) = referrals(online_reference=reference_in(page))
	return referral


# What lands.


def test_a_request_lands_in_the_queue_of_the_coordonnateur(town, as_user):
	second = need_domain("Behaviour")
	referral = only(send(town.structure, reasons=[need_domain(), second], when_to_call="Le soir"))
	assert (referral.status, referral.origin, referral.structure) == ("Received", "Family", town.structure)
	assert referral.owner == "Guest" and referral.family_informed
	assert {row.need_domain for row in referral.reasons} == {need_domain(), second}
	assert (referral.guardian_name, referral.relationship_declared) == ("Awa Diallo", "Mother")
	assert referral.parental_authority_declared and referral.contact_agreed and referral.declared_on
	assert referral.when_to_call == "Le soir"
	with as_user(town.coordinator):
		queue = frappe.get_list("PRE Referral", {"status": "Received"}, pluck="name")
	assert referral.name in queue


def test_a_date_is_taken_as_people_write_it(town):
	assert str(only(send(town.structure, birth_date="03/02/2018")).birth_date) == "2018-02-03"


def test_the_family_is_confirmed_by_mail_and_no_child_is_named(town):
	referral = only(send(town.structure, guardian_email="awa@example.org"))
	(mail,) = [
		m
		for m in frappe.get_all("Email Queue", {"reference_name": referral.name}, ["name", "message"])
		if frappe.db.exists("Email Queue Recipient", {"parent": m.name, "recipient": "awa@example.org"})
	]
	body = frappe.get_doc("Email Queue", mail.name).message
	parsed = message_from_string(body, policy=policy.default)
	text = parsed.get_body(("html",)).get_content()
	assert referral.online_reference in text
	assert "demande" in parsed["subject"]
	for word in ("Inès", "Diallo", referral.name, "rentrée"):
		assert word not in text and word not in parsed["subject"]


def test_the_coordonnateur_is_told(town):
	referral = only(send(town.structure))
	told = frappe.get_all(
		"Email Queue Recipient",
		{"parent": ("in", frappe.get_all("Email Queue", {"reference_name": referral.name}, pluck="name"))},
		pluck="recipient",
	)
	assert town.coordinator in told


def test_without_an_address_the_reference_on_the_page_is_enough(town):
	assert only(send(town.structure, guardian_email="")).guardian_email in ("", None)


# Once.


def test_the_same_page_sent_twice_makes_one_referral(town):
	form = typed(town.structure)
	first, second = ask("POST", **form), ask("POST", **form)
	assert reference_in(first) == reference_in(second)
	assert len(referrals(owner="Guest")) == 1


@pytest.mark.parametrize("changed", ["child_first_name", "reasons", "papers"])
def test_the_same_page_sent_again_with_other_answers_is_another_request(town, changed):
	"""Without scripts: « Back », the name of the second child written over the first, « Send »."""
	form = typed(town.structure)
	other = {
		"child_first_name": "Moussa",
		"reasons": [need_domain("Behaviour")],
		"papers": [upload("lettre.pdf", pdf())],
	}
	again = {**form, changed: other[changed]}
	first, second = only(ask("POST", **form)), only(ask("POST", **again))
	assert first.name != second.name
	if changed != "papers":
		assert reference_in(ask("POST", **again)) == second.online_reference


@pytest.mark.parametrize(
	"phone", ["00 33 (0) 6 12 34 56 78", "06/12/34/56/78", "٠٦ ١٢ ٣٤ ٥٦ ٧٨", "06\xa012\xa034\xa056\xa078"]
)
def test_a_phone_is_taken_as_people_write_it(town, phone):
	referral = only(send(town.structure, guardian_phone=phone))
	figures = "".join(c for c in referral.guardian_phone if c.isdigit())
	assert figures in ("00330612345678", "0612345678") and figures.isascii()
	assert referral.referrer_phone == referral.guardian_phone


@pytest.mark.parametrize("address", ["élise@exemple.fr", "awa@ex_ample.fr", "a..b@example.org"])
def test_an_address_that_frappe_refuses_is_said_beside_its_question(town, address):
	assert list(errors_in(send(town.structure, guardian_email=address))) == ["guardian_email"]


def test_what_a_field_finds_wrong_is_said_in_its_own_words(town, monkeypatch):
	monkeypatch.setattr(family_referral, "_email", lambda value: True)
	page = send(town.structure, guardian_email="élise@exemple.fr")
	assert "élise@exemple.fr" in page.split('id="pre-errors"')[1].split("</ul>")[0]
	assert not referrals(owner="Guest")


PHONES = (
	"06 12 34 56 78|+33 6 12 34 56 78|00 33 (0) 6 12 34 56 78|06.12.34.56.78|06-12-34-56-78|06/12/34/56/78"
)
ADDRESSES = (
	"awa@example.org|a.b+c@ex-ample.co.uk|é@example.org|a@ex_ample.fr|a..b@x.fr|.a@x.fr|a@-x.fr|a@x-.fr|a@x.f"
)


@pytest.mark.parametrize("address", ADDRESSES.split("|"))
def test_the_rule_takes_no_address_that_a_field_refuses(address):
	answers = {"guardian_email": address}
	taken = "guardian_email" not in check_answers(answers, reasons=[], today=frappe.utils.getdate())
	assert not taken or frappe.utils.validate_email_address(address) == address


@pytest.mark.parametrize("phone", PHONES.split("|"))
def test_the_rule_takes_no_phone_that_a_field_refuses(phone):
	answers = {"guardian_phone": phone}
	assert "guardian_phone" not in check_answers(answers, reasons=[], today=frappe.utils.getdate())
	assert frappe.utils.validate_phone_number(family_referral.tidy_phone(phone))


# Errors.


@pytest.mark.parametrize(
	"field",
	"guardian_name relationship_declared guardian_phone child_first_name child_last_name birth_date family_word"
	" parental_authority_declared contact_agreed".split(),
)
def test_what_is_missing_is_said_beside_it_and_the_rest_stays(town, field):
	page = send(town.structure, **{field: ""})
	assert list(errors_in(page)) == [field]
	assert f'href="#q-{field}"' in page
	assert reference_in(page) is None and not referrals(owner="Guest")
	for value in (
		{"Awa Diallo", "06 12 34 56 78", "ne veut plus aller"}
		- ({"Awa Diallo"} if field == "guardian_name" else set())
		- ({"06 12 34 56 78"} if field == "guardian_phone" else set())
		- ({"ne veut plus aller"} if field == "family_word" else set())
	):
		assert value in page
	assert re.search(r'name="reasons" value="Schooling" checked', page)


@pytest.mark.parametrize(
	"field, value",
	[
		("guardian_phone", "06 12"),
		("guardian_email", "awa(at)example.org"),
		("birth_date", "2099-01-01"),
		("birth_date", "31/02/2018"),
		("birth_date", "1980-05-05"),
		("family_word", "<script>alert(1)</script>"),
		("child_last_name", "=HYPERLINK('x')"),
		("child_first_name", "I" * 200),
		("family_word", "a" * 3001),
	],
)
def test_an_impossible_answer_is_refused_and_shown_again(town, field, value):
	page = send(town.structure, **{field: value})
	assert list(errors_in(page)) == [field]
	assert "<script>alert" not in page
	assert not referrals(owner="Guest")


def test_no_box_ticked_and_boxes_that_are_none(town):
	assert list(errors_in(send(town.structure, reasons=[]))) == ["reasons"]
	assert list(errors_in(send(town.structure, reasons=["Inventé"]))) == ["reasons"]


def test_what_no_list_offers_is_not_taken(town):
	referral = only(send(town.structure, sex="Autre", school="0990001X", class_level="CM9"))
	assert not (referral.sex or referral.school or referral.class_level)


def test_a_hidden_field_is_not_taken_from_the_request(town):
	child = make_child(town.structure)
	referral = only(
		send(
			town.structure,
			child=child.name,
			status="Accepted",
			workflow_state="Accepted",
			partner="x",
			origin="School",
			received_on="2020-01-01",
			owner=town.coordinator,
			fragility_noted="x",
		)
	)
	assert not (referral.child or referral.partner or referral.fragility_noted)
	assert (referral.status, referral.origin, referral.owner) == ("Received", "Family", "Guest")
	assert str(referral.received_on) == frappe.utils.nowdate()


def errors_logged() -> set[tuple[str, str]]:
	return set(
		frappe.get_all("Error Log", {"method": ("like", "Family referral%")}, ["name", "error"], as_list=True)
	)


def test_a_failure_of_the_base_keeps_what_was_typed_and_writes_nothing(town, monkeypatch):
	def fails(*args):
		raise RuntimeError("Awa Diallo")

	before = errors_logged()  # Frappe's table of errors is not rolled back
	monkeypatch.setattr(sending, "_attach", fails)
	page = send(town.structure, papers=[upload("lettre.pdf", pdf())])
	assert reference_in(page) is None and "ne veut plus aller" in page
	assert not referrals(owner="Guest")
	(logged,) = errors_logged() - before
	assert "RuntimeError" in logged[1] and "Diallo" not in logged[1]


# Papers.


def test_papers_are_private_and_named_by_us(town, as_user):
	referral = only(
		send(town.structure, papers=[upload("Inès Diallo.pdf", pdf()), upload("photo", picture())])
	)
	files = frappe.get_all(
		"File",
		{"attached_to_doctype": "PRE Referral", "attached_to_name": referral.name},
		["name", "file_name", "is_private", "file_url", "owner"],
		order_by="file_name",
	)
	assert [f.file_name.rsplit(".", 1)[1] for f in files] == ["pdf", "jpg"]
	assert all(
		f.is_private and f.file_url.startswith("/private/") and "Diallo" not in f.file_url for f in files
	)
	for user, may in ((town.coordinator, True), (make_user("PRE Referent").name, False), ("Guest", False)):
		with as_user(user):
			assert frappe.get_doc("File", files[0].name).has_permission("read") is may
			assert frappe.get_doc("File", files[0].name).is_downloadable() is may


@pytest.mark.parametrize(
	"name, content",
	[
		("lettre.pdf", b"MZ\x90\x00 a program"),
		("lettre.pdf", b"%PDF-1.4 and nothing more"),
		("photo.jpg", b"\xff\xd8\xff\xe0 and nothing more"),
		("photo.png", b"<svg onload='alert(1)'/>"),
		("page.pdf", b"<html><script>alert(1)</script></html>"),
		("rien.pdf", b""),
	],
)
def test_a_paper_is_what_it_holds_and_not_what_it_is_called(town, name, content):
	page = send(town.structure, papers=[upload(name, content)])
	assert list(errors_in(page)) == ["papers"]
	assert not referrals(owner="Guest")


def test_papers_are_few_and_not_too_large(town):
	assert list(errors_in(send(town.structure, papers=[upload(f"{n}.pdf", pdf()) for n in range(4)]))) == [
		"papers"
	]
	frappe.db.set_single_value("PRE Settings", "maximum_scan_megabytes", 1)
	assert 'data-most-bytes="1048576"' in ask()  # what the browser looks at before it sends
	large = picture("PNG") + b"\0" * 600_000
	page = send(town.structure, papers=[upload("a.png", large), upload("b.png", large)])
	assert list(errors_in(page)) == ["papers"]
	assert not referrals(owner="Guest")


# Robots and floods.


def test_a_robot_that_fills_in_the_trap_learns_nothing(town):
	page = send(town.structure, website="http://spam.example")
	assert reference_in(page)
	assert not referrals(owner="Guest")


def test_one_connection_sends_so_many_an_hour_and_the_text_stays(town):
	frappe.db.set_single_value("PRE Settings", "family_referrals_per_hour", 2)
	assert [bool(reference_in(send(town.structure))) for _ in range(3)] == [True, True, False]
	page = send(town.structure)
	assert "trop souvent" in page and "ne veut plus aller" in page
	elsewhere = ask("POST", connection="192.0.2.2", **typed(town.structure))
	assert reference_in(elsewhere)


def test_tries_are_limited_as_frappe_s_own_web_forms_are(town):
	pages = [send(town.structure, guardian_name="") for _ in range(limits.TRIES_A_MINUTE + 1)]
	assert ["trop souvent" in page for page in pages] == [False] * limits.TRIES_A_MINUTE + [True]


def test_nobody_is_flooded_with_mails(town):
	pages = [
		ask("POST", connection=f"192.0.2.{n}", **typed(town.structure, guardian_email="victime@example.org"))
		for n in range(limits.TO_ONE_ADDRESS_A_DAY + 1)
	]
	assert [bool(reference_in(page)) for page in pages] == [True] * limits.TO_ONE_ADDRESS_A_DAY + [False]


def test_the_counter_is_not_named_by_the_request(town, monkeypatch):
	monkeypatch.undo()
	frappe.local.request_ip = "198.51.100.7"
	for number in range(limits.TRIES_A_MINUTE):
		frappe.local.form_dict = frappe._dict(cmd=f"other{number}")
		limits.count_try()
	with pytest.raises(limits.TooMany):
		limits.count_try()
	frappe.local.request_ip = "198.51.100.8"
	limits.count_try()


# Nothing of the base.


def test_a_known_child_makes_no_difference(town):
	known = make_child(town.structure, first_name="Inès", last_name="Diallo", birth_date=years_old(8))
	secrets = (known.name, *frappe.get_all("PRE Referral", pluck="name"))
	new, old = (
		re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}", "REF", send(town.structure, child_last_name=last))
		for last in ("Inconnu", "Diallo")
	)
	assert new == old
	assert not any(name in old for name in secrets)


def test_the_page_shows_public_lists_and_no_person(town):
	make_school(school_name="École Jean-Moulin", commune="Exempleville")
	make_child(town.structure, last_name="Confidentiel")
	page = ask()
	assert "École Jean-Moulin" in page and "Schooling" not in re.sub(r'value="[^"]*"', "", page)
	for word in ("Confidentiel", town.coordinator, "Camille Personne"):
		assert word not in page


def test_the_number_of_referrals_can_t_be_told_from_a_reference(town):
	first, second = (reference_in(send(town.structure)) for _ in range(2))
	assert first != second
	assert "SAI-" not in send(town.structure)


def test_a_closed_page_takes_nothing_and_says_whom_to_call(town):
	frappe.db.set_single_value("PRE Settings", "family_referral_open", 0)
	for page in (ask(), send(town.structure)):
		assert "01 99 00 12 34" in page and "<form" not in page.split('id="family-referral"')[1]
	assert not referrals(owner="Guest")


def test_frappe_s_own_door_for_web_forms_is_shut(town, as_user):
	data = frappe.as_json({"guardian_name": "x"})
	for user in ("Guest", make_user("PRE Evaluator").name, town.coordinator):
		with as_user(user), pytest.raises(frappe.PermissionError):
			accept("family-referral", data)
	assert not referrals(owner="Guest")


def test_no_guest_reads_or_writes_a_referral_at_another_door(town, as_user):
	referral = only(send(town.structure))
	for permission in ("read", "write", "create"):
		assert not frappe.has_permission("PRE Referral", permission, user="Guest")
	with as_user("Guest"), pytest.raises(frappe.PermissionError):
		frappe.get_list("PRE Referral")
	assert not referral.has_permission("read", user="Guest")


def test_what_the_family_declared_is_changed_by_nobody(town, as_user):
	name = only(send(town.structure)).name
	with as_user(town.coordinator):
		doc = frappe.get_doc("PRE Referral", name)
		before = {
			f: doc.get(f)
			for f in ("online_reference", "declared_on", "relationship_declared", "contact_agreed")
		}
		doc.update({"online_reference": "XXXX-XXXX", "relationship_declared": "Father", "contact_agreed": 0})
		doc.save()
		assert {f: doc.get(f) for f in before} == before


def test_a_partner_who_is_a_parent_refers_as_a_parent(town, as_user):
	user = make_user("PRE Partner").name
	make_partner(user=user)
	with as_user(user):
		referral = only(send(town.structure))
	assert (referral.origin, referral.partner) == ("Family", None)


def test_r12_a_request_is_not_of_who_is_logged_in_on_that_computer(town, as_user):
	secretary = make_user("PRE Partner").name
	make_partner(user=secretary)
	with as_user(secretary):
		referral = only(send(town.structure, papers=[upload("lettre.pdf", pdf())]))
		assert frappe.session.user == secretary
		assert not any(referral.has_permission(kind) for kind in ("read", "write"))
		assert referral.name not in frappe.get_list("PRE Referral", pluck="name")
		(paper,) = frappe.get_all("File", {"attached_to_name": referral.name}, pluck="name")
		assert not frappe.get_doc("File", paper).is_downloadable()
	assert (referral.owner, referral.modified_by) == ("Guest", "Guest")
	assert not grants_where({"source_name": referral.name, "user": secretary})


def test_a_request_that_went_to_who_was_logged_in_is_given_back_by_the_upgrade(town):
	secretary = make_user("PRE Partner").name
	make_partner(user=secretary)
	referral = only(send(town.structure))
	frappe.db.set_value("PRE Referral", referral.name, "owner", secretary)
	opened = Grant(
		secretary,
		"",
		town.structure,
		REFERRAL,
		"PRE Referral",
		referral.name,
		get_datetime(referral.creation),
	)
	settle([opened], ground=REFERRAL, source_doctype="PRE Referral", source_name=referral.name)
	assert live(secretary)
	for _again in range(2):
		give_back_family_requests.execute()
	assert not live(secretary)
	assert frappe.db.get_value("PRE Referral", referral.name, "owner") == "Guest"


# For everybody.


def test_every_field_has_a_label_of_its_own_and_the_page_is_french(town):
	page = ask().split('id="family-referral"')[1]
	for tag, attributes in re.findall(r"<(input|select|textarea)\b([^>]*)>", page):
		if 'type="hidden"' in attributes:
			continue
		name = re.search(r'id="([^"]+)"', attributes)[1]
		assert f'<label for="{name}"' in page or f'<label class="pre-check" for="{name}"' in page, (tag, name)
	assert 'lang="fr"' in ask()
	for english in ("Your phone", "(required)", "First name", "Choose<"):
		assert english not in page


def test_a_town_is_asked_where_there_are_several(town):
	assert 'name="structure"' not in ask()
	other = make_structure(commune="Autreville").name
	assert 'name="structure"' in ask()
	assert list(errors_in(send(""))) == ["structure"]
	assert only(send(other)).structure == other
