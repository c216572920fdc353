"""R10, P5: what the team and the partners see; named the minute charter and agreement exist, anonymous again after."""

import json
import re
from datetime import date, timedelta
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import now_datetime

from pre_module.access import charter as charters
from pre_module.access import scope
from pre_module.access.situation import page
from pre_module.access.situation.view import view_for
from pre_module.controllers.school_year import current_school_year
from tests.factories import (
	PASSWORD,
	accept_charter,
	agree_to,
	day,
	guardian,
	in_charge,
	make_charter,
	make_child,
	make_contract,
	make_diagnostic,
	make_meeting,
	make_parcours,
	make_partner,
	make_referral,
	make_school,
	make_structure,
	make_user,
	need_domain,
	share_with,
	situation_of,
)

COORD, REF, TEAM, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner"
# Every word by which the child would be known, folded; none of them may be in an anonymous answer.
IDENTITY = (
	"maelys",
	"quintessa",
	"solveig",
	"torvald",
	"ysengrin",
	"tilleuls",
	"2017-03-07",
	"07/03/2017",
	"0612345678",
)


@pytest.fixture
def case():
	"""A child whose every text names it, in three domains; its coordonnateur, référent, and a member of the team."""
	coordinator, referent, member = (make_user(role).name for role in (COORD, REF, TEAM))
	structure = make_structure(coordinator=coordinator).name
	school = make_school(school_name="École élémentaire Les Tilleuls")
	child = make_child(
		structure,
		first_name="Maëlys",
		last_name="Quintessa",
		birth_date="2017-03-07",
		guardians=[guardian("Solveig", "Quintessa"), guardian("Torvald", "Ysengrin")],
		schooling=[{"school_year": current_school_year(), "school": school.name, "class_level": "CE2"}],
	)
	agree_to(child)
	text = "MAELYS Quintessa, des Tilleuls, née le 07/03/2017 ; sa mère Solveig : 0612345678. TEXTE-{0}"
	make_referral(
		child,
		referrer_name="Mme Ysengrin",
		reasons=[
			{"need_domain": need_domain(d), "observation": text.format(d)} for d in ("Schooling", "Culture")
		],
	)
	diagnostic = make_diagnostic(child)
	diagnostic.update({"child_word": text.format("enfant"), "parents_word": text.format("parents")})
	for domain in ("Schooling", "Health", "Culture"):
		diagnostic.append(
			"needs",
			{
				"need_domain": need_domain(domain),
				"need": text.format(f"besoin-{domain}"),
				"service": "CMP, vu par Solveig",
				"asked_on": day(-5),
				"answer": "Waiting List",
			},
		)
	diagnostic.save()
	contract = make_contract(structure, referent)
	parcours = make_parcours(
		child,
		diagnostic=diagnostic.name,
		objectives=[
			{
				"code": f"O{n}",
				"objective": text.format(f"objectif-{d}"),
				"need_domain": need_domain(d),
				"evaluation": "Avec Maëlys.",
			}
			for n, d in enumerate(("Schooling", "Health", "Culture"), 1)
		],
		actions=[
			{
				"action_title": f"Atelier de Maëlys {d}",
				"objective_code": f"O{n}",
				"need_domain": need_domain(d),
				"mode": "Individual",
				"from_date": day(),
				"planning": "Le mercredi",
				"place": "École Les Tilleuls",
			}
			for n, d in enumerate(("Schooling", "Health", "Culture"), 1)
		],
		referents=[in_charge(contract)],
	)
	return frappe._dict(
		child=child,
		structure=structure,
		coordinator=coordinator,
		referent=referent,
		member=member,
		situation=situation_of(child),
		parcours=parcours,
	)


def found(view: dict | str) -> list[str]:
	"""The words of the identity that an answer holds, however they are written."""
	text = view if isinstance(view, str) else json.dumps(view, ensure_ascii=False, default=str)
	plain = text.casefold().replace("ë", "e").replace("è", "e")
	return [word for word in IDENTITY if word in plain]


def domains(view: dict) -> list[str]:
	return [d["name"] for d in view["domains"]]


def closed(child, user: str) -> bool:
	scope.forget()
	try:
		view_for(child.name, user)
	except frappe.PermissionError:
		return True
	return False


# The number


def test_a_file_has_one_situation_whose_number_says_nothing(case):
	children = [make_child(case.structure) for _n in range(3)]
	for child in children:
		name = situation_of(child)
		assert re.fullmatch(r"Situation \d{4}-\d{5}", name)
		assert child.name.rpartition("-")[2].lstrip("0") != name.rpartition("-")[2]
	numbers = [situation_of(c) for c in children]
	assert len(set(numbers)) == 3
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc(doctype="PRE Situation", child=case.child.name, structure=case.structure).insert()


def test_nobody_writes_a_situation(case, as_user):
	for user in ("Administrator", case.coordinator):
		with as_user(user), pytest.raises(frappe.PermissionError):
			frappe.get_doc("PRE Situation", case.situation).update(
				{"structure": make_structure().name}
			).save()


def test_the_stored_situation_holds_no_identity_and_hides_the_file_number(case, as_user):
	stored = frappe.db.get_value("PRE Situation", case.situation, "*", as_dict=True)
	assert not found(dict(stored))
	make_meeting([case.child], [case.member])
	with as_user(case.member):
		assert case.child.name not in frappe.as_json(frappe.client.get("PRE Situation", case.situation))
		listed = frappe.get_list("PRE Situation", fields=["*"])
		assert case.child.name not in frappe.as_json(listed)
		assert "child" not in listed[0]


# Anonymous


def test_a_member_of_the_team_sees_all_domains_and_no_name(case):
	make_meeting([case.child], [case.member])
	view = view_for(case.child.name, case.member)
	assert not view["named"] and not found(view)
	assert sorted(domains(view)) == ["Culture", "Health", "Schooling"]
	age = date.today().year - 2017 - ((date.today().month, date.today().day) < (3, 7))
	assert view["header"] == {"age": age, "school_level": "Elementary"}
	text = json.dumps(view, ensure_ascii=False, default=str)
	for token in ("TEXTE-besoin-Health", "TEXTE-objectif-Culture", "TEXTE-enfant", "TEXTE-parents"):
		assert token in text
	assert case.child.name not in text


def test_the_page_of_an_anonymous_situation_holds_no_name(case, as_user, french):
	make_meeting([case.child], [case.member])
	with as_user(case.member):
		shown = page.show(case.situation)
	assert shown["child"] is None and not found(shown["html"]) and case.child.name not in shown["html"]
	assert "[…]" in shown["html"] and case.situation in shown["html"]


def test_what_people_typed_is_escaped(case, as_user):
	frappe.db.set_value("PRE Child", case.child.name, "first_name", "<img src=x onerror=alert(1)>")
	with as_user(case.coordinator):
		html = page.show(case.situation)["html"]
	assert "<img" not in html and "&lt;img" in html


# Whole


def test_coordonnateur_and_referent_see_everything_named(case, as_user):
	for user in (case.coordinator, case.referent):
		view = view_for(case.child.name, user)
		assert view["named"] and view["whole"] and view["header"]["last_name"] == "Quintessa"
		assert len(domains(view)) == 3 and "Maëlys" in json.dumps(view, ensure_ascii=False, default=str)
		with as_user(user):
			assert page.show(case.situation)["child"] == case.child.name


def test_who_has_no_ground_sees_nothing(case, as_user):
	for role in (COORD, REF, TEAM, PARTNER, "PRE Manager", "PRE Evaluator", "PRE Data Protection Officer"):
		user = make_user(role).name
		assert closed(case.child, user)
		with as_user(user):
			with pytest.raises(frappe.PermissionError):
				page.show(case.situation)
			if role in (COORD, REF, TEAM, PARTNER):
				assert page.names([case.situation]) == {}


# Named, with the agreed domains


def test_a_partner_is_told_the_agreed_domains_with_the_name(case):
	account = make_user(PARTNER).name
	partner = make_partner(user=account).name
	share_with(case.child, partner, ["Schooling"])
	view = view_for(case.child.name, account)
	assert view["named"] and not view["whole"] and domains(view) == ["Schooling"]
	assert (
		view["header"]["first_name"] == "Maëlys"
		and view["header"]["school"] == "École élémentaire Les Tilleuls"
	)
	assert "birth_date" not in view["header"] and "child" not in view["header"]
	text = json.dumps(view, ensure_ascii=False, default=str)
	assert "TEXTE-Schooling" in text
	for token in ("Health", "Culture", "TEXTE-enfant", "TEXTE-parents", "guardian"):
		assert token not in text
	assert not view["factors"] and not view["words"]


def test_a_partner_is_not_told_of_brothers_and_sisters(case):
	sibling = make_child(case.structure, first_name="Hildegarde", last_name="Quintessa")
	case.child.reload()
	case.child.append("siblings", {"sibling": sibling.name, "sibling_link": "Same Parents"})
	case.child.save()
	account = make_user(PARTNER).name
	share_with(case.child, make_partner(user=account).name, ["Schooling"])
	frappe.db.set_value(
		"PRE Referral Reason",
		{
			"need_domain": "Schooling",
			"parent": frappe.db.get_value("PRE Referral", {"child": case.child.name}),
		},
		"observation",
		"Maëlys et Hildegarde arrivent en retard.",
	)
	[domain] = view_for(case.child.name, account)["domains"]
	assert domain["reasons"] == [{"text": "Maëlys et […] arrivent en retard."}]


def test_a_member_of_the_team_is_told_the_name_with_the_agreed_domains_alone(case):
	make_meeting([case.child], [case.member])
	share_with(case.child, make_partner(user=case.member).name, ["Culture"])
	view = view_for(case.child.name, case.member)
	assert view["named"] and domains(view) == ["Culture"]


def test_two_partners_of_one_person_add_up_and_one_that_did_not_sign_adds_nothing(case):
	account = make_user(PARTNER).name
	signed, unsigned = make_partner(user=account).name, make_partner(user=account, signs=False).name
	share_with(case.child, signed, ["Schooling"])
	share_with(case.child, unsigned, ["Health"])
	assert domains(view_for(case.child.name, account)) == ["Schooling"]
	second = make_partner(user=account).name
	share_with(case.child, second, ["Culture"])
	assert domains(view_for(case.child.name, account)) == ["Culture", "Schooling"]


def test_named_the_minute_both_exist_and_anonymous_again_the_minute_one_ends(case, later):
	"""Charter signed, charter accepted, agreement: in any order, each alone is not enough; without any job."""
	member = make_user(TEAM, accepts=False).name
	structure = make_structure(charter=False, coordinator=case.coordinator).name
	child = make_child(structure)
	partner = make_partner(user=member, signs=False).name
	make_meeting([child], [member])
	assert closed(child, member)

	def named() -> bool:
		scope.forget()
		charters.forget()
		return view_for(child.name, member)["named"]

	charter = make_charter(structure)
	accept_charter(member, charter.name)
	assert not named()  # neither signed nor shared
	[consent] = share_with(child, partner)
	assert not named()  # not signed
	signature = frappe.get_doc(
		doctype="PRE Charter Signature",
		charter=charter.name,
		partner=partner,
		signed_on=day(),
		signed_by="Alex",
	)
	signature.flags.ignore_mandatory = True
	signature.insert()
	assert named()
	consent.update({"withdrawn_on": day(), "withdrawal_reason": "Non dite."}).save()
	assert not named()
	share_with(child, partner, given_on=day(), valid_until=day(2))
	assert named()
	with later(days=3):
		assert not named()
	frappe.get_doc("PRE Partner", partner).update({"disabled": 1}).save()
	assert not named()


def test_at_another_moment_the_register_tells_what_was_open(case):
	account = make_user(PARTNER).name
	share_with(case.child, make_partner(user=account).name)
	with pytest.raises(frappe.PermissionError):
		view_for(case.child.name, account, now_datetime() - timedelta(days=1))
	assert view_for(case.child.name, account, now_datetime() + timedelta(days=1))["named"]
	with pytest.raises(frappe.PermissionError):
		view_for(case.child.name, account, now_datetime() + timedelta(days=400))


# Names of a list


def test_the_list_tells_the_names_that_the_reader_may_know(case, as_user):
	other = make_child(case.structure)
	make_meeting([case.child, other], [case.member])
	share_with(other, make_partner(user=case.member).name)
	asked = [case.situation, situation_of(other), situation_of(make_child()), "Situation 1900-00000"]
	with as_user(case.member):
		assert page.names(asked) == {situation_of(other): other.full_name}
		assert page.names(json.dumps(asked)) == {situation_of(other): other.full_name}
	with as_user(case.coordinator):
		assert set(page.names(asked)) == {case.situation, situation_of(other)}
	for forged in ("{}", "[{}]", '[["like","%"]]', "1"):
		with pytest.raises(frappe.ValidationError):
			page.names(forged)


@pytest.mark.commits
@pytest.mark.usefixtures("world")
def test_the_view_is_what_http_gives(server, french):
	structure = make_structure().name
	child = make_child(structure, first_name="Maëlys", last_name="Quintessa")
	member, teacher = make_user(TEAM, log_in=True), make_user(PARTNER, log_in=True)
	make_meeting([child], [member.name])
	share_with(child, make_partner(user=teacher.name).name)
	make_referral(child, reasons=[{"need_domain": need_domain(), "observation": "Maëlys pleure."}])
	name = situation_of(child)
	frappe.db.commit()
	for account, named in ((member.name, False), (teacher.name, True)):
		visitor = server.client().login(account, PASSWORD)
		answer = visitor.get("/api/method/pre_module.access.situation.page.show", situation=name)
		assert answer.ok, answer.text
		html = answer.json()["message"]["html"]
		assert html == page.html(view_for(child.name, account))
		assert bool(found(html)) == named
		seen = [
			visitor.get(f"/api/resource/PRE Situation/{name}"),
			visitor.get(f"/api/v2/document/PRE Situation/{name}"),
			visitor.get("/api/method/frappe.desk.form.load.getdoc", doctype="PRE Situation", name=name),
			visitor.get("/api/resource/PRE Situation", fields='["*"]'),
			visitor.get("/api/method/frappe.desk.search.search_link", doctype="PRE Situation", txt="Sit"),
		]
		for response in seen:
			assert response.ok, response.text
			assert not found(response.text) and child.name not in response.text


# Beside the situation


def test_no_name_in_comments_and_tasks_beside_a_situation_or_its_meeting(case, as_user):
	meeting = make_meeting([case.child], [case.member])
	with as_user(case.coordinator):
		for doctype, name in (("PRE Situation", case.situation), ("PRE Team Meeting", meeting.name)):
			doc = frappe.get_doc(doctype, name)
			for said in ("Appeler la mère de <b>Maëlys</b>", "voir avec mme YSENGRIN", "aux Tilleuls"):
				with pytest.raises(frappe.ValidationError, match="without any name"):
					doc.add_comment("Comment", said)
				with pytest.raises(frappe.ValidationError, match="without any name"):
					frappe.get_doc(
						doctype="ToDo", reference_type=doctype, reference_name=name, description=said
					).insert(ignore_permissions=True)  # whoever may make one
			doc.add_comment("Comment", "À voir avec l'école.")


def test_a_comment_elsewhere_is_left_alone(case):
	frappe.get_doc("PRE Child", case.child.name).add_comment("Comment", "Maëlys va mieux.")
