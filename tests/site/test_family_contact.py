"""R12 at every door: what a contact with a family keeps, who corrects it and until when, whose it is."""

import frappe
import pytest
from frappe.utils import add_to_date, get_datetime

from pre_module.desk.contacts import choices
from pre_module.desk.day.gestures import say_done
from pre_module.exceptions import ParentsNotInformed
from tests.factories import (
	day,
	guardian,
	in_charge,
	make_active_parcours,
	make_child,
	make_contract,
	make_structure,
	make_user,
)
from tests.factories.contacts import contact_kind, make_contact, noted_ago
from tests.site.doors import INSERTING, UPDATING, at_each

INSERTS = {name: door for name, door in INSERTING.items() if name != "data_import"}
UPDATES = {name: door for name, door in UPDATING.items() if name != "data_import"}
BOTH = [guardian("Sofia", "Essai"), guardian("Marc", "Essai", relationship="Father", lives_with_child=0)]


@pytest.fixture
def file():
	"""A child with two parents, its référent, and the coordonnateur of the structure."""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	child = make_child(structure, guardians=BOTH)
	parcours = make_active_parcours(child)
	return frappe._dict(
		child=child,
		referent=parcours.referent,
		coordinator=coordinator,
		structure=structure,
		parcours=parcours,
	)


def values(child, **more) -> dict:
	return {
		"child": child.name,
		"contact_kind": contact_kind(),
		"contact_date": day(),
		"reached": 1,
		"initiated_by": "Programme",
		"summary": "Le père propose mardi.",
		"people": [{"guardian": "marc  ESSAI"}],
		**more,
	}


def test_a_referent_notes_a_contact_at_each_door_and_the_server_keeps_whose_it_is(file, as_user):
	forged = {
		"author": file.coordinator,
		"author_name": "X",
		"structure": make_structure().name,
		"next_gesture_done_on": day(),
	}

	def attempt(door):
		with as_user(file.referent):
			name = door("PRE Family Contact", None, values(file.child, **forged))
		contact = frappe.get_doc("PRE Family Contact", name)
		assert (contact.author, contact.structure) == (file.referent, file.structure)
		assert contact.next_gesture_done_on is None
		[person] = contact.people
		assert person.guardian == "Marc Essai"
		assert person.guardian_row == file.child.guardians[1].name

	at_each(INSERTS, attempt)


@pytest.mark.parametrize(
	("more", "fragment"),
	[
		({"contact_date": 1}, "future"),
		({"people": []}, "who was spoken to"),
		({"summary": ""}, "in a line"),
		({"reached": 0}, "name nobody"),
		({"next_gesture": "Rappeler"}, "by which day"),
		({"next_gesture_on": 3}, "what the next gesture is"),
		({"minutes": 1500}, "a day at most"),
	],
)
def test_what_a_contact_must_say_is_asked_at_each_door(file, as_user, more, fragment):
	more = {k: day(v) if k in ("contact_date", "next_gesture_on") else v for k, v in more.items()}

	def attempt(door):
		with as_user(file.referent), pytest.raises(ParentsNotInformed, match=fragment):
			door("PRE Family Contact", None, values(file.child, **more))

	at_each(INSERTS, attempt)


def test_only_people_of_the_childs_file_are_named(file):
	with pytest.raises(frappe.ValidationError, match="Sofia Essai, Marc Essai"):
		make_contact(file.child, "Une Voisine")
	with pytest.raises(frappe.ValidationError, match="there twice"):
		make_contact(file.child, "Sofia Essai", "sofia essai")


def test_its_author_corrects_it_within_the_delay_of_the_settings(file, as_user):
	frappe.db.set_single_value("PRE Settings", "contact_edit_hours", 2)
	with as_user(file.referent):
		contact = make_contact(file.child)
		contact.summary = "Corrigé aussitôt."
		contact.save()
	written = add_to_date(get_datetime(), hours=-2, seconds=-1)
	frappe.db.set_value("PRE Family Contact", contact.name, "creation", written, update_modified=False)
	frappe.db.commit()

	def attempt(door):
		with as_user(file.referent), pytest.raises(frappe.ValidationError, match="2 hours"):
			door("PRE Family Contact", contact.name, {"summary": "Trop tard."})

	at_each(UPDATES, attempt)
	assert frappe.db.get_value("PRE Family Contact", contact.name, "summary") == "Corrigé aussitôt."


def test_nobody_else_corrects_it(file, as_user):
	with as_user(file.referent):
		contact = make_contact(file.child)
	frappe.db.commit()

	def attempt(door):
		with as_user(file.coordinator), pytest.raises(frappe.ValidationError, match="Only its author"):
			door("PRE Family Contact", contact.name, {"summary": "Autrement dit."})

	at_each(UPDATES, attempt)


def test_a_save_that_changes_nothing_is_no_correction(file, as_user):
	with as_user(file.referent):
		contact = make_contact(file.child, contact_time="09:05:00", minutes=10)
	noted_ago(contact, 30)
	with as_user(file.coordinator):
		frappe.get_doc("PRE Family Contact", contact.name).save()


def test_done_is_said_by_who_is_in_charge_and_touches_nothing_else(file, as_user):
	with as_user(file.referent):
		contact = make_contact(file.child, next_gesture="Rappeler l'école", next_gesture_on=day(2))
	noted_ago(contact, 10)
	frappe.db.set_value("PRE Family Contact", contact.name, "next_gesture_on", day(-2))
	with as_user(file.coordinator):
		say_done(contact.name)
		assert str(frappe.db.get_value("PRE Family Contact", contact.name, "next_gesture_done_on")) == day()
		say_done(contact.name, done=False)
	assert frappe.db.get_value("PRE Family Contact", contact.name, "next_gesture_done_on") is None
	with as_user(file.referent), pytest.raises(frappe.ValidationError, match="no next gesture"):
		say_done(make_contact(file.child).name)


def test_done_is_said_of_a_parent_whom_the_file_names_otherwise_today(file, as_user):
	with as_user(file.referent):
		contact = make_contact(file.child, "Sofia Essai", next_gesture="Rappeler", next_gesture_on=day(2))
	child = frappe.get_doc("PRE Child", file.child.name)
	child.guardians[0].last_name = "Nouveau-Nom"
	child.save()
	with as_user(file.referent):
		say_done(contact.name)
	kept = frappe.get_doc("PRE Family Contact", contact.name)
	assert (str(kept.next_gesture_done_on), kept.people[0].guardian) == (day(), "Sofia Essai")


def test_done_can_not_be_written_by_a_request(file, as_user):
	with as_user(file.referent):
		contact = make_contact(file.child, next_gesture="Rappeler", next_gesture_on=day(2))
	frappe.db.commit()

	def attempt(door):
		with as_user(file.referent):
			door("PRE Family Contact", contact.name, {"next_gesture_done_on": day()})
		assert frappe.db.get_value("PRE Family Contact", contact.name, "next_gesture_done_on") is None

	at_each(UPDATES, attempt)


@pytest.mark.parametrize(
	"role", ["PRE Referent", "PRE Partner", "PRE Team Member", "PRE Manager", "PRE Evaluator", None]
)
def test_the_contacts_of_a_child_out_of_sight_are_nobodys(file, as_user, role):
	with as_user(file.referent):
		contact = make_contact(file.child, next_gesture="Rappeler", next_gesture_on=day(2))
	stranger = make_user(*([role] if role else [])).name if role else "Guest"
	with as_user(stranger):
		assert not frappe.has_permission("PRE Family Contact", "read", contact.name)
		for attempt in (
			lambda: make_contact(file.child.name, "Sofia Essai"),
			lambda: say_done(contact.name),
			lambda: choices(file.child.name),
		):
			with pytest.raises(frappe.PermissionError):
				attempt()
	assert frappe.db.get_value("PRE Family Contact", contact.name, "next_gesture_done_on") is None


def test_who_handed_the_child_over_corrects_it_no_more(file, as_user):
	with as_user(file.referent):
		contact = make_contact(file.child)
	other = make_contract(file.structure)
	row = file.parcours.referents[0]
	frappe.db.set_value("PRE Parcours Referent", row.name, {"from_date": day(-30), "to_date": day(-1)})
	parcours = frappe.get_doc("PRE Parcours", file.parcours.name)
	parcours.append("referents", in_charge(other))
	parcours.save()
	with as_user(file.referent), pytest.raises(frappe.PermissionError):
		contact.summary = "Encore."
		contact.save()


def test_the_dialog_offers_the_kinds_in_order_and_the_people_of_the_file(file, as_user):
	frappe.db.set_value("PRE Contact Kind", "Chance Meeting", "disabled", 1)
	with as_user(file.referent):
		offered = choices(file.child.name)
	assert offered["people"] == ["Sofia Essai", "Marc Essai"]
	assert [k["name"] for k in offered["kinds"]][:3] == ["Phone Call", "Text Message", "Home Visit"]
	assert "Chance Meeting" not in [k["name"] for k in offered["kinds"]]
