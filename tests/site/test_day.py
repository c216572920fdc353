"""The référent's day: what each section holds, whose it is, and how many questions it asks of the base."""

from unittest.mock import patch

import frappe
import pytest
from frappe.utils import getdate

from pre_module.access.facts.referents import settle_child
from pre_module.desk.day.page import show
from tests.factories import (
	agree_to,
	day,
	guardian,
	hold_review,
	insert,
	make_active_parcours,
	make_child,
	make_contract,
	make_review,
	make_structure,
	make_user,
)
from tests.factories.actions import enrol, make_action, make_session, note
from tests.factories.contacts import make_contact, noted_ago
from tests.hand_rows import row


@pytest.fixture
def team():
	"""A structure, its coordonnateur, Anne and Karim under contract, Anne with one child of two parents who live apart."""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	anne, karim = make_contract(structure), make_contract(structure)
	child = make_child(
		structure,
		first_name="Inès",
		last_name="Essai",
		guardians=[
			guardian("Sofia", "Essai"),
			guardian("Marc", "Essai", relationship="Father", lives_with_child=0),
		],
	)
	parcours = make_active_parcours(child, contract=anne)
	return frappe._dict(
		coordinator=coordinator, structure=structure, anne=anne, karim=karim, child=child, parcours=parcours
	)


def page(as_user, user: str) -> dict:
	frappe.local.cache = {}
	with as_user(user):
		return show()


def section(shown: dict, key: str) -> list[dict]:
	return next(s for s in shown["sections"] if s["key"] == key)["rows"]


def begun(parcours, days: int) -> None:
	"""The parcours started some days ago: its day can't be typed."""
	frappe.db.set_value("PRE Parcours", parcours.name, "started_on", day(-days))


def test_a_quiet_day_says_so(team, as_user):
	shown = page(as_user, team.anne.referent)
	assert shown["first"] is None
	assert [s["key"] for s in shown["sections"]] == [
		"gestures",
		"taken_over",
		"late",
		"absences",
		"silent",
		"sessions",
		"reviews",
		"agreements",
		"children",
	]
	assert [r["title"] for r in section(shown, "children")] == ["Inès Essai"]
	assert section(shown, "late") == section(shown, "silent") == []


def test_next_gestures_are_there_until_they_are_done(team, as_user):
	with as_user(team.anne.referent):
		due = make_contact(team.child, "Sofia Essai", next_gesture="Rappeler l'école", next_gesture_on=day())
		make_contact(team.child, "Sofia Essai", next_gesture="Écrire au CMP", next_gesture_on=day(10))
		make_contact(team.child, "Sofia Essai", next_gesture="Bien plus tard", next_gesture_on=day(300))
	shown = page(as_user, team.anne.referent)
	assert [r["text"] for r in section(shown, "gestures")] == ["Rappeler l'école", "Écrire au CMP"]
	assert shown["first"]["sentence"] == "First, for Inès Essai: Rappeler l'école"
	assert shown["noted_today"] == 3
	frappe.db.set_value("PRE Family Contact", due.name, "next_gesture_done_on", day())
	assert [r["text"] for r in section(page(as_user, team.anne.referent), "gestures")] == ["Écrire au CMP"]


def test_a_promise_goes_with_the_child_to_the_next_referent(team, as_user):
	"""Whoever wrote it: the family was promised it all the same."""
	with as_user(team.anne.referent):
		make_contact(team.child, "Sofia Essai", next_gesture="Rappeler l'école", next_gesture_on=day())
	with as_user(team.coordinator):
		insert(
			"PRE Handover",
			child=team.child.name,
			to_contract=team.karim.name,
			from_date=day(),
			reason="Departure",
		)
	assert [r["text"] for r in section(page(as_user, team.karim.referent), "gestures")] == [
		"Rappeler l'école"
	]
	assert "Rappeler" not in frappe.as_json(page(as_user, team.anne.referent))


def test_what_is_late(team, as_user):
	frappe.db.set_value("PRE Parcours", team.parcours.name, "next_review_on", day(-10))
	frappe.db.set_value("PRE Parcours Objective", {"parent": team.parcours.name}, "target_date", day(-3))
	frappe.db.set_value(
		"PRE Consent",
		{"child": team.child.name, "stage": "Parcours", "guardian": "Sofia Essai"},
		"valid_until",
		day(-1),
	)
	insert(
		"ToDo", allocated_to=team.anne.referent, date=day(-2), description="<p>Ranger le <b>bureau</b></p>"
	)
	insert("ToDo", allocated_to=team.karim.referent, date=day(-2), description="Pas la sienne")
	shown = page(as_user, team.anne.referent)
	assert [(r["text"], r["late"]) for r in section(shown, "late")] == [
		("Review to hold", 10),
		("Objective O1: its target date has passed", 3),
		("Task: Ranger le bureau", 2),
		("The agreement « Parcours » of Sofia Essai has ended", 1),
	]
	assert shown["first"]["sentence"] == "First, for Inès Essai: Review to hold"


@pytest.mark.parametrize(("level", "late"), [(-1, 1), (0, 0), (2, 0)])
def test_an_objective_reached_in_the_last_review_is_not_late(team, as_user, level, late):
	"""Until the exit its date stays passed: what was reached asks for nothing more."""
	frappe.db.set_value("PRE Parcours Objective", {"parent": team.parcours.name}, "target_date", day(-3))
	begun(team.parcours, 90)
	hold_review(team.parcours, "Initial", review_date=day(-60), levels={"O1": -2 if level >= 0 else 1})
	hold_review(team.parcours, review_date=day(-5), levels={"O1": level})
	rows = section(page(as_user, team.anne.referent), "late")
	assert len([r for r in rows if "target date" in r["text"]]) == late


def test_an_agreement_that_ends_soon_is_not_late(team, as_user):
	frappe.db.set_value(
		"PRE Consent",
		{"child": team.child.name, "stage": "Parcours", "guardian": "Sofia Essai"},
		"valid_until",
		day(5),
	)
	shown = page(as_user, team.anne.referent)
	assert section(shown, "late") == []
	assert [(r["text"], r["late"]) for r in section(shown, "agreements")] == [
		("The agreement « Parcours » of Sofia Essai ends soon", 0)
	]


def test_R5_who_takes_over_finds_the_sheet_in_the_first_days(team, as_user):
	with as_user(team.coordinator):
		handover = insert(
			"PRE Handover",
			child=team.child.name,
			to_contract=team.karim.name,
			from_date=day(),
			reason="Departure",
		)
	[row] = section(page(as_user, team.karim.referent), "taken_over")
	assert (row["doctype"], row["name"], row["title"]) == ("PRE Handover", handover.name, "Inès Essai")
	assert section(page(as_user, team.anne.referent), "taken_over") == []
	frappe.db.set_value("PRE Handover", handover.name, "from_date", day(-15))
	assert section(page(as_user, team.karim.referent), "taken_over") == []


def test_silent_families_each_parent_apart(team, as_user):
	begun(team.parcours, 100)
	with as_user(team.anne.referent):
		noted_ago(make_contact(team.child, "Sofia Essai"), 30)
		noted_ago(make_contact(team.child, reached=0), 2)
		noted_ago(make_contact(team.child, reached=0), 9)
	[silent] = section(page(as_user, team.anne.referent), "silent")
	assert "Marc Essai: no information yet" in silent["text"] and "2 attempt(s)" in silent["text"]
	assert (silent["late"], silent["child"]) == (100, team.child.name)
	with as_user(team.anne.referent):
		make_contact(team.child, "Marc Essai")
	assert section(page(as_user, team.anne.referent), "silent") == []


def test_R12_a_review_informs_the_parents_who_were_there(team, as_user):
	begun(team.parcours, 100)
	mother = [{"capacity": "Parent", "person_name": "Sofia ESSAI"}]
	review = make_review(team.parcours, "Initial", review_date=day(-3), participants=mother)
	assert len(section(page(as_user, team.anne.referent), "silent")) == 2, "a draft says nothing yet"
	review.submit()
	[silent] = section(page(as_user, team.anne.referent), "silent")
	assert "Marc Essai" in silent["text"], "who lives elsewhere is informed apart (P3)"
	told = {"family_informed_on": day(), "family_informed_means": "Phone Call", "participants": []}
	review.cancel()
	assert len(section(page(as_user, team.anne.referent), "silent")) == 2
	hold_review(team.parcours, "Initial", review_date=day(-2), **told)
	[silent] = section(page(as_user, team.anne.referent), "silent")
	assert "Marc Essai" in silent["text"]


def test_a_kind_that_does_not_inform_breaks_no_silence(team, as_user):
	begun(team.parcours, 100)
	frappe.db.set_value("PRE Contact Kind", "Text Message", "informs", 0)
	with as_user(team.anne.referent):
		make_contact(team.child, "Sofia Essai", "Marc Essai", contact_kind="Text Message")
	assert len(section(page(as_user, team.anne.referent), "silent")) == 2
	frappe.db.set_value("PRE Contact Kind", "Text Message", "informs", 1)
	assert section(page(as_user, team.anne.referent), "silent") == []


def test_the_interval_is_that_of_the_settings(team, as_user):
	begun(team.parcours, 100)
	frappe.db.set_single_value("PRE Settings", "family_information_days", 100)
	frappe.clear_document_cache("PRE Settings", "PRE Settings")
	assert section(page(as_user, team.anne.referent), "silent") == []


def test_reviews_of_the_coming_weeks(team, as_user):
	frappe.db.set_value("PRE Parcours", team.parcours.name, "next_review_on", day(21))
	[review] = section(page(as_user, team.anne.referent), "reviews")
	assert (review["on"], review["doctype"]) == (getdate(day(21)), "PRE Parcours")
	frappe.db.set_value("PRE Parcours", team.parcours.name, "next_review_on", day(22))
	assert section(page(as_user, team.anne.referent), "reviews") == []


def test_children_of_the_first_steps_are_his_too(team, as_user):
	child = make_child(team.structure, first_name="Aya", contract=team.anne.name)
	rows = section(page(as_user, team.anne.referent), "children")
	assert [(r["title"].split()[0], "First steps" in r["text"]) for r in rows] == [
		("Aya", True),
		("Inès", False),
	]
	assert child.name in [r["child"] for r in rows]


def test_nothing_of_a_child_he_may_not_see(team, as_user):
	"""Another référent, the same one after a handover, and one whose charter is not accepted."""
	with as_user(team.anne.referent):
		make_contact(team.child, "Sofia Essai", next_gesture="Secret", next_gesture_on=day())
	shown = page(as_user, team.karim.referent)
	assert "Essai" not in frappe.as_json(shown) and "Secret" not in frappe.as_json(shown)
	assert "No child is in your charge" in shown["sentence"]

	lines = frappe.get_doc("PRE Parcours", team.parcours.name).referents
	frappe.db.set_value("PRE Parcours Referent", lines[0].name, {"from_date": day(-9), "to_date": day(-1)})
	settle_child(team.child.name)
	assert "Essai" not in frappe.as_json(page(as_user, team.anne.referent))
	frappe.db.set_value("PRE Parcours Referent", lines[0].name, "to_date", None)
	settle_child(team.child.name)
	assert "Essai" in frappe.as_json(page(as_user, team.anne.referent))
	frappe.db.delete("PRE Charter Acceptance", {"user": team.anne.referent})
	assert "Essai" not in frappe.as_json(page(as_user, team.anne.referent))


def test_a_coordonnateur_finds_a_helpful_sentence_and_the_load_of_her_referents(team, as_user):
	shown = page(as_user, team.coordinator)
	assert "shows the children in their charge" in shown["sentence"]
	assert (shown["sections"], shown["first"]) == ([], None)
	assert {(line["contract"], line["children"]) for line in shown["load"]} == {
		(team.anne.name, 1),
		(team.karim.name, 0),
	}
	assert "Essai" not in frappe.as_json(shown)
	assert page(as_user, team.anne.referent)["load"] == []


@pytest.mark.parametrize(
	"role", ["PRE Partner", "PRE Team Member", "PRE Manager", "PRE Evaluator", "PRE Administrator", None]
)
def test_the_page_is_nobody_elses(as_user, role):
	user = make_user(role).name if role else "Guest"
	with as_user(user), pytest.raises(frappe.PermissionError):
		show()


def _charge_of(structure: str, contract, number: int) -> None:
	"""Children in charge, written as they stand, each with all that a section may show."""
	for n in range(number):
		child = f"ENF-DAY-{number}-{n:02}"
		row(
			"PRE Child",
			child,
			first_name="Enfant",
			last_name=f"{n:02}",
			full_name=f"Enfant {n:02}",
			sex="Female",
			birth_date=day(-3000),
			structure=structure,
			status="Followed",
			guardians=[guardian("Sofia", f"{n}"), guardian("Marc", f"{n}", lives_with_child=0)],
		)
		parcours = row(
			"PRE Parcours",
			f"PAR-DAY-{number}-{n:02}",
			child=child,
			structure=structure,
			status="Active",
			started_on=day(-200),
			next_review_on=day(-5),
			objectives=[{"code": "O1", "objective": "Lire", "target_date": day(-2)}],
			referents=[
				{"referent": contract.referent, "contract": contract.name, "from_date": day(-50)},
			],
		)
		row(
			"PRE Family Contact",
			f"CON-DAY-{number}-{n:02}",
			child=child,
			structure=structure,
			contact_kind="Phone Call",
			contact_date=day(-100),
			reached=1,
			next_gesture="Rappeler",
			next_gesture_on=day(1),
			people=[{"guardian": f"Sofia {n}", "guardian_row": _first_guardian(child)}],
		)
		settle_child(child)
		assert parcours


def test_the_sessions_of_the_day_say_who_is_expected_and_where(team, as_user):
	club = make_action(team.structure, title="Club lecture", place="Maison de quartier")
	other = make_action(team.structure, title="Judo")
	enrol(team.child, club, parcours=team.parcours.name)
	today = make_session(club)
	make_session(club, 1)
	make_session(
		club, start_time="19:00:00", end_time="20:00:00", status="Cancelled", cancellation_reason="Salle."
	)
	make_session(other)
	[line] = section(page(as_user, team.anne.referent), "sessions")
	assert (line["name"], line["title"]) == (today.name, "Inès Essai")
	assert line["text"] == "Club lecture, 17:00 to 18:30, Maison de quartier"
	assert section(page(as_user, team.karim.referent), "sessions") == []


def test_a_session_expects_those_who_have_begun_and_not_left(team, as_user):
	"""R9: the same children as the attendance sheet."""
	agree_to(team.child, given_on=day(-30))
	club = make_action(team.structure, title="Club lecture")
	enrolment = enrol(team.child, club, parcours=team.parcours.name, enrolled_on=day(-20))
	make_session(club)

	def shown(**values) -> int:
		frappe.db.set_value("PRE Action Enrolment", enrolment.name, values)
		return len(section(page(as_user, team.anne.referent), "sessions"))

	assert shown(enrolled_on=day()) == 1
	assert shown(enrolled_on=day(3)) == 0
	assert shown(enrolled_on=day(-20), status="Left", left_on=day()) == 1
	assert shown(left_on=day(-1)) == 0


def test_a_child_absent_several_times_in_a_row_shows_to_its_referent_only(team, as_user):
	club = make_action(team.structure)
	agree_to(team.child, given_on=day(-30))
	enrolment = enrol(team.child, club, parcours=team.parcours.name, enrolled_on=day(-20))
	for offset in (-12, -8, -4):
		assert section(page(as_user, team.anne.referent), "absences") == []
		note(make_session(club, offset), enrolment, "Absent")
	[line] = section(page(as_user, team.anne.referent), "absences")
	assert (line["child"], line["title"]) == (team.child.name, "Inès Essai")
	assert "3 times in a row" in line["text"]
	assert section(page(as_user, team.karim.referent), "absences") == []
	note(make_session(club, -2), enrolment, "Present")
	assert section(page(as_user, team.anne.referent), "absences") == []


def _first_guardian(child: str) -> str:
	return frappe.get_all("PRE Child Guardian", {"parent": child, "first_name": "Sofia"}, pluck="name")[0]


def _questions(as_user, user: str) -> tuple[int, dict]:
	"""How many statements the page sends to the base, with warm caches, and what it shows."""
	page(as_user, user)
	real, asked = frappe.db.sql, []

	def counted(query, *args, **kwargs):
		asked.append(query)
		return real(query, *args, **kwargs)

	with as_user(user), patch.object(frappe.db, "sql", counted):
		frappe.local.cache = {}
		shown = show()
	return len(asked), shown


def test_the_questions_to_the_base_do_not_grow_with_the_children(team, as_user):
	few, many = make_contract(team.structure), make_contract(team.structure, maximum_children=80)
	_charge_of(team.structure, few, 2)
	_charge_of(team.structure, many, 60)
	for_two, _shown = _questions(as_user, few.referent)
	for_sixty, shown = _questions(as_user, many.referent)
	assert [len(s["rows"]) for s in shown["sections"]] == [60, 0, 120, 0, 120, 0, 0, 0, 60]
	print(f"\nstatements for 2 children: {for_two}, for 60: {for_sixty}")
	assert for_sixty <= for_two
	assert for_sixty <= 25


def test_agreements_given_in_time_are_not_late(team, as_user):
	agree_to(team.child, valid_until=day(300))
	assert section(page(as_user, team.anne.referent), "late") == []
