"""The coordonnateur hands a child over from its parcours: the sheet opens with it, and once saved the parcours follows."""

import frappe
import pytest

from tests.factories import day, make_active_parcours, make_child, make_contract, make_user

UNDER_WAY = "Aide aux devoirs le mardi ; la mère attend notre appel."


@pytest.fixture
def parcours(cast) -> str:
	child = make_child(first_name="Maya", last_name="Relais", structure=cast.structure)
	parcours = make_active_parcours(child, contract=frappe.get_doc("PRE Referent Contract", cast.contract))
	frappe.db.commit()
	return parcours.name


@pytest.fixture
def taker(cast) -> str:
	"""The contract of a colleague."""
	colleague = make_user("PRE Referent", first_name="Louise", last_name="Relève")
	contract = make_contract(referent=colleague.name, structure=cast.structure)
	frappe.db.commit()
	return contract.name


def test_a_child_is_handed_over_from_its_parcours_with_its_sheet(desk_of, cast, picture, parcours, taker):
	with desk_of(cast.coordinator) as desk:
		desk.form("PRE Parcours", parcours)
		desk.until(
			lambda: press(desk, "Passer le relais à un autre référent"), "the child can be handed over"
		)
		desk.on_form("PRE Handover")
		assert desk.value("parcours") == parcours
		desk.fill(reason="Departure", to_contract=taker, from_date=day(7), under_way=UNDER_WAY)
		picture(desk, "handover-from-parcours")
		desk.save()
		assert desk.value("status") == "Done"
	frappe.db.rollback()
	lines = frappe.get_doc("PRE Parcours", parcours).referents
	assert [line.contract for line in lines] == [cast.contract, taker]
	assert str(lines[0].to_date) == day(6) and str(lines[1].from_date) == day(7)


def press(desk, label: str) -> bool:
	"""Press a button of the form; whether it is there."""
	return desk.script(
		"const b = cur_frm.page.wrapper.find('.custom-actions button:visible')"
		".filter((i, b) => b.innerText.trim() === arguments[0]);"
		"if (!b.length) return false; b[0].click(); return true",
		label,
	)
