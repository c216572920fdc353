"""R6, R10: the page that runs a meeting: for its coordonnateur alone, without a name that somebody present may not know."""

from uuid import uuid4

import frappe
import pytest

from pre_module.access.scope import forget
from pre_module.desk import meeting_room
from pre_module.exceptions import CharterMissing
from tests.factories import (
	agree_to,
	day,
	make_active_parcours,
	make_child,
	make_contract,
	make_meeting,
	make_partner,
	make_structure,
	make_user,
	need_domain,
	share_with,
	situation_of,
)

COORD, REF, TEAM, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner"
DECISION = "PRE Team Decision"


@pytest.fixture
def town(monkeypatch):
	"""A meeting on one child, whose family lets the partner of one member know it, and not the other member."""
	monkeypatch.setattr(frappe, "sendmail", lambda **values: None)  # no mailbox on the site of the tests
	coordinator, member, teacher = make_user(COORD).name, make_user(TEAM).name, make_user(PARTNER).name
	structure = make_structure(coordinator=coordinator).name
	child = make_child(structure, first_name="Maëlys", last_name="Tournesol")
	partner = make_partner(user=teacher).name
	share_with(child, partner, ["Schooling"])
	meeting = make_meeting([child], [teacher, member], planned_minutes=60)
	return frappe._dict(
		coordinator=coordinator, member=member, teacher=teacher, structure=structure,
		child=child, situation=situation_of(child), meeting=meeting.name,
	)  # fmt: skip


@pytest.fixture
def at_desk(town, as_user):
	"""Calls of the page as the coordonnateur."""

	def ask(method: str, **values):
		forget()
		with as_user(town.coordinator):
			return getattr(meeting_room, method)(town.meeting, **values)

	return ask


def test_the_room_holds_no_name(town, at_desk):
	shown = frappe.as_json(at_desk("room"))
	assert town.situation in shown and '"age": 9' in shown
	for hidden in ("Maëlys", "Tournesol", town.child.name, "École des Exemples"):
		assert hidden not in shown


def test_R10_a_name_shows_where_everybody_present_may_know_it(town, at_desk):
	assert at_desk("names") == {town.situation: {"name": None, "apart": 1}}
	at_desk("attend", member=town.member, attendance="Absent")
	assert at_desk("names") == {town.situation: {"name": town.child.full_name, "apart": 0}}
	at_desk("attend", member=town.member, attendance="Replaced", replaced_by="Une collègue")
	assert at_desk("names") == {town.situation: {"name": None, "apart": 1}}, (
		"nobody knows whom the stranger told"
	)


def test_a_decision_sent_twice_is_kept_once(town, at_desk):
	key = uuid4().hex
	values = {"situation": town.situation, "decision": "Rappeler le CMP.", "key": key}
	first, second = at_desk("decide", **values), at_desk("decide", **values)
	assert [d["decision"] for d in first] == [d["decision"] for d in second] == ["Rappeler le CMP."]
	at_desk("decide", **{**values, "key": uuid4().hex})
	assert frappe.db.count(DECISION, {"meeting": town.meeting}) == 2


def test_the_base_itself_keeps_one_of_two_sendings_at_once(town, at_desk, monkeypatch):
	"""Both asked before one wrote: the second insert meets the key of the first."""
	key = uuid4().hex
	values = {"situation": town.situation, "decision": "Rappeler le CMP.", "key": key}
	at_desk("decide", **values)
	real = frappe.db.exists
	monkeypatch.setattr(
		frappe.db, "exists", lambda dt, dn=None, **k: None if dn == {"client_key": key} else real(dt, dn, **k)
	)
	assert len(at_desk("decide", **values)) == 1
	assert frappe.db.count(DECISION, {"client_key": key}) == 1


def test_a_decision_typed_there_is_under_the_same_rules(town, at_desk):
	def decide(**values):
		given = {"situation": town.situation, "decision": "Un atelier.", "key": uuid4().hex, **values}
		return at_desk("decide", **given)

	with pytest.raises(frappe.ValidationError, match="without any name"):
		decide(decision="Un atelier pour maelys.")
	with pytest.raises(CharterMissing, match="does not see"):
		decide(in_charge=town.member, due_on=day(30))
	with pytest.raises(frappe.ValidationError, match="not on the agenda"):
		decide(situation=situation_of(make_child(town.structure)))
	with pytest.raises(frappe.ValidationError, match="no key"):
		decide(key="")
	assert frappe.db.count(DECISION, {"meeting": town.meeting}) == 0
	decide(in_charge=town.teacher, due_on=day(30), need_domain=need_domain("Schooling"))
	assert frappe.db.count("ToDo", {"allocated_to": town.teacher, "reference_type": DECISION}) == 1


def test_tasks_are_offered_to_who_sees_the_situation(town, at_desk):
	contract = make_contract(town.structure)
	agree_to(town.child)
	make_active_parcours(town.child, contract=contract)
	offered = {person["user"] for person in at_desk("carriers", situation=town.situation)}
	assert offered == {town.coordinator, town.member, town.teacher, contract.referent}


def test_what_became_of_a_situation_and_the_end_are_noted(town, at_desk):
	at_desk("note", situation=town.situation, status="Examined", minutes_spent="12")
	at_desk("hold")
	doc = frappe.get_doc("PRE Team Meeting", town.meeting)
	assert (doc.agenda[0].status, doc.agenda[0].minutes_spent, doc.status) == ("Examined", 12, "Held")


def test_attendance_says_the_quorum_at_once(town, at_desk):
	for member in (town.member, town.teacher):
		shown = at_desk("attend", member=member, attendance="Absent")
	assert shown["quorum_state"] == "Not Met" and "0 members" in shown["quorum_notice"]
	with pytest.raises(frappe.ValidationError, match="no member"):
		at_desk("attend", member=town.coordinator, attendance="Present")


def stranger(key: str, town) -> str:
	if key in ("member", "teacher"):
		return town[key]
	if key == "Guest":
		return key
	user = make_user(key).name
	if key == COORD:
		make_structure(coordinator=user)
	return user


@pytest.mark.parametrize(
	"key", ["member", "teacher", COORD, REF, TEAM, PARTNER, "PRE Manager", "PRE Evaluator", "Guest"]
)
def test_nobody_else_runs_it(town, as_user, key):
	"""Members read the meeting; its page is the coordonnateur's."""
	calls = {
		"room": {},
		"names": {},
		"carriers": {"situation": town.situation},
		"decide": {"situation": town.situation, "decision": "x", "key": "x"},
		"attend": {"member": town.member, "attendance": "Absent"},
		"note": {"situation": town.situation, "status": "Examined"},
		"hold": {},
	}
	user = stranger(key, town)
	with as_user(user):
		for method, values in calls.items():
			with pytest.raises(frappe.PermissionError):
				getattr(meeting_room, method)(town.meeting, **values)
	assert frappe.db.count(DECISION, {"meeting": town.meeting}) == 0
