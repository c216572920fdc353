"""What closes with a structure, an institution, a signature or a role; and what a night repairs, account by account."""

from contextlib import ExitStack
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import now_datetime

from pre_module.access import nightly
from pre_module.access.emergency import EmergencyRefused
from pre_module.access.emergency import open as open_file
from pre_module.access.facts.accounts import settle_for_user
from pre_module.access.history import who_could_see
from pre_module.access.scope import grants_where
from pre_module.rules.access import MEETING, REFERENT, REFERRAL, SHARING
from tests.factories import (
	accept_charter,
	day,
	insert,
	make_active_parcours,
	make_charter,
	make_child,
	make_contract,
	make_meeting,
	make_partner,
	make_referral,
	make_structure,
	make_user,
	share_with,
	situation_of,
)
from tests.factories.guarded import make_report
from tests.site.seeing import live, sees, sees_situation

COORD, REF, PARTNER, TEAM = "PRE Coordinator", "PRE Referent", "PRE Partner", "PRE Team Member"


# A structure that carries no programme any more


@pytest.fixture
def town(as_user):
	"""A structure in which every ground opens something to somebody, as [(account, DocType, name)]."""
	coordinator, member, school = make_user(COORD).name, make_user(TEAM).name, make_user(PARTNER).name
	structure = make_structure(coordinator=coordinator)
	child = make_child(structure.name)
	referent = make_active_parcours(child).referent
	meeting = make_meeting([child], [member])
	share_with(child, make_partner(user=school).name)
	with as_user(school):
		referral = make_referral(structure=child.structure)
	report = make_report(child, [member])
	situation = situation_of(child)
	opened = [
		(coordinator, "PRE Child", child.name),
		(referent, "PRE Child", child.name),
		(member, "PRE Situation", situation),
		(member, "PRE Team Meeting", meeting.name),
		(member, "PRE Safeguarding Report", report.name),
		(school, "PRE Situation", situation),
		(school, "PRE Referral", referral.name),
	]
	return frappe._dict(structure=structure, child=child, opened=opened)


def test_a_disabled_structure_opens_nothing_to_anybody_and_opened_again_all_of_it(town):
	assert all(sees(*one) for one in town.opened)
	town.structure.reload().update({"disabled": 1}).save()
	assert [one for one in town.opened if sees(*one)] == []
	assert not [g for g in grants_where({"structure": town.structure.name}) if g.is_live(now_datetime())]
	town.structure.reload().update({"disabled": 0}).save()
	assert [one for one in town.opened if not sees(*one)] == []


def test_what_it_opened_until_then_stays_known(town):
	begun = now_datetime()
	town.structure.reload().update({"disabled": 1}).save()
	sights = who_could_see(town.child.name, begun, now_datetime())
	assert {s.grant.user for s in sights} >= {
		user for user, doctype, _name in town.opened if doctype == "PRE Child"
	}


def test_a_fact_written_in_a_disabled_structure_opens_nothing(town):
	town.structure.reload().update({"disabled": 1}).save()
	contract = make_contract(town.structure.name)
	town.child.reload().update({"contract": contract.name}).save()
	assert not live(contract.referent, REFERENT)


def test_no_emergency_opens_a_file_of_a_disabled_structure(town, as_user):
	stranger = make_user(REF).name
	town.structure.reload().update({"disabled": 1}).save()
	child = town.child
	with as_user(stranger), pytest.raises(EmergencyRefused):
		open_file(
			birth_date=str(child.birth_date),
			last_name=child.last_name,
			first_name=child.first_name,
			reason="La mère demande un rendez-vous en urgence.",
		)
	assert not live(stranger)


# Institutions


def test_R10_of_two_institutions_the_signature_of_one_opens_nothing_of_the_other():
	account = make_user(PARTNER).name
	signed, unsigned = make_partner(user=account), make_partner(user=account, signs=False)
	child = make_child()
	share_with(child, unsigned.name)
	assert not live(account, SHARING) and not sees_situation(account, child)
	share_with(child, signed.name)
	assert sees_situation(account, child)


def test_R10_a_signature_opens_what_was_agreed_before_and_its_withdrawal_closes_it():
	account = make_user(PARTNER).name
	make_partner(user=account)  # another one, which signed
	partner = make_partner(user=account, signs=False)
	child = make_child()
	share_with(child, partner.name)
	charter = make_charter(child.structure, version=2, previous_until=day(30))
	accept_charter(account, charter.name)
	signature = insert(
		"PRE Charter Signature",
		charter=charter.name,
		partner=partner.name,
		signatory="Dominique Exemple",
		signatory_function="Directrice",
		signed_on=day(),
	)
	assert sees_situation(account, child)
	signature.update({"withdrawn": 1, "withdrawal_reason": "Convention dénoncée."}).save()
	assert not live(account, SHARING) and not sees_situation(account, child)


def test_R10_a_new_version_ends_what_the_signature_of_the_old_one_opens(later):
	account = make_user(PARTNER).name
	partner, child = make_partner(user=account), make_child()
	share_with(child, partner.name)
	charter = make_charter(child.structure, previous_until=day(10))
	accept_charter(account, charter.name)
	[grant] = live(account, SHARING)
	assert str(grant.end.date()) == day(10)
	with later(days=11):
		assert not sees_situation(account, child)


def test_R10_who_left_the_institution_follows_its_referrals_no_longer(as_user):
	account = make_user(PARTNER).name
	partner, structure = make_partner(user=account), make_structure().name
	with as_user(account):
		referral = make_referral(partner=partner.name, structure=structure)
	partner.reload().update({"people": []}).save()
	assert not live(account, REFERRAL) and not sees(account, "PRE Referral", referral.name)
	settle_for_user(account)
	assert not sees(account, "PRE Referral", referral.name)
	partner.reload().append("people", {"full_name": "Dominique Exemple", "user": account})
	partner.save()
	assert [g.source_name for g in live(account, REFERRAL)] == [referral.name]


def test_a_coordonnateur_follows_the_referrals_he_noted_as_long_as_he_coordinates(as_user):
	"""Not for ever, as who referred: he keeps the role, for another structure."""
	coordinator = make_user(COORD).name
	partner, structure = make_partner(), make_structure(coordinator=coordinator)
	make_structure(coordinator=coordinator)
	with as_user(coordinator):
		referral = make_referral(partner=partner.name, structure=structure.name)
		assert frappe.has_permission("PRE Referral", "write", referral.name)
	assert not live(coordinator, REFERRAL)
	structure.reload()
	structure.coordinators[0].to_date = day(-1)
	structure.coordinators[0].from_date = day(-9)
	structure.save()
	with as_user(coordinator):
		for ptype in ("read", "write"):
			assert not frappe.has_permission("PRE Referral", ptype, referral.name)
		assert not frappe.get_list("PRE Referral", pluck="name")


# Roles and nights


def test_a_disabled_role_closes_what_it_opened_at_once():
	role = insert("Role", role_name="PRE Tutor")
	account = make_user(REF, role.name).name
	child = make_child()
	make_active_parcours(child, contract=make_contract(child.structure, account))
	with patch.dict("pre_module.rules.access.ROLES_OF", {REFERENT: (role.name,)}):
		settle_for_user(account)
		assert live(account, REFERENT)
		role.update({"disabled": 1}).save()
		assert not live(account, REFERENT)


def test_an_account_that_fails_is_logged_and_stops_none_of_the_others():
	first, second = sorted(make_active_parcours(make_child()).referent for _n in range(2))
	for user in (first, second):
		frappe.db.set_value("User", user, "enabled", 0)
	real = nightly.settle_for_user

	def fails(user):
		if user == first:
			raise ValueError("no such thing")
		real(user)

	with patch.object(nightly, "settle_for_user", fails):
		nightly.close_what_ended()
	assert live(first) and not live(second)
	assert frappe.db.exists("Error Log", {"method": f"PRE: access of {first}"})
	nightly.close_what_ended()
	assert not live(first)


@pytest.mark.parametrize("ground", [REFERENT, MEETING, SHARING, REFERRAL])
def test_an_account_opened_again_by_a_script_sees_again_after_the_night(ground, as_user):
	account = make_user(REF if ground == REFERENT else PARTNER).name
	child = make_child()
	if ground == REFERENT:
		make_active_parcours(child, contract=make_contract(child.structure, account))
	elif ground == MEETING:
		make_meeting([child], [account])
	elif ground == SHARING:
		share_with(child, make_partner(user=account).name)
	else:
		with as_user(account):
			make_referral(structure=child.structure)
	assert live(account, ground)
	frappe.db.set_value("User", account, "enabled", 0)
	nightly.close_what_ended()
	assert not live(account)
	frappe.db.set_value("User", account, "enabled", 1)
	nightly.close_what_ended()
	assert live(account, ground)
	rows = len(grants_where({}))
	nightly.close_what_ended()
	assert len(grants_where({})) == rows
