"""R10: who sees and notes whom in an action: the référent his children, the partner that leads it those whose family
shares that domain with it, nobody else anything. Each case is tried as the wrong person too."""

from datetime import timedelta
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import now_datetime

from pre_module.access.history import who_could_see
from pre_module.desk import attendance
from pre_module.rules.access import SHARING
from tests.factories import (
	agreeing_child,
	day,
	enrol,
	make_action,
	make_consent,
	make_partner,
	make_session,
	make_user,
	share_with,
	shared_lines,
)
from tests.site.club import ATTENDANCE, ENROLMENT, labels, make_club, seen
from tests.site.doors import INSERTING, at_each

REFUSED = (frappe.PermissionError, frappe.DoesNotExistError)


@pytest.fixture
def club():
	return make_club()


# The référent


def test_a_referent_sees_his_children_of_a_group_and_no_other(club, as_user):
	assert seen(club.referent) == ({club.places[0]}, 1)
	with as_user(club.referent):
		sheet = attendance.sheet(club.session.name)
		assert [c["label"] for c in sheet["children"]] == ["Zéphyrine Ouvrard"]
		assert sheet["hidden"] == 1
		assert [s["name"] for s in attendance.sessions()] == [club.session.name]
		answer = attendance.save(club.session.name, dict.fromkeys((*club.places, "INS-0000-1"), "Present"))
		assert answer["saved"] == 1
		assert [r["enrolment"] for r in answer["refused"]] == [club.places[1], "INS-0000-1"]
		for unseen in (club.places[1], "INS-0000-1"):
			with pytest.raises(frappe.PermissionError):
				attendance.save(club.session.name, {unseen: "Present"})
	noted = frappe.get_all(ATTENDANCE, {"session": club.session.name}, pluck="enrolment")
	assert noted == [club.places[0]]


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
