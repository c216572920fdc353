"""Attendance on a phone (390 x 844): two gestures for twelve children, one tap more for each absent, and no connection."""

import frappe
import pytest
from selenium.webdriver.common.by import By

from tests.factories import (
	agreeing_child,
	enrol,
	make_action,
	make_contract,
	make_session,
	make_structure,
	make_user,
)

FRENCH = {"log_in": True, "language": "fr", "time_zone": "Europe/Paris"}
NAMES = "Amadou Bilal Chloé Driss Élise Farah Gaël Hawa Ilyes Jade Kenza Léo".split()
SMALLEST = 44  # pixels: what a thumb needs (WCAG 2.5.5)


@pytest.fixture
def group(cast):
	"""A référent, twelve children in his charge in one group, a session of today and one of yesterday."""
	referent = make_user("PRE Referent", **FRENCH).name
	structure = make_structure().name
	contract = make_contract(structure, referent).name
	action = make_action(structure, title="Club lecture-écriture")
	session, before = make_session(action), make_session(action, -1)
	for name in NAMES:
		child = agreeing_child(structure, first_name=name, last_name="Exemple", contract=contract)
		enrol(child, action)
	frappe.db.commit()
	return frappe._dict(referent=referent, session=session.name, before=before.name)


class Phone:
	"""A thumb on the page: every gesture is counted."""

	def __init__(self, desk):
		self.desk, self.gestures = desk, 0
		desk.browser.execute_cdp_cmd("Network.enable", {})
		desk.browser.execute_cdp_cmd(
			"Emulation.setDeviceMetricsOverride",
			{"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True},
		)

	def tap(self, selector: str, text: str = "") -> None:
		"""Tap what shows this text."""

		def tapped():
			shown = self.desk.browser.find_elements(By.CSS_SELECTOR, f".pre-attendance {selector}")
			target = next(e for e in shown if e.is_displayed() and text in e.text)
			target.click()
			return True

		self.desk.until(lambda: self.shows(selector, text) and tapped(), f"« {text} » can be tapped")
		self.gestures += 1

	def shows(self, selector: str, text: str = "") -> bool:
		shown = self.desk.browser.find_elements(By.CSS_SELECTOR, f".pre-attendance {selector}")
		return any(e.is_displayed() and text in e.text for e in shown)

	def offline(self, is_off: bool) -> None:
		values = {"offline": is_off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
		self.desk.browser.execute_cdp_cmd("Network.emulateNetworkConditions", values)


def noted(session: str) -> list[str]:
	frappe.db.rollback()  # what the server has committed meanwhile
	return frappe.get_all("PRE Attendance", {"session": session}, pluck="status")


def test_twelve_children_present_in_two_gestures(group, desk_of, picture):
	with desk_of(group.referent, "/app/pre-roll-call") as desk:
		phone = Phone(desk)
		desk.until(lambda: phone.shows(".session", "Club lecture-écriture"), "the sessions show")
		picture(desk, "attendance-sessions")
		phone.tap(f"[data-session='{group.session}']")
		desk.until(lambda: phone.shows(".send button", "12 présents sur 12"), "everybody is present")
		picture(desk, "attendance-sheet")
		sizes = desk.script(
			"return $('.pre-attendance button:visible').toArray().map(b => b.getBoundingClientRect().height)"
		)
		assert min(sizes) >= SMALLEST
		assert desk.script("return document.documentElement.scrollWidth") <= 390, "nothing to scroll sideways"
		phone.tap(".send button", "Enregistrer")
		desk.until(lambda: phone.shows(".said", "12 enfants"), "it says what was saved")
		assert phone.gestures == 2
		assert noted(group.session) == ["Present"] * 12
		desk.until(lambda: phone.shows(".session", "Noté"), "the session is noted")


def test_one_tap_for_each_absent_and_no_connection(group, desk_of, picture):
	with desk_of(group.referent, f"/app/pre-roll-call/{group.before}") as desk:
		phone = Phone(desk)
		desk.until(lambda: phone.shows(".send button", "12 présents sur 12"), "everybody is present")
		phone.tap(".child", "Chloé")
		phone.tap(".child", "Hawa")
		phone.tap(".child", "Hawa")
		desk.until(lambda: phone.shows(".send button", "10 présents sur 12"), "two are not")
		assert phone.shows(".child.Absent", "Chloé") and phone.shows(".child.Excused", "Hawa")
		picture(desk, "attendance-absent")
		phone.offline(True)
		phone.tap(".send button", "Enregistrer")
		desk.until(lambda: phone.shows(".said.waiting", "Pas de connexion"), "it is kept on the phone")
		picture(desk, "attendance-offline")
		kept = desk.script("return JSON.stringify(localStorage)")
		assert group.before in kept and not [n for n in NAMES if n in kept], "no name stays on the phone"
		assert noted(group.before) == []

		phone.offline(False)
		phone.tap(".said button", "Envoyer maintenant")
		desk.until(lambda: phone.shows(".said", "12 enfants"), "it was sent")
		assert sorted(noted(group.before)) == ["Absent", "Excused"] + ["Present"] * 10
		assert group.before not in desk.script("return JSON.stringify(localStorage)")
