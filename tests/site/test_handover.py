"""R5: children handed over, one or all, for good or for a leave; all or nothing per child; the register follows."""

from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime
from frappe.utils.print_format import download_pdf
from pypdf import PdfReader

from pre_module.desk.handover import go_on, hand_over_all, preview, progress
from pre_module.doctype.pre_handover import together, writing
from pre_module.exceptions import CoordinatorAsReferent, ReferentNotUnderContract
from tests.factories import (
	apply,
	day,
	insert,
	make_active_parcours,
	make_child,
	make_contract,
	make_structure,
	make_user,
)
from tests.factories.contacts import make_contact
from tests.site.doors import INSERTING, at_each

INSERTS = {name: door for name, door in INSERTING.items() if name != "data_import"}


class Killed(Exception):
	"""Stands for the end of a process in the middle of its work."""


@pytest.fixture
def town():
	"""A structure with its coordonnateur and two référents under contract, Anne with three children, Karim with none."""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	anne, karim = make_contract(structure), make_contract(structure)
	parcours = [make_active_parcours(make_child(structure), contract=anne) for _n in range(3)]
	return frappe._dict(
		coordinator=coordinator, structure=structure, anne=anne, karim=karim, parcours=parcours
	)


@pytest.fixture
def later():
	"""`with later(days=3):` the register is asked at another moment; no job has run meanwhile."""

	def at(**span):
		return patch("pre_module.access.scope.now_datetime", return_value=now_datetime() + timedelta(**span))

	return at


def sees(user: str, child: str) -> bool:
	frappe.local.cache = {}
	return bool(frappe.has_permission("PRE Child", "read", child, user=user))


def lines(parcours: str) -> list[tuple]:
	rows = frappe.get_doc("PRE Parcours", parcours).referents
	return [
		(
			r.contract,
			(getdate(r.from_date) - getdate()).days,
			r.to_date and (getdate(r.to_date) - getdate()).days,
		)
		for r in rows
	]


def asked(town, parcours=None, **more) -> dict:
	child = (parcours or town.parcours[0]).child
	return {
		"child": child,
		"to_contract": town.karim.name,
		"from_date": day(5),
		"reason": "Departure",
		**more,
	}


def test_one_child_is_handed_over_at_each_door(town, as_user):
	parcours = town.parcours[0]

	def attempt(door):
		forged = {"status": "Refused", "batch": "x", "structure": None, "from_referent_name": "x"}
		with as_user(town.coordinator):
			name = door("PRE Handover", None, {**asked(town), **forged})
		handover = frappe.get_doc("PRE Handover", name)
		assert (handover.status, handover.batch, handover.structure) == ("Done", None, town.structure)
		assert handover.parcours == parcours.name
		assert handover.from_contract == town.anne.name
		assert lines(parcours.name) == [(town.anne.name, 0, 4), (town.karim.name, 5, None)]

	at_each(INSERTS, attempt)


def test_after_a_leave_the_referent_is_back(town, as_user, later):
	parcours = town.parcours[0]
	with as_user(town.coordinator):
		insert("PRE Handover", **asked(town, to_date=day(20), reason="Leave of Absence"))
	assert lines(parcours.name) == [
		(town.anne.name, 0, 4),
		(town.karim.name, 5, 20),
		(town.anne.name, 21, None),
	]
	for days, anne, karim in (
		(0, True, False),
		(4, True, False),
		(5, False, True),
		(20, False, True),
		(21, True, False),
	):
		with later(days=days):
			assert (sees(town.anne.referent, parcours.child), sees(town.karim.referent, parcours.child)) == (
				anne,
				karim,
			), f"in {days} days"


def test_the_one_before_loses_sight_the_day_after_and_the_new_one_sees_that_day(town, as_user, later):
	child = town.parcours[0].child
	with as_user(town.coordinator):
		insert("PRE Handover", **asked(town))
	assert sees(town.anne.referent, child) and not sees(town.karim.referent, child)
	with later(days=5):
		assert not sees(town.anne.referent, child) and sees(town.karim.referent, child)


@pytest.mark.parametrize(
	("more", "fragment"),
	[
		({"from_date": -1}, "today or later"),
		({"to_date": 4}, "before it begins"),
		({"from_date": 400}, "does not cover"),
	],
)
def test_what_the_rules_refuse_is_written_nowhere(town, as_user, more, fragment):
	before = lines(town.parcours[0].name)
	more = {key: day(offset) for key, offset in more.items()}

	def attempt(door):
		with as_user(town.coordinator), pytest.raises(ReferentNotUnderContract, match=fragment):
			door("PRE Handover", None, asked(town, **more))
		frappe.db.rollback()
		assert lines(town.parcours[0].name) == before
		assert not frappe.db.count("PRE Handover")

	at_each(INSERTS, attempt)


def test_the_next_referent_is_under_contract_has_room_and_is_not_the_coordinator(town, as_user):
	drafted = make_contract(town.structure, in_force=False)
	elsewhere = make_contract(make_structure().name)
	full = make_contract(town.structure, maximum_children=1)
	with as_user(town.coordinator):
		insert("PRE Handover", **asked(town, town.parcours[1], to_contract=full.name, from_date=day()))
		for contract, fragment in (
			(drafted, "not in force"),
			(elsewhere, "another structure"),
			(full, "allows 1"),
		):
			frappe.db.savepoint("attempt")
			with pytest.raises(frappe.ValidationError, match=fragment):
				insert("PRE Handover", **asked(town, to_contract=contract.name))
			frappe.db.rollback(save_point="attempt")
	frappe.db.set_value("PRE Structure Coordinator", {"parent": town.structure}, "user", town.karim.referent)
	with pytest.raises(CoordinatorAsReferent):
		insert("PRE Handover", **asked(town))


@pytest.mark.parametrize("who", ["anne", "karim", "stranger", "partner", "manager", "Guest"])
def test_only_the_coordonnateur_hands_over(town, as_user, who):
	user = {
		"anne": lambda: town.anne.referent,
		"karim": lambda: town.karim.referent,
		"stranger": lambda: make_user("PRE Coordinator").name,
		"partner": lambda: make_user("PRE Partner").name,
		"manager": lambda: make_user("PRE Manager").name,
		"Guest": lambda: "Guest",
	}[who]()
	contracts = (town.anne.name, town.karim.name)
	with as_user(town.coordinator):
		batch = together.plan(town.anne, town.karim.name, day(), None, "Departure")
	with as_user(user):
		for attempt in (
			lambda: insert("PRE Handover", **asked(town)),
			lambda: hand_over_all(*contracts, from_date=day(), reason="Departure"),
			lambda: preview(*contracts),
		):
			with pytest.raises(frappe.PermissionError):
				attempt()
		if who in ("anne", "karim", "stranger"):
			assert progress(batch)["total"] == (3 if who == "anne" else 0), "each his own children's"
		try:
			go_on(batch)
		except frappe.PermissionError:
			pass
	statuses = frappe.get_all("PRE Handover", filters={"batch": batch}, pluck="status")
	assert statuses == ["Planned"] * 3
	assert lines(town.parcours[0].name) == [(town.anne.name, 0, None)]


def test_what_was_decided_stays_and_the_sheet_goes_on(town, as_user):
	with as_user(town.coordinator):
		handover = insert("PRE Handover", **asked(town))
		for field, value in (
			("to_date", day(30)),
			("reason", "Other Reason"),
			("to_contract", town.anne.name),
			("child", town.parcours[1].child),
		):
			changed = frappe.get_doc("PRE Handover", handover.name)
			changed.set(field, value)
			with pytest.raises(frappe.ValidationError):
				changed.save()
	with as_user(town.anne.referent):
		mine = frappe.get_doc("PRE Handover", handover.name)
		mine.update({"promised": "Un rendez-vous au CMP le 4.", "family_told_on": day(), "status": "Planned"})
		mine.save()
		mine.family_told_on = day(1)
		with pytest.raises(frappe.ValidationError, match="day to come"):
			mine.save()
	kept = frappe.get_doc("PRE Handover", handover.name)
	assert (kept.promised, kept.status) == ("Un rendez-vous au CMP le 4.", "Done")


def test_all_the_children_of_a_referent_go_and_come_back(town, as_user):
	make_child(town.structure, contract=town.anne.name)
	with as_user(town.coordinator):
		assert preview(town.anne.name, town.karim.name, day(5)) == {
			"children": 3,
			"room": 40,
			"first_steps": 1,
		}
		result = hand_over_all(town.anne.name, town.karim.name, day(5), "Leave of Absence", day(20))
	assert (result["done"], result["written"], result["planned"]) == (True, 3, 0)
	for parcours in town.parcours:
		assert lines(parcours.name)[1:] == [(town.karim.name, 5, 20), (town.anne.name, 21, None)]


def test_a_document_never_names_two_children(town, as_user):
	"""Each référent opens the handovers of his own children, one document each."""
	with as_user(town.coordinator):
		hand_over_all(town.anne.name, town.karim.name, day(), "Departure")
	with as_user(town.karim.referent):
		names = frappe.get_list("PRE Handover", pluck="name")
		assert len(names) == 3
	with as_user(town.anne.referent):
		# In charge of nobody any more, but until tonight a contract line began today: she sees none of them.
		assert frappe.get_list("PRE Handover", pluck="name") == []
	tables = [f for f in frappe.get_meta("PRE Handover").fields if f.fieldtype == "Table"]
	assert tables == []


def test_no_room_for_all_stops_no_child_that_fits(town, as_user):
	small = make_contract(town.structure, maximum_children=2)
	with as_user(town.coordinator):
		assert preview(town.anne.name, small.name)["room"] == 2
		result = hand_over_all(town.anne.name, small.name, day(), "Departure")
		assert (result["written"], result["refused"]) == (2, 1)
		[refused] = frappe.get_list(
			"PRE Handover", filters={"status": "Refused"}, fields=["name", "parcours", "refusal"]
		)
		assert "allows 2" in refused.refusal
		assert lines(refused.parcours) == [(town.anne.name, 0, None)]
		frappe.db.set_value("PRE Referent Contract", small.name, "maximum_children", 3)
		assert go_on(result["batch"])["written"] == 3
	assert frappe.db.count("PRE Handover") == 3
	assert frappe.db.get_value("PRE Handover", refused.name, "refusal") is None


@pytest.mark.parametrize("step", range(3))
def test_killed_in_the_middle_and_started_again_there_is_no_double(town, as_user, step):
	"""The job ends after `step` children, then runs anew; and the whole is asked for a second time."""
	real, count = writing.write_lines, iter(range(10))

	def dies(handover):
		if next(count) == step:
			real(handover)  # its transaction is lost with the process
			raise Killed
		real(handover)

	with as_user(town.coordinator):
		batch = together.plan(town.anne, town.karim.name, day(5), day(20), "Leave of Absence")
		frappe.db.commit()
		with patch.object(writing, "write_lines", dies), pytest.raises(Killed):
			together.write(batch)
		frappe.db.rollback()
		assert progress(batch) == {"planned": 3 - step, "written": step, "refused": 0, "total": 3}
		again = hand_over_all(town.anne.name, town.karim.name, day(5), "Leave of Absence", day(20))
		if step < 3:
			assert again["batch"] == batch
		assert (again["written"], again["total"]) == (3, 3)
		once_more = hand_over_all(town.anne.name, town.karim.name, day(5), "Leave of Absence", day(20))
		assert once_more["total"] == 0, "nobody is left to hand over"
	for parcours in town.parcours:
		assert lines(parcours.name) == [
			(town.anne.name, 0, 4),
			(town.karim.name, 5, 20),
			(town.anne.name, 21, None),
		]


def test_many_children_go_in_the_background(town, as_user):
	with (
		as_user(town.coordinator),
		patch.object(together, "FEW", 2),
		patch("frappe.enqueue") as queued,
	):
		result = hand_over_all(town.anne.name, town.karim.name, day(), "Departure")
		assert (result["done"], result["planned"]) == (False, 3)
		assert queued.call_args.kwargs["job_id"] == f"pre_handover::{result['batch']}"
		together.write(result["batch"], lang="fr")
		assert progress(result["batch"])["written"] == 3


def test_a_child_without_parcours_is_told_where_to_go(town, as_user):
	child = make_child(town.structure)
	with as_user(town.coordinator), pytest.raises(frappe.ValidationError, match="first steps"):
		insert("PRE Handover", **{**asked(town), "child": child.name})


def test_the_parcours_is_one_of_the_child(town, as_user):
	with as_user(town.coordinator), pytest.raises(frappe.ValidationError, match="not one of this child"):
		insert("PRE Handover", **asked(town, parcours=None) | {"parcours": town.parcours[1].name})


def test_a_closed_parcours_is_not_handed_over(town, as_user):
	parcours = town.parcours[0]
	frappe.db.set_value(
		"PRE Parcours", parcours.name, "exit_reason", frappe.get_all("PRE Exit Reason", pluck="name")[0]
	)
	apply(parcours, "Close", user=town.coordinator)
	with as_user(town.coordinator):
		assert preview(town.anne.name)["children"] == 2


def test_the_sheet_prints_what_the_next_referent_needs(town, as_user, server):
	"""As the print view gives it; the server gives its styles."""
	parcours = town.parcours[0]
	make_contact(
		parcours.child,
		summary="La mère travaille de nuit.",
		next_gesture="Appeler l'orthophoniste",
		next_gesture_on=day(3),
	)
	with as_user(town.coordinator):
		handover = insert("PRE Handover", **asked(town, good_to_know="Appeler après 17 h."))
		download_pdf("PRE Handover", handover.name, format="PRE Handover")
	text = " ".join(
		" ".join(
			page.extract_text() for page in PdfReader(BytesIO(frappe.local.response.filecontent)).pages
		).split()
	)
	for expected in (
		"Appeler après 17 h",
		"travaille de nuit",
		"orthophoniste",
		"Lire seule une histoire",
		parcours.name,
	):
		assert expected in text
	stranger = make_user("PRE Referent").name
	with as_user(stranger), pytest.raises(frappe.PermissionError):
		download_pdf("PRE Handover", handover.name, format="PRE Handover")


def test_without_gap_and_overlap_whatever_was_asked_first(town, as_user):
	"""Two leaves in a row, and a departure after them."""
	lea = make_contract(town.structure)
	name = town.parcours[0].name
	with as_user(town.coordinator):
		insert("PRE Handover", **asked(town, to_date=day(10)))
		insert("PRE Handover", **asked(town, to_contract=lea.name, from_date=day(8), to_date=day(9)))
		insert("PRE Handover", **asked(town, to_contract=lea.name, from_date=day(40)))
	assert lines(name) == [
		(town.anne.name, 0, 4),
		(town.karim.name, 5, 7),
		(lea.name, 8, 9),
		(town.karim.name, 10, 10),
		(town.anne.name, 11, 39),
		(lea.name, 40, None),
	]
	with as_user(town.coordinator), pytest.raises(ReferentNotUnderContract, match="takes over on"):
		insert("PRE Handover", **asked(town, from_date=day(30), to_date=str(add_days(day(), 45))))
