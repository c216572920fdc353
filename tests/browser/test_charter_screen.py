"""R10 on the screen: the charter comes instead of an empty list, and is accepted with the keyboard alone."""

import frappe
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.factories import make_charter, make_contract, make_structure, make_user

FRENCH = {"log_in": True, "language": "fr", "time_zone": "Europe/Paris", "accepts": False}
SHOWN = "return $('.pre-charter:visible .modal-body').text()"


@pytest.fixture
def referent(cast):
	"""A référent under contract who has not accepted the charter of the structure yet."""
	structure = make_structure(charter=False).name
	charter = make_charter(structure, text="Mon engagement personnel\n- Je garde pour moi ce que j'apprends.")
	person = make_user("PRE Referent", **FRENCH)
	make_contract(structure, person.name)
	frappe.db.commit()
	return frappe._dict(name=person.name, charter=charter.name, structure=structure)


def press(desk, *keys: str) -> None:
	for key in keys:
		ActionChains(desk.browser).send_keys(key).perform()


def focused(desk) -> str:
	return desk.script("return document.activeElement.innerText.trim()")


def accepted(referent) -> list[str]:
	frappe.db.rollback()  # what the server has committed meanwhile
	return frappe.get_all("PRE Charter Acceptance", {"charter": referent.charter}, pluck="user")


def test_the_charter_stands_before_the_children(referent, desk_of, picture):
	with desk_of(referent.name, "/app/pre-child") as desk:
		desk.until(lambda: "engagement personnel" in desk.script(SHOWN), "the charter shows")
		picture(desk, "charter")
		desk.until(
			lambda: desk.script("return $('.pre-charter .modal-body').is(':focus')"), "it has the focus"
		)

		press(desk, Keys.TAB)
		assert focused(desk) == "Plus tard"
		press(desk, Keys.ENTER)
		desk.until(lambda: not desk.script(SHOWN), "it is put off")
		assert accepted(referent) == []

		desk.script("frappe.set_route('List', 'PRE Parcours')")
		desk.until(lambda: "engagement personnel" in desk.script(SHOWN), "it comes again before a list")
		desk.until(
			lambda: desk.script("return $('.pre-charter .modal-body').is(':focus')"), "it has the focus"
		)
		press(desk, Keys.TAB, Keys.TAB)
		assert focused(desk) == "J’ai lu et j’accepte"
		press(desk, Keys.ENTER)
		desk.until(lambda: accepted(referent) == [referent.name], "the acceptance is noted")

		desk.open("/app/pre-child")
		desk.settled()
		assert desk.script("return frappe.boot.pre_charters.to_accept") == []
		assert not desk.script(SHOWN)
