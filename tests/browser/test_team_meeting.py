"""R6, R10: a meeting is run by keyboard, names hidden at first, and a lost connection loses nothing typed."""

import frappe
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.factories import (
	day,
	make_child,
	make_meeting,
	make_partner,
	make_structure,
	make_team,
	make_user,
	need_domain,
	share_with,
	situation_of,
)

FRENCH = {"log_in": True, "language": "fr", "time_zone": "Europe/Paris"}
DECISION = "PRE Team Decision"


@pytest.fixture
def meeting(cast):
	"""Two situations; the family of the first lets the only partner of the team know it, that of the second does not."""
	coordinator = make_user("PRE Coordinator", first_name="Claire", last_name="Exemple", **FRENCH)
	teacher = make_user("PRE Partner", first_name="Paule", last_name="Témoin", **FRENCH)
	nurse = make_user("PRE Team Member", first_name="Nadia", last_name="Modèle", **FRENCH)
	structure = make_structure(coordinator=coordinator.name).name
	known = make_child(structure, first_name="Maëlys", last_name="Tournesol")
	unknown = make_child(structure, first_name="Gaspard", last_name="Capucine")
	partner = make_partner()
	for user in (teacher, nurse):
		partner.append("people", {"full_name": user.full_name, "user": user.name})
	partner.save()
	share_with(known, partner.name, ["Schooling"])
	make_team(structure, [teacher.name, nurse.name])
	doc = make_meeting(
		[known, unknown],
		[],
		planned_minutes=45,
		agenda=[
			{
				"situation": situation_of(c),
				"minutes": 20,
				"question": "Quels relais de droit commun proposer ?",
			}
			for c in (known, unknown)
		],
	)
	need_domain("Schooling")
	frappe.db.commit()
	return frappe._dict(
		name=doc.name,
		coordinator=coordinator.name,
		teacher=teacher.name,
		known=situation_of(known),
		unknown=situation_of(unknown),
	)


def press(desk, *keys: str) -> None:
	for key in keys:
		ActionChains(desk.browser).send_keys(key).perform()


def shown(desk) -> str:
	return desk.script("return $('.pre-room:visible').text()")


def says(desk, text: str) -> None:
	desk.until(lambda: text in shown(desk), f"the room shows « {text} »")


def is_at(desk, situation: str) -> None:
	desk.until(
		lambda: desk.script("return $('.pre-room:visible h2').text()") == situation,
		f"{situation} is on the screen",
	)


def decisions(meeting) -> list:
	frappe.db.rollback()  # what the server has committed meanwhile
	fields = ["decision", "situation", "in_charge", "due_on", "need_domain"]
	return frappe.get_all(DECISION, {"meeting": meeting.name}, fields, order_by="creation")


def test_a_meeting_is_run_by_keyboard(meeting, desk_of, picture):
	with desk_of(meeting.coordinator, f"/app/pre-meeting-room/{meeting.name}") as desk:
		is_at(desk, meeting.known)
		says(desk, "Quels relais de droit commun")
		picture(desk, "meeting-room")
		assert not any(name in desk.text() for name in ("Maëlys", "Tournesol", "Gaspard", "Capucine"))

		# names: shown by one key where the whole room may know them, hidden by the same
		press(desk, "n")
		says(desk, "Maëlys Tournesol")
		press(desk, Keys.ARROW_RIGHT)
		is_at(desk, meeting.unknown)
		says(desk, "Le nom reste masqué")
		assert "Gaspard" not in desk.text() and "Maëlys" not in desk.text()
		press(desk, Keys.ARROW_LEFT)
		is_at(desk, meeting.known)
		press(desk, "n")
		desk.until(lambda: "Maëlys" not in desk.text(), "the name is hidden again")

		# a decision, typed and kept without the mouse
		press(desk, "s", "d")
		desk.until(
			lambda: desk.script("return document.activeElement.name") == "decision", "the form is there"
		)
		press(desk, "Demander un bilan d'orthophonie.")
		desk.until(
			lambda: desk.script("return $('[name=in_charge] option').length > 2"), "people are offered"
		)
		desk.script("$('[name=need_domain]').val('Schooling').trigger('change')")
		desk.script("$('[name=in_charge]').val(arguments[0]).trigger('change')", meeting.teacher)
		desk.script("$('[name=due_on]').val(arguments[0]).trigger('change')", day(20))
		picture(desk, "meeting-room-decision")
		ActionChains(desk.browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
		says(desk, "La décision est enregistrée.")
		[kept] = decisions(meeting)
		assert (kept.decision, kept.situation) == ("Demander un bilan d'orthophonie.", meeting.known)
		assert (kept.in_charge, str(kept.due_on), kept.need_domain) == (meeting.teacher, day(20), "Schooling")
		assert frappe.db.exists("ToDo", {"allocated_to": meeting.teacher, "reference_type": DECISION})

		# a refusal leaves what was typed
		press(desk, "d")
		desk.until(
			lambda: desk.script("return document.activeElement.name") == "decision", "the form is there"
		)
		press(desk, "Voir Maelys.")
		ActionChains(desk.browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
		says(desk, "sans aucun nom")
		assert desk.script("return $('[name=decision]').val()") == "Voir Maelys."
		press(desk, Keys.ESCAPE, Keys.ESCAPE)
		desk.until(lambda: not desk.script("return $('.room-decide form').length"), "the form is gone")

		# the time: noted, and the next situation comes
		press(desk, "s")
		is_at(desk, meeting.unknown)
		says(desk, "notée comme examinée")
		frappe.db.rollback()
		statuses = frappe.get_all(
			"PRE Team Meeting Item", {"parent": meeting.name}, pluck="status", order_by="idx"
		)
		assert statuses == ["Examined", "To Examine"]


def test_a_lost_connection_loses_nothing_and_doubles_nothing(meeting, desk_of):
	with desk_of(meeting.coordinator, f"/app/pre-meeting-room/{meeting.name}") as desk:
		is_at(desk, meeting.known)
		press(desk, "d")
		desk.until(
			lambda: desk.script("return document.activeElement.name") == "decision", "the form is there"
		)
		press(desk, "Proposer un atelier de lecture.")
		desk.until(
			lambda: desk.script("return $('[name=in_charge] option').length > 2"), "people are offered"
		)
		# the server gets it, its answer gets lost: the worst case
		desk.script(
			"""
			window.real_fetch = window.fetch; window.sent = 0;
			window.fetch = async (address, options) => {
				if (String(address).includes('.decide')) { window.sent++; await window.real_fetch(address, options); throw new TypeError('lost') }
				return window.real_fetch(address, options);
			};
			"""
		)
		ActionChains(desk.browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
		says(desk, "La connexion est perdue.")
		assert desk.script("return $('[name=decision]').val()") == "Proposer un atelier de lecture."
		assert len(decisions(meeting)) == 1

		# the tab is loaded again meanwhile: the text is still there, and goes
		desk.script("window.fetch = window.real_fetch")
		desk.open(f"/app/pre-meeting-room/{meeting.name}")
		desk.until(
			lambda: desk.script("return $('[name=decision]').val()") == "Proposer un atelier de lecture.",
			"what was typed is back",
		)
		desk.script("$('[name=decision]').trigger('focus')")
		ActionChains(desk.browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
		says(desk, "La décision est enregistrée.")
		assert [d.decision for d in decisions(meeting)] == ["Proposer un atelier de lecture."]
