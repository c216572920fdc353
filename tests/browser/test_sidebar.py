"""Beside a child's form nothing is offered that the server refuses: no share, no follow; to who only reads, no task."""

import frappe

from pre_module.access import emergency
from tests.factories import make_contract, make_structure, make_user
from tests.factories.charter import accept_charter

FRENCH = {"log_in": True, "language": "fr", "time_zone": "Europe/Paris"}
SHOWN = "return cur_frm.page.sidebar.find(arguments[0]).filter(':visible').length"


def shown(desk, what: str) -> int:
	return desk.script(SHOWN, what)


def test_share_and_follow_are_not_offered_beside_a_childs_form(cast, desk_of, picture):
	child = frappe.db.get_value("PRE Child", {"structure": cast.structure, "first_name": "Yanis"})
	with desk_of(cast.coordinator) as desk:
		desk.form("PRE Child", child)
		desk.until(lambda: shown(desk, ".form-assignments"), "the sidebar is there")
		desk.until(lambda: not shown(desk, ".form-shared, .form-follow"), "neither is offered")
		picture(desk, "sidebar")
		desk.form("PRE Structure", cast.structure)
		desk.until(lambda: shown(desk, ".form-shared, .form-assignments"), "other forms keep theirs")


def test_who_only_reads_in_emergency_is_offered_no_task_and_no_next_step(cast, desk_of, picture):
	child = frappe.get_doc("PRE Child", {"structure": cast.structure, "first_name": "Lina"})
	reader = make_user("PRE Referent", **FRENCH)
	make_contract(make_structure().name, reader.name)
	for charter in frappe.get_all("PRE Charter", {"structure": cast.structure}, pluck="name"):
		accept_charter(reader.name, charter)
	frappe.set_user(reader.name)
	emergency.open(
		birth_date=str(child.birth_date),
		file_number=child.name,
		reason="Fugue depuis ce matin, dit le collège.",
	)
	frappe.set_user("Administrator")
	frappe.db.commit()
	with desk_of(reader.name) as desk:
		desk.form("PRE Child", child.name)
		desk.until(lambda: desk.script("return cur_frm.pre_only_read"), "the server said so")
		desk.until(
			lambda: not shown(desk, ".form-assignments, .form-shared, .form-follow"), "nothing is offered"
		)
		desk.until(lambda: desk.script("return cur_frm.pre_step"), "where the file stands is said")
		picture(desk, "emergency")
		assert desk.script("return (cur_frm.pre_step.button || {kind: 'open'}).kind") == "open"
