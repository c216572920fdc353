"""R10: minutes and sheets on paper hold what their reader may know, and nothing else; a sheet is one page."""

import re
import subprocess
from io import BytesIO

import frappe
import pytest
from frappe.utils.print_format import download_pdf
from pypdf import PdfReader

from pre_module.access.scope import forget
from pre_module.desk import minutes
from tests.factories import (
	PASSWORD,
	day,
	make_active_parcours,
	make_child,
	make_contract,
	make_decision,
	make_meeting,
	make_partner,
	make_structure,
	make_user,
	need_domain,
	share_with,
	situation_of,
)

COORD, REF, TEAM, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner"
SHEET, MINUTES = "PRE Situation Sheet", "PRE Team Minutes"
DOMAINS = (
	"Schooling",
	"Behaviour and Relations",
	"Physical Health",
	"Mental Health",
	"Speech and Language",
	"Parenting",
	"Culture and Leisure",
	"Sport",
	"Social and Economic",
	"After-School",
)


@pytest.fixture
def town():
	"""Two situations on an agenda, with decisions in two domains; a member without a partner, a teacher with one."""
	coordinator, member = make_user(COORD).name, make_user(TEAM).name
	teacher = make_user(PARTNER, last_name="Institutrice").name
	structure = make_structure(coordinator=coordinator).name
	child = make_child(structure, first_name="Maëlys", last_name="Tournesol")
	other = make_child(structure, first_name="Gaspard", last_name="Capucine")
	partner = make_partner(user=teacher).name
	meeting = make_meeting([child, other], [member, teacher], planned_minutes=60)
	for text, domain in (("Lire le mardi.", "Schooling"), ("Nager le jeudi.", "Sport")):
		make_decision(meeting, child, decision=text, need_domain=need_domain(domain))
	make_decision(meeting, other, decision="Attendre janvier.")
	return frappe._dict(
		coordinator=coordinator, member=member, teacher=teacher, partner=partner,
		structure=structure, child=child, other=other, meeting=meeting.reload(),
	)  # fmt: skip


def words_of(content: bytes) -> str:
	pages = PdfReader(BytesIO(content)).pages
	return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def printed(user: str, doctype: str, name: str, fmt: str) -> bytes:
	forget()
	frappe.set_user(user)
	try:
		download_pdf(doctype, name, format=fmt)
		return frappe.local.response.filecontent
	finally:
		frappe.set_user("Administrator")


def minutes_of(user: str, town) -> str:
	return words_of(printed(user, "PRE Team Meeting", town.meeting.name, MINUTES))


def test_the_coordonnateur_prints_the_whole(server, town):
	words = minutes_of(town.coordinator, town)
	for said in (
		"Maëlys Tournesol",
		"Gaspard Capucine",
		"Lire le mardi.",
		"Nager le jeudi.",
		"Attendre janvier.",
	):
		assert said in words
	assert "Salle des mariages" in words and "Institutrice" in words


def test_R10_a_member_prints_his_cut_without_a_name(server, town):
	words = minutes_of(town.member, town)
	for said in (situation_of(town.child), situation_of(town.other), "Lire le mardi.", "Attendre janvier."):
		assert said in words
	for name in ("Maëlys", "Tournesol", "Gaspard", "Capucine", town.child.name, town.other.name):
		assert name not in words


def test_R10_a_partner_prints_the_domains_that_the_family_shares(server, town):
	share_with(town.child, town.partner, ["Schooling"])
	words = minutes_of(town.teacher, town)
	assert "Maëlys Tournesol" in words and "Lire le mardi." in words
	assert "Nager" not in words and "Gaspard" not in words


def test_the_coordonnateur_hands_each_member_his_own_cut(server, town, as_user):
	share_with(town.child, town.partner, ["Schooling"])
	for user, told, kept in ((town.teacher, "Maëlys", "Nager"), (town.member, "Nager", "Maëlys")):
		with as_user(town.coordinator):
			minutes.for_member(town.meeting.name, user)
		words = words_of(frappe.local.response.filecontent)
		assert told in words and kept not in words
		assert frappe.db.get_value("User", user, "full_name") in words


def test_who_may_not_take_the_minutes_of_another(town, as_user):
	for user in (town.member, town.teacher):
		with as_user(user), pytest.raises(frappe.PermissionError):
			minutes.for_member(town.meeting.name, town.member if user == town.teacher else town.teacher)
	stranger = make_user(COORD).name
	make_structure(coordinator=stranger)
	for user in (
		stranger,
		*(make_user(r).name for r in (REF, TEAM, PARTNER, "PRE Manager", "PRE Evaluator")),
	):
		with as_user(user):
			for ask in (
				lambda: minutes.for_member(town.meeting.name, town.member),
				lambda: minutes.decisions(town.meeting.name),
			):
				with pytest.raises(frappe.PermissionError):
					ask()
	nobody = make_user(TEAM).name
	with as_user(town.coordinator), pytest.raises(frappe.ValidationError, match="no member"):
		minutes.for_member(town.meeting.name, nobody)


def test_the_form_shows_a_member_his_decisions(town, as_user):
	share_with(town.child, town.partner, ["Schooling"])
	with as_user(town.teacher):
		html = minutes.decisions(town.meeting.name)
	assert "Lire le mardi." in html and "Maëlys" in html
	assert "Nager" not in html and "Gaspard" not in html


def test_R6_the_minutes_say_that_the_quorum_is_not_met(server, town):
	for row in town.meeting.members:
		row.attendance = "Absent"
	town.meeting.update({"status": "Held"}).save()
	assert "The quorum is not met: 0 members" in minutes_of(town.coordinator, town)


def pages_of(content: bytes, tmp_path) -> int:
	"""As pdfinfo counts them."""
	path = tmp_path / "sheet.pdf"
	path.write_bytes(content)
	told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True, timeout=60).stdout
	return int(re.search(r"^Pages:\s+(\d+)", told, re.MULTILINE)[1])


def thick_file(structure: str):
	"""A child of whom everything is written at length, in every domain."""
	child = make_child(structure, first_name="Maëlys", last_name="Tournesol")
	text = (
		"Le 3 novembre, l'enseignante note une fatigue en fin de matinée, revue avec la famille le 12. " * 6
	)
	domains = [need_domain(name) for name in DOMAINS]
	parcours = make_active_parcours(child)
	objectives = [
		{"code": f"O{n}", "objective": text, "need_domain": d, "evaluation": "Observation."}
		for n, d in enumerate(domains, 1)
	]
	actions = [
		{
			"action_title": text[:130],
			"objective_code": f"O{n}",
			"need_domain": d,
			"mode": "Individual",
			"from_date": day(),
			"planning": text[:130],
		}
		for n, d in enumerate(domains, 1)
		for _twice in range(2)
	]
	for doc, tables in (
		(parcours, {"objectives": objectives, "actions": actions}),
		(
			frappe.get_doc("PRE Diagnostic", parcours.diagnostic),
			{
				"needs": [
					{"need": text, "need_domain": d, "service": "CMP", "answer": "Waiting List"}
					for d in domains
				]
				* 2
			},
		),
	):
		for table, rows in tables.items():
			options = doc.meta.get_field(table).options
			frappe.db.delete(options, {"parent": doc.name})
			for idx, row in enumerate(rows, 1):
				# straight in the table: what is printed is under test, not how it came there
				line = frappe.get_doc({"doctype": options, "parent": doc.name, "parenttype": doc.doctype,
					"parentfield": table, "idx": idx, **row})  # fmt: skip
				line.db_insert()
	frappe.db.set_value(
		"PRE Diagnostic",
		parcours.diagnostic,
		{"child_word": text, "parents_word": text},
		update_modified=False,
	)
	return child


@pytest.mark.parametrize("thick", [False, True], ids=["thin", "thick"])
def test_a_sheet_is_one_page_for_each_reader(server, town, tmp_path, thick):
	names = {"first_name": "Maëlys", "last_name": "Tournesol"}
	child = thick_file(town.structure) if thick else make_child(town.structure, **names)
	question = "Que proposer ? " * 60
	make_meeting(
		[child],
		[town.member, town.teacher],
		agenda=[{"situation": situation_of(child), "question": question}],
	)
	share_with(child, town.partner, DOMAINS[:4])
	for user, named in ((town.coordinator, True), (town.member, False), (town.teacher, True)):
		content = printed(user, "PRE Situation", situation_of(child), SHEET)
		words = words_of(content)
		assert pages_of(content, tmp_path) == 1
		assert ("Maëlys Tournesol" in words) == named
		assert "Que proposer ?" in words
		assert ("Shortened to fit on one page" in words) == thick
		if user == town.coordinator and thick:
			assert all(name in words for name in DOMAINS)
		if user == town.teacher and thick:
			assert "Schooling" in words and "Sport" not in words.replace("Sport and", "")


def test_who_may_not_read_a_situation_prints_no_sheet(town):
	for role in (REF, TEAM, PARTNER, "PRE Manager", "PRE Evaluator", "PRE Data Protection Officer"):
		with pytest.raises(frappe.PermissionError):
			printed(make_user(role).name, "PRE Situation", situation_of(town.child), SHEET)


def test_the_print_view_of_a_form_prints_what_the_base_holds(town, as_user):
	"""It sends the document as the form has it, without the fields that its reader may not know, or as somebody forged it."""
	from frappe.www.printview import get_html_and_style

	foreign = make_child(first_name="Octave", last_name="Pervenche")
	make_decision(make_meeting([foreign], []), foreign, decision="Ailleurs.")
	sheet = {"doctype": "PRE Situation", "name": situation_of(town.child), "structure": town.structure}
	minute = {"doctype": "PRE Team Meeting", "name": town.meeting.name, "structure": town.structure}
	forged = {"agenda": [{"doctype": "PRE Team Meeting Item", "situation": situation_of(foreign)}]}
	with as_user(town.member):
		assert (
			situation_of(town.child) in get_html_and_style(frappe.as_json(sheet), print_format=SHEET)["html"]
		)
		with pytest.raises(frappe.PermissionError):
			get_html_and_style(frappe.as_json({**sheet, "child": foreign.name}), print_format=SHEET)
		html = get_html_and_style(frappe.as_json({**minute, **forged}), print_format=MINUTES)["html"]
		assert "Lire le mardi." in html and "Ailleurs." not in html and situation_of(foreign) not in html


@pytest.mark.commits
@pytest.mark.usefixtures("world")
def test_minutes_over_http_are_traced_for_each_child(server):
	account, structure = make_user(TEAM, log_in=True), make_structure().name
	children = [make_child(structure) for _n in range(2)]
	meeting = make_meeting(children[:1], [account.name])
	frappe.db.commit()
	visitor = server.client().login(account.name, PASSWORD)
	answer = visitor.get(
		"/api/method/pre_module.desk.minutes.for_member", team_meeting=meeting.name, user=account.name
	)
	assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
	frappe.db.rollback()
	lines = frappe.get_all("PRE Access Trace", {"user": account.name, "what": "Printed"}, pluck="child")
	assert children[0].name in lines and children[1].name not in lines
