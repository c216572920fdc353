"""R12 on a phone: a mother refers her child with the keyboard alone, corrects what the page asks, and nothing is lost.

Then the partner's quick referral, and what the coordonnateur is shown at once.
"""

import os
import time

import frappe
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.browser.desk import Desk
from tests.factories import (
	accept_charter,
	guardian,
	make_child,
	make_referral,
	make_school,
	make_user,
	years_old,
)
from tests.factories.family import open_page, pdf

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}


@pytest.fixture
def opened(cast):
	"""The page is open; a school of the town is in the list."""
	open_page(family_referral_help="Maison de quartier, le mardi de 9 h à 12 h.")
	frappe.db.set_value("PRE Structure", cast.structure, {"phone": "01 99 00 12 34", "commune": "Essaiville"})
	make_school(school_name="École Jean-Moulin", commune="Essaiville")
	frappe.db.commit()


def page(desk, selector: str):
	return desk.browser.find_element(By.CSS_SELECTOR, f"#family-referral {selector}")


def write(desk, **values: str) -> None:
	for name, value in values.items():
		page(desk, f"#q-{name}").send_keys(value)


def contrasts(desk) -> list[str]:
	"""The texts of the page whose contrast with what is behind them is below AA."""
	return desk.script(
		"""
		const channel = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
		const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
		const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
		const behind = (e) => {
			for (; e; e = e.parentElement) {
				const c = parse(getComputedStyle(e).backgroundColor);
				if (c.length === 3 || c[3] > 0) return c;
			}
			return [255, 255, 255];
		};
		const low = [];
		for (const e of document.querySelectorAll('#family-referral *')) {
			const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
			if (!own || !e.getClientRects().length) continue;
			const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
			if ((a + 0.05) / (b + 0.05) < 4.5) low.push(e.textContent.trim().slice(0, 40));
		}
		return low;
		"""
	)


def test_a_mother_refers_her_child_on_a_phone(cast, opened, open_browser, live_site, picture, tmp_path):
	letter = tmp_path / "lettre.pdf"
	letter.write_bytes(pdf())
	with open_browser() as browser:
		browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
		browser.get(live_site.url + "/saisine")
		desk = Desk(browser, live_site.url)
		desk.until(lambda: page(desk, "form"), "the page opens")
		keep_picture(desk, "family-phone")
		assert desk.script("return document.documentElement.scrollWidth") <= 390
		assert contrasts(desk) == []
		small = (
			"return [...document.querySelectorAll('#family-referral input:not([type=hidden]):not([type=checkbox]),"
			"#family-referral select, #family-referral textarea, .pre-send')].filter(e => !e.closest('.pre-trap')"
			" && e.getBoundingClientRect().height < 44).length"
		)
		assert desk.script(small) == 0

		order = tab_order(desk)
		assert order[0] == "q-guardian_name" and "q-website" not in order
		assert order == sorted(order, key=lambda q: desk.script(
			"return document.getElementById(arguments[0]).getBoundingClientRect().top + scrollY", q
		))  # fmt: skip

		write(desk, guardian_name="Awa Diallo", guardian_phone="06 12", child_first_name="Inès")
		write(desk, family_word="Elle ne veut plus aller à l'école depuis octobre.")
		page(desk, "#q-papers").send_keys(str(letter))
		page(desk, ".pre-send").send_keys(Keys.ENTER)
		desk.until(lambda: "corriger" in page(desk, "#pre-errors").text, "what to correct shows")
		assert desk.script("return document.activeElement.id") == "pre-errors"
		keep_picture(desk, "family-phone-errors")
		assert contrasts(desk) == []
		assert page(desk, "#q-guardian_name").get_attribute("value") == "Awa Diallo"
		assert desk.script("return document.getElementById('q-papers').files.length") == 1
		assert "neuf chiffres" in page(desk, "[data-field=guardian_phone] .pre-error").text
		assert page(desk, "#q-guardian_phone").get_attribute("aria-invalid") == "true"

		page(desk, "#pre-errors a[href='#q-guardian_phone']").send_keys(Keys.ENTER)
		page(desk, "#q-guardian_phone").clear()
		write(desk, guardian_phone="06 12 34 56 78", child_last_name="Diallo")
		desk.script(
			"document.getElementById('q-birth_date').value = arguments[0]", years_old(8)
		)  # a phone's own wheel
		Select(page(desk, "#q-relationship_declared")).select_by_value("Mother")
		if desk.script("return !!document.getElementById('q-structure')"):
			Select(page(desk, "#q-structure")).select_by_value(cast.structure)
		for box in ("#q-reasons-1", "#q-parental_authority_declared", "#q-contact_agreed"):
			page(desk, box).send_keys(Keys.SPACE)
		page(desk, ".pre-send").send_keys(Keys.ENTER)
		desk.until(lambda: "est envoyée" in page(desk, ".pre-sent").text, "the page says that it is sent")
		keep_picture(desk, "family-phone-sent")
		reference = page(desk, ".pre-reference").text
	frappe.db.rollback()
	referral = frappe.get_doc("PRE Referral", {"online_reference": reference})
	assert (referral.origin, referral.child_title, referral.structure) == (
		"Family",
		"Inès Diallo",
		cast.structure,
	)
	assert frappe.db.count("File", {"attached_to_name": referral.name, "is_private": 1}) == 1


def test_documents_too_large_are_said_before_they_are_sent(cast, opened, open_browser, live_site, tmp_path):
	large = tmp_path / "photo.jpg"
	large.write_bytes(b"\xff\xd8\xff" + b"0" * 11_000_000)
	with open_browser() as browser:
		desk = Desk(browser, live_site.url)
		for limit in (None, "1e12"):  # said by the page; by the server, which takes no more than 25 MB
			browser.get(live_site.url + "/saisine")
			desk.until(lambda: page(desk, "form"), "the page opens")
			if limit:
				large.write_bytes(b"0" * 27_000_000)
				desk.script(
					"document.getElementById('family-referral').dataset.mostBytes = arguments[0]", limit
				)
			page(desk, "#q-papers").send_keys(str(large))
			page(desk, ".pre-send").click()
			desk.until(lambda: "10 Mo" in page(desk, "#pre-errors").text, "the limit is said")
			assert desk.script("return document.getElementById('q-papers').files.length") == 1


def test_the_page_works_without_javascript(cast, opened, open_browser, live_site):
	with open_browser() as browser:
		browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
		browser.get(live_site.url + "/saisine")
		form = browser.find_element(By.CSS_SELECTOR, "#family-referral form")
		form.find_element(By.ID, "q-guardian_name").send_keys("Awa Diallo")
		form.find_element(By.CSS_SELECTOR, ".pre-send").click()
		assert "corriger" in browser.find_element(By.ID, "pre-errors").text
		assert browser.find_element(By.ID, "q-guardian_name").get_attribute("value") == "Awa Diallo"


def _another_teacher(cast) -> str:
	"""A colleague of the same school, past the charter: the cast's own teacher is asked for it in another test."""
	user = make_user("PRE Partner", log_in=True, language="fr", time_zone="Europe/Paris").name
	school = frappe.db.get_value("PRE Partner Person", {"user": cast.partner_user}, "parent")
	partner = frappe.get_doc("PRE Partner", school)
	partner.append("people", {"full_name": "Camille Exemple", "user": user})
	partner.save()
	accept_charter(user, frappe.db.get_value("PRE Charter", {"structure": cast.structure}))
	return user


def test_a_partner_refers_in_under_a_minute_and_the_coordonnateur_is_warned(cast, desk_of, picture):
	teacher = _another_teacher(cast)
	make_child(cast.structure, first_name="Aïcha", last_name="Benhaddou", birth_date=years_old(7), guardians=[
		guardian(phone="06 12 34 56 78")
	])  # fmt: skip
	first = {"child_first_name": "Léo", "child_last_name": "Essai", "school": cast.school}
	frappe.set_user(teacher)
	make_referral(structure=cast.structure, **first)  # its structure and its school are known from then on
	frappe.set_user("Administrator")
	frappe.db.commit()
	with desk_of(teacher, "/app/pre-referral") as desk:
		desk.settled()
		started, gestures = time.monotonic(), 0
		desk.script("frappe.new_doc('PRE Referral')")
		gestures += 1
		desk.until(lambda: desk.script("return window.cur_dialog && cur_dialog.display"), "the window opens")
		desk.until(
			lambda: desk.script("return $('.modal.show .checkbox:visible').length > 3"),
			"the domains are offered",
		)
		born = desk.script("return frappe.datetime.str_to_user(arguments[0])", years_old(7))
		for text in ("Benadou", "Aicha", born):
			keys(desk, text, Keys.TAB)
			gestures += 1
		desk.until(
			lambda: desk.script("return cur_dialog.get_value('school')") == cast.school, "the school is known"
		)
		desk.script("$('.modal.show [data-fieldname=domains] input[type=checkbox]').first().click()")
		desk.script("cur_dialog.fields_dict.observation.$input.focus()")
		keys(desk, "Pleure le matin depuis trois semaines.")
		gestures += 2
		picture(desk, "quick-referral")
		keys_down(desk, Keys.CONTROL, Keys.ENTER)
		gestures += 1
		desk.until(
			lambda: not desk.script("return !!(window.cur_dialog && cur_dialog.display)"), "it is sent"
		)
		print(f"\n{gestures} gestures, {time.monotonic() - started:.0f} s")
	frappe.db.rollback()
	name = frappe.db.get_value("PRE Referral", {"child_last_name": "Benadou", "owner": teacher})
	assert name and gestures <= 8, (name, gestures)
	with desk_of(cast.coordinator, f"/app/pre-referral/{name}") as desk:
		desk.on_form("PRE Referral")
		shown = "return $('.pre-duplicates:visible').text()"
		desk.until(lambda: "Aïcha Benhaddou" in desk.script(shown), "the known file is proposed")
		assert "Même date de naissance." in desk.script(shown)
		picture(desk, "duplicates")


def test_the_coordonnateur_merges_two_files_after_a_preview(cast, desk_of, picture):
	kept = make_child(cast.structure, first_name="Inès", last_name="Morel").name
	merged = make_child(cast.structure, first_name="Ines", last_name="Morelle").name
	make_referral(frappe.get_doc("PRE Child", merged))
	frappe.db.commit()
	with desk_of(cast.coordinator, f"/app/pre-child/{kept}") as desk:
		desk.on_form("PRE Child")
		desk.until(
			lambda: desk.script("return $('.pre-duplicates [data-merge]:visible').length"), "it is proposed"
		)
		desk.script("$('.pre-duplicates [data-merge]:visible')[0].click()")
		desk.on_form("PRE Child Merge")
		desk.until(
			lambda: "Saisine" in desk.script("return cur_frm.fields_dict.preview.$wrapper.text()"),
			"the preview shows",
		)
		desk.fill(reason="Même livret de famille, vu le 3 novembre.")
		picture(desk, "merge")
		desk.press_save()
		desk.until(lambda: "définitivement" in desk.dialog_text(), "it asks once more")
		yes = "$('.modal.show:visible .btn-modal-primary, .modal.show:visible .btn-primary').last()"
		desk.until(lambda: desk.script(f"const b = {yes}; b.click(); return b.length > 0"), "it is confirmed")
		desk.until(lambda: desk.script("return !cur_frm.is_new()"), "the files are merged")
		desk.settled()
		picture(desk, "merged")
	frappe.db.rollback()
	assert not frappe.db.exists("PRE Child", merged)
	assert frappe.db.exists("PRE Child Merge", {"child": kept, "merged_child": merged})


def keys(desk, *texts: str) -> None:
	for text in texts:
		ActionChains(desk.browser).send_keys(text).perform()


def keys_down(desk, modifier: str, key: str) -> None:
	ActionChains(desk.browser).key_down(modifier).send_keys(key).key_up(modifier).perform()


def tab_order(desk) -> list[str]:
	"""The questions in the order of the tabulator, with the keyboard from the top of the page."""
	desk.script(
		"document.querySelector('#family-referral').tabIndex = -1; document.querySelector('#family-referral').focus()"
	)
	seen: list[str] = []
	for _step in range(80):
		keys(desk, Keys.TAB)
		found = desk.script("return document.activeElement.id || document.activeElement.className")
		if "pre-send" in found:
			return seen
		if found.startswith("q-") and found not in seen:
			seen.append(found)
	raise AssertionError(f"the button is not reached by the keyboard: {seen}")


def keep_picture(desk, name: str) -> None:
	"""As `picture`, of a page that is not the Desk's."""
	if folder := os.environ.get("SCREENSHOTS"):
		desk.browser.save_screenshot(os.path.join(folder, f"{name}.png"))


def test_who_is_of_no_institution_gets_the_form_that_asks_the_origin(cast, desk_of):
	with desk_of(cast.referent, "/app/pre-referral") as desk:
		desk.settled()
		desk.script("frappe.new_doc('PRE Referral')")
		desk.until(
			lambda: desk.script(
				"return window.cur_frm && cur_frm.doctype == 'PRE Referral' && cur_frm.is_new()"
			),
			"the whole form opens",
		)
		assert desk.script("return cur_frm.fields_dict.origin.$wrapper.is(':visible')")
		assert not desk.script("return !!(window.cur_dialog && cur_dialog.display)")
