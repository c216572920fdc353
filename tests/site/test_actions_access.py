"""R10: who sees and notes whom in an action: the référent his children, the partner that leads it those whose family
shares that domain with it, nobody else anything. Each case is tried as the wrong person too."""

from datetime import timedelta
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import now_datetime

from pre_module.access.history import who_could_see
from pre_module.access.scope import forget
from pre_module.desk import attendance, planning
from pre_module.rules.access import SHARING
from tests.factories import (
	agreeing_child,
	apply,
	day,
	enrol,
	make_action,
	make_active_parcours,
	make_child,
	make_consent,
	make_contract,
	make_partner,
	make_session,
	make_structure,
	make_user,
	note,
	planning_line,
	share_with,
	shared_lines,
)
from tests.site.doors import INSERTING, UPDATING, at_each

ENROLMENT, SESSION, ATTENDANCE = "PRE Action Enrolment", "PRE Action Session", "PRE Attendance"
REFUSED = (frappe.PermissionError, frappe.DoesNotExistError)


@pytest.fixture
def club():
	"""An action of schooling led by a partner, with a référent's child, another child, and a session of today.

	leader: the partner's person. neighbour: of another partner, with whom the families share everything as well.
	"""
	coordinator, referent = make_user("PRE Coordinator").name, make_user("PRE Referent").name
	structure = make_structure(coordinator=coordinator).name
	leader, neighbour = make_user("PRE Partner").name, make_user("PRE Partner").name
	partner, other = make_partner(user=leader).name, make_partner(user=neighbour).name
	action = make_action(structure, provider=partner)
	contract = make_contract(structure, referent)
	mine = make_child(structure, first_name="Zéphyrine", last_name="Ouvrard")
	parcours = make_active_parcours(mine, contract=contract)
	theirs = agreeing_child(structure, first_name="Childéric", last_name="Brault")
	session = make_session(action)
	places = [enrol(mine, action, parcours=parcours.name), enrol(theirs, action)]
	for place in places:
		note(make_session(action, -1, start_time=f"1{8 + places.index(place)}:30", end_time="20:30"), place)
	return frappe._dict(
		coordinator=coordinator,
		referent=referent,
		structure=structure,
		leader=leader,
		partner=partner,
		neighbour=neighbour,
		other=other,
		action=action,
		session=session,
		mine=mine,
		theirs=theirs,
		parcours=parcours,
		places=[p.name for p in places],
	)


def seen(user: str) -> tuple[set[str], int]:
	"""The enrolments a person lists, and how many attendances; documents and lists agree."""
	forget()
	found = {}
	for doctype in (ENROLMENT, ATTENDANCE):
		listed = set()
		if frappe.has_permission(doctype, "read", user=user):
			listed = set(frappe.get_list(doctype, pluck="name", user=user, limit_page_length=0))
		permitted = {
			n
			for n in frappe.get_all(doctype, pluck="name")
			if frappe.has_permission(doctype, "read", n, user=user)
		}
		assert listed == permitted, f"lists and documents of {doctype} disagree"
		found[doctype] = listed
	return found[ENROLMENT], len(found[ATTENDANCE])


def labels(session) -> list[str]:
	return [c["label"] for c in attendance.sheet(session.name)["children"]]


# The référent


def test_a_referent_sees_his_children_of_a_group_and_no_other(club, as_user):
	assert seen(club.referent) == ({club.places[0]}, 1)
	with as_user(club.referent):
		sheet = attendance.sheet(club.session.name)
		assert [c["label"] for c in sheet["children"]] == ["Zéphyrine Ouvrard"]
		assert sheet["hidden"] == 1
		assert [s["name"] for s in attendance.sessions()] == [club.session.name]
		with pytest.raises(frappe.PermissionError):
			attendance.save(club.session.name, {club.places[0]: "Present", club.places[1]: "Present"})


def test_a_referent_notes_no_other_child_by_naming_his_own_in_the_request(club, as_user):
	forged = {"session": club.session.name, "enrolment": club.places[1], "child": club.mine.name}

	def attempt(door):
		with as_user(club.referent), pytest.raises((*REFUSED, frappe.LinkValidationError)):
			door(ATTENDANCE, None, forged)
		assert not frappe.db.exists(ATTENDANCE, {"session": club.session.name})

	at_each({k: v for k, v in INSERTING.items() if k != "data_import"}, attempt)


def test_a_referent_enrols_his_own_children_alone(club, as_user):
	action = make_action(club.structure)
	stranger = agreeing_child(club.structure)
	with as_user(club.referent):
		assert enrol(club.mine, action, parcours=club.parcours.name).status == "Enrolled"
		with pytest.raises(frappe.PermissionError):
			enrol(stranger, action)


# The partner that leads the action


def test_without_an_agreement_the_partner_sees_nobody_of_its_own_group(club, as_user):
	assert seen(club.leader) == (set(), 0)
	with as_user(club.leader):
		sheet = attendance.sheet(club.session.name)
		assert (sheet["children"], sheet["hidden"]) == ([], 2)
		assert attendance.sessions() == []
		with pytest.raises(frappe.PermissionError):
			attendance.save(club.session.name, {club.places[0]: "Present"})


def test_the_agreement_opens_the_enrolment_and_its_attendance_and_the_name(club, as_user):
	share_with(club.mine, club.partner)
	assert seen(club.leader) == ({club.places[0]}, 1)
	with as_user(club.leader):
		assert labels(club.session) == ["Zéphyrine Ouvrard"]
		assert attendance.save(club.session.name, {club.places[0]: "Absent"})["saved"] == 1
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("PRE Child", club.mine.name).check_permission("read")
		with pytest.raises(frappe.PermissionError):
			attendance.of_parcours(club.parcours.name)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(ENROLMENT, club.places[0]).check_permission("write")


def test_another_domain_or_another_partner_opens_nothing(club):
	share_with(club.mine, club.partner, ["Sport"])
	assert seen(club.leader) == (set(), 0)
	share_with(club.mine, club.other, ["Schooling"])
	assert seen(club.neighbour) == (set(), 0), "named by the family, yet not the one that leads the action"


def test_a_partner_notes_nothing_in_the_sessions_of_another(club, as_user):
	"""The family shares the same domain with both; each sees its own action."""
	share_with(club.mine, club.partner)
	share_with(club.mine, club.other, given_on=day(-9))
	elsewhere = make_action(club.structure, provider=club.other, title="Autre club")
	place, session = (
		enrol(club.mine, elsewhere),
		make_session(elsewhere, start_time="19:00", end_time="20:00"),
	)
	assert seen(club.neighbour)[0] == {place.name}
	with as_user(club.leader):
		with pytest.raises(frappe.PermissionError):
			attendance.save(session.name, {place.name: "Present"})
		with pytest.raises(frappe.ValidationError, match="same action"):
			frappe.get_doc(
				{
					"doctype": ATTENDANCE,
					"session": session.name,
					"enrolment": club.places[0],
					"status": "Present",
				}
			).insert()


def test_a_withdrawal_closes_at_once(club):
	(consent,) = share_with(club.mine, club.partner)
	assert seen(club.leader)[0]
	consent.reload()
	consent.update({"withdrawn_on": day(), "withdrawal_reason": "Ne souhaite plus."}).save()
	assert seen(club.leader) == (set(), 0)


def test_the_last_day_of_the_agreement_closes_without_any_job(club):
	share_with(club.mine, club.partner, valid_until=day(3))
	assert seen(club.leader)[0]
	later = now_datetime() + timedelta(days=4)
	with patch("pre_module.access.scope.now_datetime", return_value=later):
		assert seen(club.leader) == (set(), 0)


def test_each_parent_counts(club):
	"""P3: one parent agrees to this domain, the other to another one only: nothing is open."""
	child = agreeing_child(
		club.structure,
		guardians=[
			{"first_name": n, "last_name": "Exemple", "relationship": r, "parental_authority": "Yes"}
			for n, r in (("Ana", "Mother"), ("Luis", "Father"))
		],
	)
	place = enrol(child, club.action)
	for parent, domain in (("Ana Exemple", "Schooling"), ("Luis Exemple", "Sport")):
		make_consent(child, "Sharing", parent, partners=shared_lines(club.partner, [domain]))
	assert seen(club.leader) == (set(), 0)
	make_consent(child, "Sharing", "Luis Exemple", partners=shared_lines(club.partner), given_on=day())
	assert seen(club.leader)[0] == {place.name}


def test_another_provider_or_domain_of_the_action_moves_what_is_open(club):
	share_with(club.mine, club.partner)
	club.action.reload()
	club.action.provider = club.other
	club.action.save()
	assert seen(club.leader) == (set(), 0)
	club.action.provider = club.partner
	club.action.save()
	assert seen(club.leader)[0] == {club.places[0]}
	club.action.need_domain = frappe.db.get_value(
		"PRE Need Domain", {"name": ("!=", club.action.need_domain)}
	)
	club.action.save()
	assert seen(club.leader) == (set(), 0)


def test_the_charter_comes_first(club):
	unsigned = make_user("PRE Partner").name
	partner = make_partner(user=unsigned, signs=False).name
	action = make_action(club.structure, provider=partner)
	place = enrol(club.mine, action)
	share_with(club.mine, partner)
	assert place.name and seen(unsigned) == (set(), 0)


def test_the_register_says_who_could_see_and_why(club):
	(consent,) = share_with(club.mine, club.partner)
	sights = who_could_see(club.mine.name, now_datetime(), now_datetime() + timedelta(minutes=1))
	mine = {
		(s.grant.ground, s.grant.source_doctype, s.grant.source_name)
		for s in sights
		if s.grant.user == club.leader
	}
	assert mine == {(SHARING, "PRE Consent", consent.name), (SHARING, ENROLMENT, club.places[0])}


# Everybody else


@pytest.mark.parametrize(
	"role",
	[
		"PRE Administrator",
		"PRE Manager",
		"PRE Evaluator",
		"PRE Data Protection Officer",
		"PRE Team Member",
		"PRE Coordinator",
		"PRE Referent",
		"PRE Partner",
		None,
	],
)
def test_nobody_else_sees_or_notes_anything(club, as_user, role):
	user = make_user(*([role] if role else [])).name
	assert seen(user) == (set(), 0)
	club.action.reload()
	club.action.append("planning", planning_line())
	club.action.save()
	with as_user(user):
		for call in (
			lambda: attendance.save(club.session.name, {club.places[0]: "Present"}),
			lambda: attendance.of_parcours(club.parcours.name),
			lambda: planning.make(club.action.name),
		):
			with pytest.raises(frappe.PermissionError):
				call()
		try:
			sheet = attendance.sheet(club.session.name)
			assert sheet["children"] == [] and sheet["hidden"] == 2
		except frappe.PermissionError:
			assert role not in ("PRE Coordinator", "PRE Referent", "PRE Partner")
		try:
			assert attendance.sessions() == []
		except frappe.PermissionError:
			assert role not in ("PRE Coordinator", "PRE Referent", "PRE Partner")


def test_a_guest_is_refused(club, as_user):
	with as_user("Guest"):
		for call in (
			lambda: attendance.sheet(club.session.name),
			attendance.sessions,
			lambda: attendance.of_parcours(club.parcours.name),
		):
			with pytest.raises(frappe.PermissionError):
				call()


# The catalogue


def test_an_action_is_its_coordonnateurs_to_write(club, as_user):
	stranger = make_user("PRE Coordinator").name
	make_structure(coordinator=stranger)

	def as_stranger(door):
		with as_user(stranger), pytest.raises(REFUSED):
			door("PRE Action", club.action.name, {"capacity": 1})

	at_each({k: v for k, v in UPDATING.items() if k not in ("data_import", "bulk_edit")}, as_stranger)
	with as_user(stranger), pytest.raises(frappe.PermissionError):
		make_action(club.structure)
	with as_user(club.coordinator):
		club.action.reload()
		club.action.capacity = 10
		club.action.save()
		assert make_action(club.structure).name


def test_a_session_is_written_by_who_works_there_or_leads_it(club, as_user):
	for user in (club.coordinator, club.referent, club.leader):
		with as_user(user):
			session = frappe.get_doc(SESSION, club.session.name)
			session.leader = "Une animatrice"
			session.save()
	outside = make_user("PRE Referent").name
	for user in (club.neighbour, outside):
		with as_user(user), pytest.raises(frappe.PermissionError):
			session = frappe.get_doc(SESSION, club.session.name)
			session.leader = "Autre"
			session.save()
	with as_user(outside), pytest.raises(frappe.PermissionError):
		make_session(club.action, 1)
	with as_user(club.referent):
		assert make_session(club.action, 1).name


def test_a_session_cannot_be_taken_over_by_naming_another_action(club, as_user):
	"""Whoever leads an action of his own does not get at a session by pointing it there."""
	own = make_action(club.structure, provider=club.other)
	with as_user(club.neighbour), pytest.raises((frappe.PermissionError, frappe.CannotChangeConstantError)):
		frappe.get_doc(SESSION, club.session.name).update({"action": own.name, "leader": "Autre"}).save()


def test_the_calendar_shows_the_sessions_and_moves_them(club, as_user):
	from frappe.desk.calendar import get_events, update_event

	fields = frappe.as_json({"start": "starts_at", "end": "ends_at", "title": "action_title", "id": "name"})
	session = make_session(club.action, 2)
	with as_user(club.coordinator):
		found = get_events(SESSION, day(-2), day(5), fields)
		assert session.name in [e["name"] for e in found]
		moved = {
			"doctype": SESSION,
			"name": session.name,
			"starts_at": f"{day(3)} 18:00:00",
			"ends_at": f"{day(3)} 19:00:00",
		}
		update_event(frappe.as_json(moved), fields)
	session.reload()
	assert (str(session.session_date), str(session.start_time), session.hours) == (day(3), "18:00:00", 1.0)


def test_closing_the_parcours_leaves_what_was_attended(club, as_user):
	parcours = frappe.get_doc("PRE Parcours", club.parcours.name)
	parcours.exit_reason = frappe.db.get_value("PRE Exit Reason", {})
	parcours.save()
	apply(parcours, "Close")
	with as_user(club.coordinator):
		assert "Club lecture" in attendance.of_parcours(parcours.name)
