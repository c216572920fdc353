"""Grants of many documents: closed at once, the rest worked out in the background, which can be killed and go on."""

from unittest.mock import patch

import frappe
import pytest

from pre_module.access import later
from pre_module.access.facts import sharing
from pre_module.rules.access import MEETING, SHARING
from tests.factories import (
	day,
	guardian,
	make_child,
	make_consent,
	make_meeting,
	make_partner,
	make_structure,
	make_user,
	share_with,
	shared_lines,
	years_old,
)
from tests.site.seeing import live, sees_situation
from tests.site.two_sessions import at_once

PARTNER, TEAM = "PRE Partner", "PRE Team Member"


@pytest.fixture
def few():
	"""Two documents are many: what more than forty would be."""
	with patch.object(later, "AT_ONCE", 1):
		yield


@pytest.fixture
def school():
	account = make_user(PARTNER).name
	return frappe._dict(partner=make_partner(user=account), user=account)


@pytest.fixture
def children(school):
	"""Three children shared with the school."""
	structure = make_structure().name
	found = [make_child(structure) for _n in range(3)]
	for child in found:
		share_with(child, school.partner.name)
	return found


def noted() -> int:
	return frappe.db.count(later.TO_SETTLE)


def logged() -> list[str]:
	return frappe.get_all("Error Log", {"method": "PRE: access to settle"}, pluck="error")


def test_a_disabled_partner_closes_in_the_request_and_leaves_the_rest_to_the_job(few, school, children):
	school.partner.reload().update({"disabled": 1}).save()
	assert not live(school.user, SHARING) and noted() == 3
	later.go_on()
	assert not live(school.user, SHARING) and noted() == 0
	school.partner.reload().update({"disabled": 0}).save()
	assert not live(school.user, SHARING) and noted() == 3
	later.go_on()
	assert len(live(school.user, SHARING)) == 3 and all(sees_situation(school.user, c) for c in children)
	later.go_on()
	assert len(live(school.user, SHARING)) == 3


def test_what_another_institution_opens_comes_back_with_the_job(few, school, children):
	make_partner(user=school.user)
	second = make_partner(user=school.user)
	share_with(children[0], second.name)
	school.partner.reload().update({"disabled": 1}).save()
	later.go_on()
	assert [g.child for g in live(school.user, SHARING)] == [children[0].name]


def test_few_are_settled_in_the_request(school, children):
	school.partner.reload().update({"disabled": 1}).save()
	assert noted() == 0 and not live(school.user, SHARING)


def test_a_killed_job_goes_on_where_it_was(few, school, children):
	school.partner.reload().update({"disabled": 1}).save()
	school.partner.reload().update({"disabled": 0}).save()
	real, done = sharing.settle_child, []

	def killed(child):
		if len(done) == 2:
			raise KeyboardInterrupt
		real(child)
		done.append(child)

	with patch.object(sharing, "settle_child", killed), pytest.raises(KeyboardInterrupt):
		later.go_on()
	frappe.db.rollback()
	assert noted() == 6 - 2
	later.go_on()
	assert noted() == 0 and len(live(school.user, SHARING)) == 3


def test_a_document_that_fails_is_logged_and_waits_and_the_others_are_done(few, school, children):
	school.partner.reload().update({"disabled": 1}).save()
	school.partner.reload().update({"disabled": 0}).save()
	real, before = sharing.settle_child, logged()

	def fails(child):
		if child == children[1].name:
			raise ValueError("no such thing")
		real(child)

	frappe.db.commit()  # as the request that noted them: what fails first rolls back to here
	with patch.object(sharing, "settle_child", fails):
		later.go_on()
	assert {g.child for g in live(school.user, SHARING)} == {children[0].name, children[2].name}
	assert noted() == 2 and len(logged()) == len(before) + 2
	later.go_on()
	assert noted() == 0 and len(live(school.user, SHARING)) == 3


def test_a_meeting_that_is_gone_meanwhile_waits_for_nobody(few):
	structure = make_structure().name
	meetings = [make_meeting([make_child(structure)], [make_user(TEAM).name]) for _n in range(2)]
	before = logged()
	later.settle_each(later.MEETINGS, [m.name for m in meetings])
	meetings[0].delete()
	later.go_on()
	assert noted() == 0
	assert logged() == before


def test_P17_a_lower_age_closes_at_once_who_is_asked_now(few, school, children):
	older = make_child(birth_date=years_old(11))
	share_with(older, school.partner.name)
	frappe.get_doc("PRE Settings").update({"assent_age": 10}).save()
	assert {g.child for g in live(school.user, SHARING)} == {c.name for c in children} and noted() == 4
	later.go_on()
	assert {g.child for g in live(school.user, SHARING)} == {c.name for c in children}
	frappe.get_doc("PRE Settings").update({"assent_age": 12}).save()
	later.go_on()
	assert len(live(school.user, SHARING)) == 4


def test_R6_a_shorter_window_closes_at_once_the_meetings_outside_it(few):
	member, structure = make_user(TEAM).name, make_structure().name
	frappe.get_doc("PRE Settings").update({"meeting_days_before": 20, "meeting_days_after": 20}).save()
	later.go_on()
	near, far = make_child(structure), make_child(structure)
	make_meeting([near], [member], offset=2)
	make_meeting([far], [member], offset=15)
	assert len(live(member, MEETING)) == 2
	frappe.get_doc("PRE Settings").update({"meeting_days_before": 5}).save()
	assert [g.child for g in live(member, MEETING)] == [near.name]
	later.go_on()
	assert [g.child for g in live(member, MEETING)] == [near.name]


def test_no_role_reads_what_is_to_be_settled(few, school, children, as_user):
	school.partner.reload().update({"disabled": 1}).save()
	for role in ("PRE Administrator", "PRE Coordinator", "PRE Data Protection Officer", PARTNER):
		with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
			frappe.get_list(later.TO_SETTLE)


# With two real connections


def reasons(account: str) -> int:
	"""The grants of an account. Without row locks (SQLite) two requests may both write the very same one."""
	grants = live(account, SHARING)
	return len({g.key for g in grants} if frappe.db.db_type == "sqlite" else grants)


@pytest.mark.commits
def test_R3_two_parents_who_answer_at_the_same_moment_open_one_grant(site, world):
	account = make_user(PARTNER).name
	partner = make_partner(user=account).name
	child = make_child(guardians=[guardian("Sofia", "Exemple"), guardian("Karim", "Exemple")])
	frappe.db.commit()

	def answers(parent):
		return lambda: make_consent(child, "Sharing", parent, partners=shared_lines(partner)).name

	given = at_once(site, answers("Sofia Exemple"), answers("Karim Exemple"))
	frappe.db.rollback()
	refused = [a for a in given if not isinstance(a, str)]
	# One of two may be told to try again; then nothing is shared until it does.
	assert all(isinstance(a, frappe.QueryDeadlockError | frappe.QueryTimeoutError) for a in refused), given
	assert reasons(account) == (0 if refused else 1)
	for parent in ("Sofia Exemple", "Karim Exemple"):
		if not frappe.db.exists("PRE Consent", {"child": child.name, "guardian": parent}):
			make_consent(child, "Sharing", parent, partners=shared_lines(partner))
			frappe.db.commit()
	assert reasons(account) == 1


@pytest.mark.commits
def test_R3_a_parent_who_withdraws_while_the_other_agrees_shares_nothing(site, world):
	account = make_user(PARTNER).name
	partner = make_partner(user=account).name
	child = make_child(guardians=[guardian("Sofia", "Exemple"), guardian("Karim", "Exemple")])
	first = make_consent(child, "Sharing", "Sofia Exemple", partners=shared_lines(partner))
	frappe.db.commit()

	def withdraws():
		taken_back = {"withdrawn_on": day(), "withdrawal_reason": "Non dite."}
		return frappe.get_doc("PRE Consent", first.name).update(taken_back).save().name

	def agrees():
		return make_consent(child, "Sharing", "Karim Exemple", partners=shared_lines(partner)).name

	answers = at_once(site, withdraws, agrees)
	frappe.db.rollback()
	if isinstance(answers[0], str):
		assert not live(account, SHARING)
	else:  # told to try again: his withdrawal then closes
		assert isinstance(
			answers[0], frappe.QueryDeadlockError | frappe.QueryTimeoutError | frappe.TimestampMismatchError
		)
		withdraws()
		frappe.db.commit()
		assert not live(account, SHARING)
