"""The référent's day on a phone: a contact is noted in four gestures and a line, the day page shows what is next."""

import frappe
import pytest

from tests.browser.desk import Desk
from tests.factories import (
	day,
	guardian,
	make_active_parcours,
	make_child,
	make_contract,
	make_structure,
	make_user,
)
from tests.factories.contacts import make_contact

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
CONTACT = "return $('.modal.show.pre-contact:visible').length"


@pytest.fixture(scope="module")
def families(cast):
	"""A référent with two children, one of two parents who live apart, and a promise that is due."""
	french = {"log_in": True, "language": "fr", "time_zone": "Europe/Paris"}
	coordinator = make_user("PRE Coordinator", first_name="Claire", last_name="Exemple", **french).name
	referent = make_user("PRE Referent", first_name="Rachid", last_name="Modèle", **french).name
	structure = make_structure(coordinator=coordinator).name
	contract = make_contract(structure, referent)
	ines = make_child(structure, first_name="Inès", last_name="Essai", guardians=[guardian("Sofia", "Essai")])
	both = [
		guardian("Nora", "Modèle"),
		guardian("Karim", "Modèle", relationship="Father", lives_with_child=0),
	]
	tom = make_child(structure, first_name="Tom", last_name="Modèle", guardians=both)
	for child in (ines, tom):
		parcours = make_active_parcours(child, contract=contract)
		frappe.db.set_value("PRE Parcours", parcours.name, "started_on", day(-90))
	frappe.set_user(referent)
	promised = make_contact(ines, "Sofia Essai", next_gesture="Rappeler l'école", next_gesture_on=day())
	frappe.set_user("Administrator")
	frappe.db.commit()
	return frappe._dict(
		referent=referent, coordinator=coordinator, ines=ines.name, tom=tom.name, promised=promised.name
	)


class Fingers:
	"""Counts what a person does on the screen: a tap, or a line typed."""

	def __init__(self, desk: Desk):
		self.desk, self.taps, self.lines = desk, 0, 0

	def tap(self, selector: str) -> None:
		"""Tap the one visible thing of a selector, where it is big enough for a thumb."""
		find = "return $(arguments[0]).filter(':visible').last()[0]"
		self.desk.until(lambda: self.desk.script(find, selector), f"{selector} is there to tap")
		box = self.desk.script(find, selector)
		assert box.size["height"] >= 28, f"{selector} is too small for a thumb"
		self.desk.until(lambda: (box.click(), True)[1], f"{selector} takes a tap")
		self.taps += 1

	def type(self, selector: str, text: str) -> None:
		box = self.desk.script("return $(arguments[0]).filter(':visible')[0]", selector)

		def typed() -> bool:
			# The dialog gives the focus to its first button once it is wholly open.
			if box.get_attribute("value") != text:
				box.clear()
				box.send_keys(text)
			return box.get_attribute("value") == text

		self.desk.until(typed, f"{selector} takes what is typed")
		self.lines += 1


@pytest.fixture
def phone(desk_of):
	"""`with phone(user) as desk:` that person's browser, about to be held like a phone."""
	return lambda user: desk_of(user, "/app/pre-day")


def on_phone(desk: Desk) -> None:
	desk.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
	desk.open("/app/pre-day")
	desk.until(lambda: desk.script("return $('.pre-day .pre-section:visible').length"), "the day is drawn")
	desk.settled()


def noted(child: str) -> list:
	frappe.db.rollback()  # what the server has committed meanwhile
	names = frappe.get_all("PRE Family Contact", {"child": child}, pluck="name", order_by="creation desc")
	return [frappe.get_doc("PRE Family Contact", name) for name in names]


def test_a_contact_is_noted_in_three_taps_and_a_line(families, phone, picture):
	with phone(families.referent) as desk:
		on_phone(desk)
		picture(desk, "day-phone")
		width = desk.script("return document.documentElement.scrollWidth")
		assert width <= PHONE["width"], "nothing is wider than the phone"

		fingers = Fingers(desk)
		row = f'[data-section="children"] [data-contact="{families.ines}"]'
		fingers.tap(row)
		desk.until(lambda: desk.script(CONTACT), "the short dialog opens")
		picture(desk, "contact-phone")
		fingers.tap('.pre-contact .pre-chip[data-value="Phone Call"]')
		fingers.type('.pre-contact textarea[data-fieldname="summary"]', "La mère confirme mercredi 14 h.")
		fingers.tap(".pre-contact .btn-modal-primary")
		desk.until(lambda: not desk.script(CONTACT), "it is saved")

		assert (fingers.taps, fingers.lines) == (3, 1)
		last, _promised = noted(families.ines)
		assert (last.contact_kind, last.reached, last.author) == ("Phone Call", 1, families.referent)
		assert [p.guardian for p in last.people] == ["Sofia Essai"], "the only parent of the file"
		assert last.summary == "La mère confirme mercredi 14 h."


def test_of_two_parents_one_more_tap_says_who(families, phone):
	with phone(families.referent) as desk:
		on_phone(desk)
		fingers = Fingers(desk)
		fingers.tap(f'[data-section="children"] [data-contact="{families.tom}"]')
		fingers.tap('.pre-contact .pre-chip[data-value="Home Visit"]')
		fingers.tap('.pre-contact .pre-chip[data-value="Karim Modèle"]')
		fingers.type('.pre-contact textarea[data-fieldname="summary"]', "Visite : le père propose mardi.")
		fingers.tap(".pre-contact .btn-modal-primary")
		desk.until(lambda: not desk.script(CONTACT), "it is saved")
		assert (fingers.taps, fingers.lines) == (4, 1)
		assert [p.guardian for p in noted(families.tom)[0].people] == ["Karim Modèle"]


def test_an_attempt_is_four_taps_and_no_word(families, phone):
	with phone(families.referent) as desk:
		on_phone(desk)
		fingers = Fingers(desk)
		fingers.tap(f'[data-section="children"] [data-contact="{families.tom}"]')
		fingers.tap('.pre-contact .pre-chip[data-value="Phone Call"]')
		fingers.tap('.pre-contact .pre-chip[data-value="__nobody"]')
		fingers.tap(".pre-contact .btn-modal-primary")
		desk.until(lambda: not desk.script(CONTACT), "it is saved")
		assert (fingers.taps, fingers.lines) == (4, 0)
		assert (noted(families.tom)[0].reached, noted(families.tom)[0].people) == (0, [])


def test_what_is_missing_is_said_and_nothing_typed_is_lost(families, phone):
	with phone(families.referent) as desk:
		on_phone(desk)
		fingers = Fingers(desk)
		fingers.tap(f'[data-section="children"] [data-contact="{families.tom}"]')
		fingers.tap('.pre-contact .pre-chip[data-value="Phone Call"]')
		fingers.type('.pre-contact textarea[data-fieldname="summary"]', "Sans dire qui.")
		fingers.tap(".pre-contact .btn-modal-primary")
		desk.until(
			lambda: "Dire à qui l’on a parlé" in desk.dialog_text(), "the message says what is missing"
		)
		desk.script("$('.modal.show').not('.pre-contact').modal('hide')")
		typed = "return $('.pre-contact textarea[data-fieldname=\"summary\"]').val()"
		assert desk.script(typed) == "Sans dire qui."


def test_the_page_says_what_comes_first_and_ticks_it_off_by_keyboard(families, desk_of, picture):
	with desk_of(families.referent, "/app/pre-day") as desk:
		desk.until(lambda: "Rappeler l'école" in desk.text(), "the promise is shown")
		desk.settled()
		assert "D’abord, pour Inès Essai" in desk.text()
		picture(desk, "day")
		focus = "$('.pre-first [data-done]').trigger('focus'); return document.activeElement.dataset.done"
		assert desk.script(focus) == families.promised
		desk.browser.switch_to.active_element.send_keys("\ue007")  # Enter
		desk.until(
			lambda: not desk.script(f"return $('[data-done=\"{families.promised}\"]').length"),
			"it is ticked off",
		)
		frappe.db.rollback()
		assert frappe.db.get_value("PRE Family Contact", families.promised, "next_gesture_done_on")


def test_the_coordonnateur_reads_the_load_and_no_child(families, desk_of, picture):
	with desk_of(families.coordinator, "/app/pre-day") as desk:
		desk.until(lambda: "Charge des référents" in desk.text(), "the load is shown")
		picture(desk, "day-coordinator")
		assert "celle des référents" in desk.text()
		assert "Essai" not in desk.text()
