"""« What will they see? »: asked by who may read the child, answered by the real permission, before sharing."""

import frappe
import pytest

from pre_module.access import preview
from pre_module.access.situation import page
from pre_module.access.situation.view import view_for
from tests.factories import (
	guardian,
	make_child,
	make_meeting,
	make_partner,
	make_referral,
	make_structure,
	make_user,
	need_domain,
	share_with,
	years_old,
)

COORD, REF, TEAM, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner"


@pytest.fixture
def case():
	coordinator, teacher = make_user(COORD).name, make_user(PARTNER).name
	structure = make_structure(coordinator=coordinator).name
	child = make_child(
		structure,
		first_name="Maëlys",
		guardians=[guardian("Solveig", "Quintessa"), guardian("Torvald", "Ysengrin")],
	)
	referral = make_referral(
		child,
		reasons=[
			{"need_domain": need_domain("Schooling"), "observation": "TEXTE-ÉCOLE"},
			{"need_domain": need_domain("Health"), "observation": "TEXTE-SANTÉ"},
		],
	)
	return frappe._dict(
		coordinator=coordinator,
		teacher=teacher,
		partner=make_partner(user=teacher).name,
		child=child,
		referral=referral,
	)


@pytest.fixture(autouse=True)
def as_coordinator(case):
	frappe.set_user(case.coordinator)


def opened(html: str) -> dict[str, bool]:
	"""Name of each document in the answer, and whether it opens."""
	found = {}
	for line in html.split("<tr>")[1:]:
		cells = [c.split("<")[0] for c in line.split("<td>")[1:3]]
		found[cells[1]] = "indicator-pill no-indicator-dot green" in line.split("</tr>")[0]
	return found


def admin(work):
	"""Do something as Administrator, then be the coordonnateur again."""
	before = frappe.session.user
	frappe.set_user("Administrator")
	try:
		return work()
	finally:
		frappe.set_user(before)


def test_of_a_stranger_everything_is_closed(case):
	html = preview.as_user(case.child.name, case.teacher)
	assert opened(html) and not any(opened(html).values())
	assert "No access to this child" in html and "the situation is closed" in html


def test_of_a_colleague_it_says_what_opens_why_and_what_he_sees(case):
	consents = admin(lambda: share_with(case.child, case.partner, ["Schooling"]))
	html = preview.as_user(case.child.name, case.teacher)
	situation = frappe.db.get_value("PRE Situation", {"child": case.child.name})
	assert [name for name, opens in opened(html).items() if opens] == [situation]
	assert set(opened(html)) >= {case.child.name, case.referral.name, situation}
	assert "Sharing Agreement" in html and consents[-1].name in html
	assert page.html(view_for(case.child.name, case.teacher)) in html
	assert "TEXTE-ÉCOLE" in html and "TEXTE-SANTÉ" not in html


def test_it_is_the_permission_of_each_document(case):
	admin(lambda: make_meeting([case.child], [case.teacher]))
	for user in (case.teacher, case.coordinator, make_coordinator_elsewhere()):
		for name, opens in opened(preview.as_user(case.child.name, user)).items():
			doctype = next(
				d for d in ("PRE Child", "PRE Referral", "PRE Situation") if frappe.db.exists(d, name)
			)
			assert opens == frappe.has_permission(doctype, "read", name, user=user)


def make_coordinator_elsewhere() -> str:
	return admin(lambda: make_user(COORD).name)


def test_it_says_that_the_charter_is_not_accepted(case):
	other = admin(lambda: make_user(PARTNER, accepts=False).name)
	assert "has not accepted the charter" in preview.as_user(case.child.name, other)


def test_before_sharing_it_shows_the_domains_and_what_is_missing(case):
	html = preview.as_partner(case.child.name, case.partner, ["Schooling"])
	assert "TEXTE-ÉCOLE" in html and "TEXTE-SANTÉ" not in html
	assert "Solveig Quintessa has not agreed" in html and "Torvald Ysengrin has not agreed" in html
	admin(lambda: share_with(case.child, case.partner, ["Schooling"]))
	html = preview.as_partner(case.child.name, case.partner, ["Schooling"])
	assert "Nothing is missing" in html
	assert page.html(view_for(case.child.name, case.teacher)) in html
	assert "has not agreed" in preview.as_partner(case.child.name, case.partner, ["Schooling", "Health"])


def test_asking_opens_nothing(case):
	preview.as_partner(case.child.name, case.partner, ["Schooling"])
	assert not frappe.db.exists("PRE Child Access", {"user": case.teacher})
	with pytest.raises(frappe.PermissionError):
		view_for(case.child.name, case.teacher)


def test_it_names_signature_acceptance_and_assent_that_are_missing(case):
	other = admin(lambda: make_user(PARTNER, accepts=False).name)
	unsigned = admin(lambda: make_partner(user=other, signs=False).name)
	old = admin(lambda: make_child(case.child.structure, birth_date=years_old(13)).name)
	html = preview.as_partner(old, unsigned, ["Schooling"])
	for said in (
		"has not signed the charter",
		"has not accepted the charter in person",
		"of an age to be asked",
	):
		assert said in html
	nobody = admin(lambda: make_partner().name)
	assert "None of its people" in preview.as_partner(case.child.name, nobody, ["Schooling"])


@pytest.mark.parametrize("role", [COORD, REF, TEAM, PARTNER, "PRE Manager", "PRE Data Protection Officer"])
def test_only_who_may_read_the_child_asks(case, role, as_user):
	user = admin(lambda: make_user(role).name)
	with as_user(user):
		with pytest.raises(frappe.PermissionError):
			preview.as_user(case.child.name, case.coordinator)
		with pytest.raises(frappe.PermissionError):
			preview.as_partner(case.child.name, case.partner, ["Schooling"])
		if role not in (COORD, REF):
			with pytest.raises(frappe.PermissionError):
				preview.users("User", "", "name", 0, 20, {})


@pytest.mark.parametrize("domains", ["[]", "{}", '["Nothing"]', '[["like", "%"]]', "7"])
def test_a_forged_choice_of_domains_is_refused(case, domains):
	with pytest.raises(frappe.ValidationError):
		preview.as_partner(case.child.name, case.partner, domains)


def test_accounts_and_partners_that_are_none_are_refused(case):
	with pytest.raises(frappe.ValidationError):
		preview.as_user(case.child.name, "nobody@example.org")
	with pytest.raises(frappe.ValidationError):
		preview.as_user(case.child.name, admin(lambda: make_user("PRE Manager").name))
	with pytest.raises(frappe.ValidationError):
		preview.as_partner(case.child.name, "Personne", ["Schooling"])


def test_a_safeguarding_report_is_not_told_of(case):
	"""P10: not even that there is one, to whoever asks."""
	report = frappe.new_doc("PRE Safeguarding Report")
	report.update({"child": case.child.name, "structure": case.child.structure})
	report.name = "SECRET-REPORT"
	admin(report.db_insert)
	for html in (
		preview.as_user(case.child.name, case.coordinator),
		preview.as_user(case.child.name, case.teacher),
		preview.as_partner(case.child.name, case.partner, ["Schooling"]),
	):
		assert "SECRET-REPORT" not in html and "Safeguarding" not in html


def test_the_accounts_offered_are_those_that_can_be_granted(case):
	found = [row[0] for row in preview.users("User", "Personne", "name", 0, 500, {})]
	assert case.teacher in found and case.coordinator in found
	assert admin(lambda: make_user("PRE Evaluator").name) not in [
		row[0] for row in preview.users("User", "Personne", "name", 0, 500, {})
	]
