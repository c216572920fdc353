"""R3, R10, P17: what a family agrees to share opens a situation to a partner's people, and closes it, at each door."""

from datetime import timedelta
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import add_days, get_datetime, now_datetime

from pre_module.access.scope import forget, grants_where
from pre_module.rules.access import SHARING
from tests.factories import (
	PASSWORD,
	day,
	guardian,
	make_child,
	make_consent,
	make_partner,
	make_structure,
	make_user,
	need_domain,
	share_with,
	shared_lines,
	situation_of,
	years_old,
)
from tests.site.doors import INSERTING, UPDATING, at_each
from tests.site.seeing import live, sees_situation

COORD, PARTNER, TEAM = "PRE Coordinator", "PRE Partner", "PRE Team Member"


@pytest.fixture
def school():
	"""A partner with one person, and that person's account."""
	account = make_user(PARTNER).name
	return frappe._dict(partner=make_partner(user=account).name, user=account)


def two_parents(**values):
	return make_child(guardians=[guardian("Sofia", "Exemple"), guardian("Karim", "Exemple")], **values)


def test_it_opens_with_the_last_holder_of_authority_and_says_which_document(school):
	child = two_parents()
	make_consent(child, "Sharing", "Sofia Exemple", partners=shared_lines(school.partner))
	assert not sees_situation(school.user, child) and not live(school.user, SHARING)
	last = make_consent(child, "Sharing", "Karim Exemple", partners=shared_lines(school.partner))
	assert sees_situation(school.user, child)
	[grant] = live(school.user, SHARING)
	assert (grant.source_name, grant.structure) == (last.name, child.structure)
	assert grant.end == get_datetime(add_days(last.valid_until, 1))


def test_it_opens_the_situation_of_this_child_and_nothing_else_of_it(school):
	child, other = make_child(), make_child()
	share_with(child, school.partner)
	assert sees_situation(school.user, child) and not sees_situation(school.user, other)
	for doctype, name in (
		("PRE Child", child.name),
		("PRE Consent", live(school.user, SHARING)[0].source_name),
	):
		assert not frappe.has_permission(doctype, "read", name, user=school.user)


def test_agreements_on_other_domains_share_nothing(school):
	child = two_parents()
	make_consent(child, "Sharing", "Sofia Exemple", partners=shared_lines(school.partner, ["Schooling"]))
	make_consent(child, "Sharing", "Karim Exemple", partners=shared_lines(school.partner, ["Culture"]))
	assert not sees_situation(school.user, child)


def test_withdrawing_closes_at_each_door(school):
	child = make_child()
	[consent] = share_with(child, school.partner)
	answer = {"withdrawn_on": day(), "withdrawal_reason": "Non dite."}

	def attempt(door):
		assert sees_situation(school.user, child)
		door("PRE Consent", consent.name, answer)
		assert not sees_situation(school.user, child)
		assert [g.end for g in grants_where({"user": school.user, "ground": SHARING})][-1] <= now_datetime()

	at_each(UPDATING, attempt)


def test_agreeing_opens_at_each_door(school):
	child = make_child()
	values = {
		"child": child.name,
		"stage": "Sharing",
		"guardian": f"Sofia {child.last_name}",
		"answer": "Given",
		"given_on": day(-1),
		"means": "Signed on Paper",
		"partners": shared_lines(school.partner),
	}

	def attempt(door):
		assert not sees_situation(school.user, child)
		door("PRE Consent", None, values)
		assert sees_situation(school.user, child)

	at_each(INSERTING, attempt)


def test_a_refusal_and_a_deletion_close_at_once(school):
	child = make_child()
	[consent] = share_with(child, school.partner)
	refusal = make_consent(child, "Sharing", answer="Refused", given_on=day())
	assert not sees_situation(school.user, child)
	refusal.delete()
	assert sees_situation(school.user, child)
	frappe.delete_doc("PRE Consent", consent.name, force=True)  # the register names it
	assert not sees_situation(school.user, child)


def test_the_end_of_the_agreement_closes_without_any_job(school, later):
	child = make_child()
	share_with(child, school.partner, valid_until=day(5))
	with later(days=5):
		assert sees_situation(school.user, child)
	with later(days=6):
		assert not sees_situation(school.user, child)


def test_a_new_holder_of_authority_closes_until_he_agrees(school):
	child = make_child()
	share_with(child, school.partner)
	child.reload()
	child.append("guardians", guardian("Karim", "Exemple"))
	child.save()
	assert not sees_situation(school.user, child)
	make_consent(child, "Sharing", "Karim Exemple", partners=shared_lines(school.partner))
	assert sees_situation(school.user, child)
	child.reload()
	child.guardians[0].parental_authority = "No"
	child.save()
	assert sees_situation(school.user, child)


def test_P17_from_twelve_on_the_child_is_asked(school, later):
	child = make_child(birth_date=years_old(12))
	[consent] = share_with(child, school.partner)
	assert not sees_situation(school.user, child)
	consent.update({"child_assent": "Given"}).save()
	assert str(consent.child_assent_on) == day() and sees_situation(school.user, child)
	consent.update({"child_assent": "Refused"}).save()
	assert not sees_situation(school.user, child)

	young = make_child(birth_date=add_days(years_old(12, 0), 3))
	share_with(young, school.partner)
	assert sees_situation(school.user, young)
	with later(days=3):
		assert not sees_situation(school.user, young)


def test_P17_the_age_is_that_of_the_settings(school):
	child = make_child(birth_date=years_old(11))
	share_with(child, school.partner)
	frappe.get_doc("PRE Settings").update({"assent_age": 10}).save()
	assert not sees_situation(school.user, child)
	frappe.get_doc("PRE Settings").update({"assent_age": 12}).save()
	assert sees_situation(school.user, child)


def test_a_person_added_to_a_partner_sees_and_one_removed_no_longer(school):
	child = make_child()
	share_with(child, school.partner)
	other = make_user(PARTNER).name
	partner = frappe.get_doc("PRE Partner", school.partner)
	partner.append("people", {"full_name": "Alex", "user": other})
	partner.save()
	assert sees_situation(other, child)
	partner.people = [p for p in partner.people if p.user != school.user]
	partner.save()
	assert sees_situation(other, child) and not sees_situation(school.user, child)
	partner.update({"disabled": 1}).save()
	assert not sees_situation(other, child)
	partner.update({"disabled": 0}).save()
	assert sees_situation(other, child)


def test_an_account_that_lost_its_role_sees_nothing_more(school):
	child = make_child()
	share_with(child, school.partner)
	user = frappe.get_doc("User", school.user)
	user.roles = []
	user.save()
	assert not live(school.user, SHARING)
	user.append("roles", {"role": PARTNER})
	user.save()
	assert sees_situation(school.user, child)


def test_the_child_goes_to_another_structure(school):
	child = make_child()
	share_with(child, school.partner)
	there = make_structure()
	child.reload()
	child.update({"structure": there.name}).save()
	[grant] = live(school.user, SHARING, child.name)
	assert grant.structure == there.name


def test_nothing_before_the_partner_signed_the_charter():
	account = make_user(PARTNER).name
	partner = make_partner(user=account, signs=False).name
	child = make_child()
	share_with(child, partner)
	assert not live(account, SHARING) and not sees_situation(account, child)


# What was agreed stays what it was


def test_the_lines_of_an_agreement_are_never_changed(school):
	child = make_child()
	[consent] = share_with(child, school.partner)
	mine = make_partner(user=(intruder := make_user(PARTNER).name)).name
	wider = [*shared_lines(school.partner), *shared_lines(mine)]
	for lines in (wider, shared_lines(school.partner, ["Schooling", "Culture"]), []):
		with pytest.raises(frappe.ValidationError, match="can't be changed"):
			doc = frappe.get_doc("PRE Consent", consent.name)
			doc.update({"partners": lines}).save()
		frappe.clear_messages()
	assert not sees_situation(intruder, child)


def test_a_partner_and_a_domain_once_each(school):
	with pytest.raises(frappe.ValidationError, match="twice"):
		share_with(make_child(), school.partner, ["Schooling", "Schooling"])


def test_a_sharing_without_a_line_or_without_a_domain_is_refused(school):
	child = make_child()
	with pytest.raises(frappe.ValidationError, match="name at least one"):
		make_consent(child, "Sharing", partners=[])
	with pytest.raises(frappe.MandatoryError):
		make_consent(child, "Sharing", partners=[{"partner": school.partner}])


def test_lines_on_another_stage_are_not_kept(school):
	consent = make_consent(make_child(), "Information", partners=shared_lines(school.partner))
	consent.reload()
	assert consent.partners == []


def test_an_assent_of_tomorrow_is_refused(school):
	with pytest.raises(frappe.ValidationError, match="future"):
		share_with(make_child(), school.partner, child_assent="Given", child_assent_on=day(1))


@pytest.mark.commits
@pytest.mark.usefixtures("world")
def test_a_partner_does_not_agree_in_the_familys_place_over_http(server):
	child = make_child()
	[consent] = share_with(child, make_partner().name)
	account = make_user(PARTNER, log_in=True)
	mine = make_partner(user=account.name).name
	frappe.db.commit()
	visitor = server.client().login(account.name, PASSWORD)
	line = {"doctype": "PRE Consent Partner", "partner": mine, "need_domain": need_domain()}
	lying = {"parent": consent.name, "parenttype": "PRE Consent", "parentfield": "partners"}
	answers = [
		visitor.put(f"/api/resource/PRE Consent/{consent.name}", partners=[line]),
		visitor.post("/api/resource/PRE Consent Partner", **line, **lying),
		visitor.post("/api/method/frappe.client.insert", doc={**line, **lying}),
		visitor.post(
			"/api/resource/PRE Child Access",
			child=child.name,
			user=account.name,
			structure=child.structure,
			ground=SHARING,
			from_time=str(now_datetime()),
			source_doctype="PRE Consent",
			source_name=consent.name,
		),
		visitor.get(f"/api/resource/PRE Situation/{situation_of(child)}"),
	]
	assert [a.status_code for a in answers] == [403] * len(answers), [a.text[:200] for a in answers]
	assert visitor.get("/api/resource/PRE Situation").json()["data"] == []
	frappe.db.rollback()
	assert not live(account.name, SHARING)


def test_the_patch_for_agreements_without_domains_does_not_fail():
	from pre_module.patches.make_situations import execute as make_situations
	from pre_module.patches.share_by_domain import execute as share_by_domain

	child = make_child()
	frappe.db.delete("PRE Situation", {"child": child.name})
	for _twice in range(2):
		share_by_domain()
		make_situations()
	assert frappe.db.count("PRE Situation", {"child": child.name}) == 1
