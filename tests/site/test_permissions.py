"""What each role may do with each DocType: the least that does the job (design.md, sections 1 and 4; P2).

The table below is the whole truth: a right that isn't in it must not exist. Letters: s select, r read, w write,
c create, d delete, p print, x export, i import, t report; o: only its own documents.
"""

import frappe
import frappe.client
import pytest
from frappe.apps import get_apps
from frappe.desk.search import search_link

from tests.factories import (
	apply,
	day,
	examine,
	make_active_parcours,
	make_child,
	make_diagnostic,
	make_partner,
	make_referral,
	make_school,
	make_structure,
	make_territory,
	make_user,
	need_domain,
	years_old,
)

LETTERS = {
	"s": "select",
	"r": "read",
	"w": "write",
	"c": "create",
	"d": "delete",
	"p": "print",
	"x": "export",
	"i": "import",
	"t": "report",
}
NEVER = ("email", "share", "submit", "cancel", "amend")
SUBMITTED = ("PRE Review",)

ADMIN, COORD, REF, TEAM = "PRE Administrator", "PRE Coordinator", "PRE Referent", "PRE Team Member"
PARTNER, MANAGER, EVALUATOR = "PRE Partner", "PRE Manager", "PRE Evaluator"
DPO = "PRE Data Protection Officer"
ROLES = (ADMIN, COORD, REF, TEAM, PARTNER, MANAGER, EVALUATOR, DPO)

LIST = {ADMIN: "rwcdxit", COORD: "rwct", **dict.fromkeys((REF, TEAM, PARTNER, MANAGER, EVALUATOR, DPO), "r")}
RIGHTS = {
	# A child's file and what is written of it: those who accompany the child.
	"PRE Child": {COORD: "rwcpxit", REF: "rwpt"},
	"PRE Household": {COORD: "rwct", REF: "rwc"},
	"PRE Referral": {COORD: "rwcpxit", REF: "rcpt", PARTNER: "rwco"},
	"PRE Consent": {COORD: "rwcpxit", REF: "rwcpt"},
	"PRE Diagnostic": {COORD: "rwcpxit", REF: "rwcpt"},
	"PRE Parcours": {COORD: "rwcpxit", REF: "rwcpt"},
	"PRE Service Request": {COORD: "rwcxit", REF: "rwct"},
	# Validated for good (submitted); a correction is an amendment.
	"PRE Review": {COORD: "rwcpxt", REF: "rwcpt"},
	"PRE Parcours Version": dict.fromkeys((COORD, REF), "rpt"),
	"PRE Family Contact": {COORD: "rwcpxt", REF: "rwcpt"},
	# The référents write the sheet; the coordonnateur hands over.
	"PRE Handover": {COORD: "rwcpt", REF: "rwpt"},
	# What the team and the partners see: no name but where charter and agreement let it be known.
	"PRE Situation": dict.fromkeys((COORD, REF, TEAM, PARTNER), "rp"),
	"PRE Team Meeting": {COORD: "rwcpt", **dict.fromkeys((REF, TEAM, PARTNER), "rp")},
	"PRE Team Decision": {COORD: "rwcpt", **dict.fromkeys((REF, TEAM, PARTNER), "r")},
	# Who works together; a calendar link is asked of the server by its own person, and read by nobody.
	"PRE Team": {COORD: "rwcpxt", **dict.fromkeys((ADMIN, MANAGER), "rt"), **dict.fromkeys((REF, TEAM), "r")},
	"PRE Calendar Feed": {},
	# The sensitive parts: to be named on one opens it, whatever the role that reads.
	"PRE Safeguarding Report": {COORD: "rwcp", REF: "rwc", TEAM: "r", PARTNER: "r"},
	"PRE Health Note": {COORD: "rwcp", REF: "rwc", TEAM: "r", PARTNER: "r"},
	# Who saw what: by file number. A guarded trace is shown on its document, by code that asks that document's right.
	"PRE Child Access": {COORD: "rt", DPO: "rxt"},
	"PRE Access Trace": {DPO: "rxt"},
	"PRE Guarded Trace": {},
	"PRE Emergency Access": {COORD: "rt", DPO: "rxt"},
	# What was done with two files of one child: written once, by the coordonnateur; its controller refuses any change.
	"PRE Child Merge": {COORD: "rwcpt"},
	# The programme and its people.
	"PRE Referent Contract": {COORD: "rwcpxt", REF: "rp", MANAGER: "rpt", DPO: "r"},
	"PRE Structure": {
		ADMIN: "rwcdxt",
		COORD: "rxt",
		# Reports of figures rest on it, and on the right « report »; their Excel export asks for the right « export ».
		MANAGER: "rxt",
		EVALUATOR: "rxt",
		**dict.fromkeys((REF, DPO), "rt"),
		**dict.fromkeys((TEAM, PARTNER), "r"),
	},
	"PRE Partner": {
		ADMIN: "rwcdxit",
		COORD: "rwcxt",
		REF: "r",
		TEAM: "r",
		PARTNER: "s",
		MANAGER: "rt",
		DPO: "r",
	},
	"PRE Eligibility Criteria": {
		ADMIN: "rwcd",
		COORD: "rwc",
		**dict.fromkeys((REF, TEAM, PARTNER, MANAGER, EVALUATOR, DPO), "r"),
	},
	# The charter: published, for everybody; who gave their word, for the coordonnateur and the DPO.
	"PRE Charter": {
		COORD: "rwcdpxt",
		DPO: "rpt",
		**dict.fromkeys((ADMIN, REF, TEAM, PARTNER, MANAGER, EVALUATOR), "rp"),
	},
	"PRE Charter Signature": {COORD: "rwcpxit", DPO: "rt"},
	"PRE Charter Acceptance": {COORD: "rt", DPO: "rt"},
	# Actions: catalogue and sessions name no child; a partner notes attendance of those shared with it.
	"PRE Action": {COORD: "rwcpxit", MANAGER: "rt", REF: "rt", **dict.fromkeys((ADMIN, TEAM, PARTNER), "r")},
	"PRE Action Session": {COORD: "rwcdpxt", REF: "rwct", PARTNER: "rw", ADMIN: "r"},
	"PRE Action Enrolment": {COORD: "rwcxt", REF: "rwct", PARTNER: "r"},
	"PRE Attendance": {COORD: "rwcxt", REF: "rwct", PARTNER: "rwc"},
	# Lists and settings: no personal data.
	"PRE School": LIST,
	"PRE School Holiday": LIST,
	"PRE Territory": LIST,
	"PRE Partner Type": LIST,
	"PRE Need Domain": LIST,
	"PRE Factor": LIST,
	"PRE Exit Reason": LIST,
	"PRE Contact Kind": LIST,
	"PRE Workload Weights": {**dict.fromkeys((ADMIN, COORD), "rwct"), **dict.fromkeys((REF, MANAGER), "r")},
	"PRE Settings": {ADMIN: "rw", COORD: "r", DPO: "r"},
	"PRE Reference Import": {ADMIN: "rwcd", COORD: "rwc"},
	"PRE Baseline Record": {ADMIN: "r"},
}
CASE = ("PRE Child", "PRE Household", "PRE Referral", "PRE Consent", "PRE Diagnostic", "PRE Parcours")
INTERNAL = ("PRE Demo Record", "PRE Access To Settle")


def our_doctypes() -> list[str]:
	names = frappe.get_all("DocType", {"module": "PRE Module", "istable": 0}, pluck="name")
	return [n for n in names if n not in INTERNAL]


def test_the_table_names_every_doctype():
	assert set(our_doctypes()) == set(RIGHTS)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_the_rights_of_the_table_and_no_other(role):
	user = make_user(role).name
	for doctype, rights in RIGHTS.items():
		letters = rights.get(role, "")
		for letter, ptype in LETTERS.items():
			if letter == "s" and "r" in letters:
				continue
			# Without a document at hand, Frappe grants of one's own documents only the reading and the making.
			expected = letter in letters and ("o" not in letters or letter in "rc")
			assert frappe.has_permission(doctype, ptype, user=user) == expected, (doctype, ptype)
		for ptype in NEVER:
			writes = doctype in SUBMITTED and "w" in letters and ptype not in ("email", "share")
			assert frappe.has_permission(doctype, ptype, user=user) == writes, (doctype, ptype)


def test_rights_are_given_to_the_eight_roles_only():
	"""Nothing is open to Guest, to every account, or to a role of another application."""
	rows = frappe.get_all("DocPerm", {"parent": ("in", our_doctypes())}, ["parent", "role"])
	assert {row.role for row in rows} <= set(ROLES)
	assert not frappe.get_all("Custom DocPerm", {"parent": ("like", "PRE %")})
	for doctype in frappe.get_all("DocType", {"module": "PRE Module", "istable": 1}, pluck="name"):
		assert not frappe.get_all("DocPerm", {"parent": doctype}), doctype


@pytest.mark.parametrize("user", ["Guest", "nobody"])
def test_nothing_is_open_to_guests_or_to_accounts_without_a_role(user):
	if user == "nobody":
		user = make_user().name
	make_child()
	frappe.set_user(user)
	for doctype in our_doctypes():
		for ptype in LETTERS.values():
			assert not frappe.has_permission(doctype, ptype), (doctype, ptype)
		if not frappe.get_meta(doctype).issingle:
			with pytest.raises(frappe.PermissionError):
				frappe.get_list(doctype)


def test_nobody_deletes_a_document_of_a_case():
	for doctype in (*CASE, "PRE Referent Contract", "PRE Family Contact", "PRE Handover"):
		assert not frappe.get_all("DocPerm", {"parent": doctype, "delete": 1})


def make_household(structure: str):
	return frappe.get_doc(doctype="PRE Household", address="1 rue Exemple", structure=structure).insert()


@pytest.fixture
def case():
	"""One document of each kind about one child."""
	child = make_child(household=None)
	parcours = make_active_parcours(child)
	return {
		"PRE Child": child.name,
		"PRE Household": make_household(child.structure).name,
		"PRE Referral": make_referral(child).name,
		"PRE Consent": frappe.db.get_value("PRE Consent", {"child": child.name}),
		"PRE Diagnostic": parcours.diagnostic,
		"PRE Parcours": parcours.name,
	}


@pytest.mark.usefixtures("everybody_sees")
def test_lists_documents_and_values_of_a_case_obey_the_table(case):
	for role, person in {role: make_user(role).name for role in ROLES}.items():
		frappe.set_user(person)
		for doctype, name in case.items():
			letters = RIGHTS[doctype].get(role, "")
			if "r" not in letters:
				with pytest.raises(frappe.PermissionError):
					frappe.get_list(doctype)
				with pytest.raises(frappe.PermissionError):
					frappe.client.get(doctype, name)
				with pytest.raises(frappe.PermissionError):
					frappe.client.get_value(doctype, "creation", {"name": name})
			elif "o" in letters:
				assert frappe.get_list(doctype) == []
				with pytest.raises(frappe.PermissionError):
					frappe.client.get(doctype, name)
			else:
				assert name in frappe.get_list(doctype, pluck="name")
				assert frappe.client.get(doctype, name)["name"] == name
		frappe.set_user("Administrator")


def test_the_lines_of_a_file_are_as_closed_as_the_file(case):
	"""P2: guardians, views and objectives are lines of documents these roles don't read."""
	for person in [make_user(role).name for role in (ADMIN, TEAM, PARTNER, MANAGER, EVALUATOR)]:
		frappe.set_user(person)
		for lines, parent in (
			("PRE Child Guardian", "PRE Child"),
			("PRE Diagnostic View", "PRE Diagnostic"),
			("PRE Parcours Objective", "PRE Parcours"),
		):
			with pytest.raises(frappe.PermissionError):
				frappe.client.get_list(lines, parent=parent)
		frappe.set_user("Administrator")


def test_a_partner_refers_from_the_desk_and_follows_its_own_referral_only(as_user):
	partner = make_partner(user=(account := make_user(PARTNER)).name)
	structure, school, territory = make_structure(), make_school(), make_territory()
	other = make_referral(structure=structure.name)
	with as_user(account.name):
		for doctype, name in (
			("PRE Structure", structure.name),
			("PRE School", school.name),
			("PRE Territory", territory.name),
			("PRE Need Domain", "Schooling"),
			("PRE Partner", partner.name),
		):
			assert name in [row["value"] for row in search_link(doctype, name)], doctype
		referral = make_referral(
			structure=structure.name, school=school.name, territory=territory.name, partner=None
		)
		assert referral.partner == partner.name
		referral.guardian_name = "Sofia Exemple"
		referral.save()
		assert frappe.get_list("PRE Referral", pluck="name") == [referral.name]
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("PRE Referral", other.name).check_permission("read")
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("PRE Partner", partner.name).check_permission("read")


def test_the_examination_of_a_referral_is_not_the_partners(as_user):
	"""R1, R16: child, criteria, derogation are the coordonnateur's, whatever a request of the partner holds."""
	child = make_child()
	account = make_user(PARTNER)
	with as_user(account.name):
		referral = frappe.get_doc(
			doctype="PRE Referral",
			origin="School",
			structure=child.structure,
			child_first_name="Inès",
			child_last_name="Exemple",
			birth_date=years_old(9),
			reasons=[{"need_domain": need_domain()}],
			child=child.name,
			derogation=1,
			derogation_reason="Parce que.",
			fragility_noted="Tout.",
			criteria=[{"criterion": "Le mien", "met": "Yes", "fragility_sign": 1}],
		).insert()
		referral.reload()
		examination = ("child", "derogation", "derogation_reason", "fragility_noted", "criteria")
		assert not any(referral.get(field) for field in examination)
		frappe.client.set_value("PRE Referral", referral.name, "child", child.name)
		assert not frappe.db.get_value("PRE Referral", referral.name, "child")
	examine(referral)
	with as_user(account.name):
		seen = frappe.client.get("PRE Referral", referral.name)
		assert not any(seen.get(field) for field in (*examination, "eligibility_criteria"))


def test_a_state_is_edited_by_its_roles_at_every_door(as_user):
	"""Frappe asks the roles of a state of the form only."""
	account, structure = make_user(PARTNER), make_structure()
	with as_user(account.name):
		referral = make_referral(structure=structure.name)
	apply(referral, "Examine")
	with as_user(account.name), pytest.raises(frappe.PermissionError):
		frappe.client.set_value("PRE Referral", referral.name, "guardian_name", "Sofia")

	coordinator = make_user(COORD).name
	child = make_child(make_structure(coordinator=coordinator).name)
	referent = make_active_parcours(child).referents[0].referent
	diagnostic = apply(make_diagnostic(child), "Send for Validation")
	with as_user(referent), pytest.raises(frappe.PermissionError):
		frappe.client.set_value("PRE Diagnostic", diagnostic.name, "summary", "Autre chose.")
	with as_user(coordinator):
		frappe.client.set_value("PRE Diagnostic", diagnostic.name, "summary", "Vu ensemble.")


@pytest.mark.parametrize("role", ROLES)
def test_who_finds_the_app_on_the_screen_of_apps(role, as_user):
	with as_user(make_user(role).name):
		assert [app["route"] for app in get_apps() if app["name"] == "pre_module"] == [
			"/app/educational-success"
		]
	with as_user(make_user().name):
		assert "pre_module" not in [app["name"] for app in get_apps()]


def test_a_coordinator_does_not_make_himself_coordinator_of_a_structure(as_user):
	structure, person = make_structure(), make_user(COORD)
	with as_user(person.name), pytest.raises(frappe.PermissionError):
		doc = frappe.get_doc("PRE Structure", structure.name)
		doc.append("coordinators", {"user": person.name, "from_date": day()})
		doc.save()
