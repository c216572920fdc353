"""P12: who opened, printed, exported, searched, downloaded or changed a child's file, at each door, over real HTTP.

Traces are written after the answer and committed by themselves, so these tests commit, and clean up after them.
"""

import io
import json
import time

import frappe
import frappe.client
import pytest
from frappe import _
from frappe.utils import add_days, add_months, getdate, now_datetime
from pypdf import PdfReader

from pre_module.access.traces import collector, doors, family_page, guarded_traces
from pre_module.access.traces.family_page import who_consulted
from pre_module.access.traces.retention import remove_old_traces
from pre_module.access.traces.writing import GUARDED_TRACE, TRACE, Seen, write
from pre_module.exceptions import ImpossibleValue
from pre_module.rules.traces import KINDS, OPENED, text_looked_for
from tests.factories import (
	PASSWORD,
	agree_to,
	day,
	make_child,
	make_consent,
	make_diagnostic,
	make_structure,
	make_user,
)
from tests.factories.guarded import make_health_note, make_report
from tests.site.doors import INSERTING, UPDATING, at_each
from tests.site.test_permissions import ROLES

COORD, DPO = "PRE Coordinator", "PRE Data Protection Officer"
REFUSED = "written by the application only"


# What is noted, at each door


@pytest.fixture
def at_work(no_lines_left, http):
	"""A coordonnateur at the browser, a child of hers with a diagnostic and an attachment, another child."""
	person = make_user(COORD, log_in=True)
	structure = make_structure(coordinator=person.name)
	child = make_child(structure.name, first_name="Zéphyrine", last_name="Ouvrard")
	agree_to(child)
	diagnostic = make_diagnostic(child)
	other = make_child(structure.name, first_name="Autre", last_name="Voisin")
	file = frappe.get_doc(
		doctype="File",
		file_name="bilan.txt",
		content="Bilan",
		is_private=1,
		attached_to_doctype="PRE Diagnostic",
		attached_to_name=diagnostic.name,
	).insert()
	frappe.db.delete(TRACE)
	frappe.db.commit()
	http.login(person.name, PASSWORD)
	return frappe._dict(
		user=person.name, child=child.name, diagnostic=diagnostic.name, other=other.name, file=file, http=http
	)


def noted(**filters) -> list[tuple[str, str, str, str]]:
	"""(child, what, DocType, document) of the traces there are, and forget them."""
	frappe.db.rollback()
	rows = frappe.get_all(
		TRACE,
		filters,
		["child", "what", "reference_doctype", "reference_name"],
		as_list=True,
		order_by="name",
	)
	frappe.db.delete(TRACE)
	frappe.db.commit()
	return sorted(rows)


METHOD = "/api/method/"
CHILD, DIAGNOSTIC = "PRE Child", "PRE Diagnostic"
READING = {
	"form": ("frappe.desk.form.load.getdoc", lambda d, n: {"doctype": d, "name": n}),
	"timeline": ("frappe.desk.form.load.get_docinfo", lambda d, n: {"doctype": d, "name": n}),
	"client.get": ("frappe.client.get", lambda d, n: {"doctype": d, "name": n}),
	"client.get by filters": (
		"frappe.client.get",
		lambda d, n: {"doctype": d, "filters": json.dumps({"name": n})},
	),
	"get_value": (
		"frappe.client.get_value",
		lambda d, n: {"doctype": d, "fieldname": "creation", "filters": json.dumps({"name": n})},
	),
	"get_value by name": (
		"frappe.client.get_value",
		lambda d, n: {"doctype": d, "fieldname": "creation", "filters": n},
	),
	"validate_link": (
		"frappe.client.validate_link",
		lambda d, n: {"doctype": d, "docname": n, "fields": '["creation"]'},
	),
}


@pytest.mark.commits
def test_opened(at_work):
	h = at_work.http
	for doctype, name in ((CHILD, at_work.child), (DIAGNOSTIC, at_work.diagnostic)):
		expected = [(at_work.child, "Opened", doctype, name)]
		for door, (method, form) in READING.items():
			answer = h.get(METHOD + method, **form(doctype, name))
			assert answer.ok, (door, answer.text)
			assert noted() == expected, door
		for path in (f"/api/resource/{doctype}/{name}", f"/api/v2/document/{doctype}/{name}"):
			assert h.get(path).ok
			assert noted() == expected, path
		assert h.get(f"/api/v2/method/frappe.client.get?doctype={doctype}&name={name}").ok
		assert noted() == expected
	# The short dialog of a contact tells the names of the parents.
	assert h.get(f"{METHOD}pre_module.desk.contacts.choices", child=at_work.child).ok
	assert noted() == [(at_work.child, "Opened", CHILD, at_work.child)]


@pytest.mark.commits
def test_printed(at_work):
	h, d, n = at_work.http, DIAGNOSTIC, at_work.diagnostic
	expected = [(at_work.child, "Printed", d, n)]
	for path, params in (
		("/printview", {"doctype": d, "name": n}),
		(f"{METHOD}frappe.www.printview.get_html_and_style", {"doc": d, "name": n}),
		(f"{METHOD}frappe.utils.print_format.download_pdf", {"doctype": d, "name": n}),
		(f"{METHOD}frappe.utils.print_format.download_multi_pdf", {"doctype": d, "name": json.dumps([n])}),
	):
		answer = h.get(path, **params)
		assert answer.ok, (path, answer.text[:500])
		assert noted() == expected, path


@pytest.mark.commits
def test_exported_with_every_child_of_the_rows(at_work):
	h, both = at_work.http, sorted([at_work.child, at_work.other])
	columns = {
		"fields": json.dumps(["`tabPRE Child`.`sex`"])
	}  # no name, no number: they are noted all the same
	query = {"doctype": CHILD, "file_format_type": "CSV", "view": "Report", "filters": "[]", **columns}
	export = f"{METHOD}frappe.desk.reportview.export_query"
	for kind in ("CSV", "Excel"):
		assert h.get(export, **{**query, "file_format_type": kind}).ok
		assert noted() == [(c, "Exported", CHILD, c) for c in both]
	assert h.get(export, **query, selected_items=json.dumps([at_work.other])).ok
	assert noted() == [(at_work.other, "Exported", CHILD, at_work.other)]
	assert h.get(export, **{**query, "filters": json.dumps([[CHILD, "name", "=", at_work.child]])}).ok
	assert noted() == [(at_work.child, "Exported", CHILD, at_work.child)]
	template = f"{METHOD}frappe.core.doctype.data_import.data_import.download_template"
	fields = json.dumps({CHILD: ["sex"]})
	answer = h.get(template, doctype=CHILD, export_fields=fields, export_records="all", file_type="CSV")
	assert answer.ok, answer.text
	assert noted() == [(c, "Exported", CHILD, c) for c in both]
	assert h.get(template, doctype=CHILD, export_fields=fields, export_records="blank_template").ok
	assert noted() == []


@pytest.mark.commits
def test_listed_by_a_report_on_the_screen(at_work):
	make_consent(frappe.get_doc(CHILD, at_work.other), answer="Refused")
	frappe.db.set_value(CHILD, at_work.other, "status", "Followed")
	frappe.db.commit()
	noted()
	run = f"{METHOD}frappe.desk.query_report.run"
	assert at_work.http.get(run, report_name="PRE Agreements to Watch", filters="{}").ok
	assert (at_work.other, "Listed", CHILD, at_work.other) in noted()
	days = frappe.as_json({"from_date": day(-30), "to_date": day()})
	assert at_work.http.get(run, report_name="PRE Referrals by Origin and Decision", filters=days).ok
	assert noted() == []


@pytest.mark.commits
@pytest.mark.parametrize("kind", ["CSV", "Excel"])
def test_exported_by_a_report(at_work, kind):
	make_consent(frappe.get_doc(CHILD, at_work.other), answer="Refused")
	frappe.db.set_value(CHILD, at_work.other, "status", "Followed")
	frappe.db.commit()
	noted()
	export = f"{METHOD}frappe.desk.query_report.export_query"
	answer = at_work.http.get(
		export, report_name="PRE Agreements to Watch", file_format_type=kind, filters="{}", visible_idx="[]"
	)
	assert answer.ok, answer.text
	assert (at_work.other, "Exported", CHILD, at_work.other) in noted()


@pytest.mark.commits
def test_searched_with_the_text(at_work):
	h = at_work.http
	for door, params in (
		("frappe.desk.search.search_link", {"doctype": CHILD, "txt": "Ouvrard"}),
		("frappe.desk.search.search_widget", {"doctype": CHILD, "txt": "Ouvrard"}),
		(
			"frappe.desk.reportview.get",
			{
				"doctype": CHILD,
				"fields": '["name"]',
				"filters": json.dumps([[CHILD, "full_name", "like", "%Ouvrard%"]]),
			},
		),
		(
			"frappe.client.get_list",
			{"doctype": CHILD, "filters": json.dumps({"full_name": ["like", "%Ouvrard%"]})},
		),
	):
		answer = h.get(METHOD + door, **params)
		assert answer.ok, (door, answer.text)
		frappe.db.rollback()
		assert frappe.get_all(TRACE, pluck="detail") == [""], (
			"a name was typed: the register is read by file number"
		)
		assert noted() == [(at_work.child, "Searched", CHILD, at_work.child)], door
	assert h.get(f"{METHOD}frappe.desk.search.search_link", doctype=CHILD, txt="").ok
	assert h.get(f"{METHOD}frappe.desk.reportview.get", doctype=CHILD, fields='["name"]').ok
	assert noted() == []


@pytest.mark.commits
def test_a_list_taken_by_a_program_is_noted_whatever_its_columns(at_work):
	h, both = at_work.http, sorted([at_work.child, at_work.other])
	expected = [(c, "Listed", CHILD, c) for c in both]
	for path, form in (
		(f"/api/resource/{CHILD}", {}),
		(f"/api/v2/document/{CHILD}", {}),
		(f"{METHOD}frappe.client.get_list", {"doctype": CHILD}),
	):
		for fields in ('["name"]', '["full_name"]'):
			answer = h.get(path, fields=fields, **form)
			assert answer.ok, answer.text
			assert noted() == expected, (path, fields)
	answer = h.get(
		f"{METHOD}frappe.client.get_list",
		doctype="PRE Child Guardian",
		parent=CHILD,
		fields='["first_name"]',
	)
	assert answer.ok, answer.text
	assert noted() == expected


@pytest.mark.commits
def test_downloaded(at_work):
	h, expected = at_work.http, [(at_work.child, "Downloaded", DIAGNOSTIC, at_work.diagnostic)]
	for path, params in (
		(at_work.file.file_url, {}),
		(at_work.file.file_url, {"fid": at_work.file.name}),
		(f"{METHOD}download_file", {"file_url": at_work.file.file_url}),
		(f"{METHOD}frappe.handler.download_file", {"file_url": at_work.file.file_url}),
	):
		answer = h.get(path, **params)
		assert answer.ok and answer.content == b"Bilan", path
		assert noted() == expected, path


@pytest.mark.commits
def test_changed_at_each_way(at_work):
	h = at_work.http
	assert h.put(f"/api/resource/{CHILD}/{at_work.child}", first_name="Zéphirine").ok
	changed = [(at_work.child, "Changed", CHILD, at_work.child)]
	assert noted() == changed
	body = {"doctype": CHILD, "name": at_work.child, "fieldname": "first_name", "value": "Zéphyrine"}
	assert h.post(f"{METHOD}frappe.client.set_value", **body).ok
	assert noted() == changed
	assert not h.put(f"/api/resource/{CHILD}/{at_work.child}", birth_date="2999-01-01").ok
	assert noted() == []  # refused: nothing changed


@pytest.mark.commits
def test_a_refused_answer_leaves_no_trace_and_another_site_s_documents_neither(at_work):
	h = at_work.http
	elsewhere = make_child()
	frappe.db.commit()
	noted()
	assert not h.get(f"/api/resource/{CHILD}/{elsewhere.name}").ok
	assert h.get(f"/api/resource/PRE Structure/{elsewhere.structure}").ok
	assert h.get(f"{METHOD}frappe.client.get_count", doctype=CHILD).ok
	assert noted() == []


@pytest.mark.parametrize(
	("asked", "door"),
	[
		("frappe.core.doctype.doctype.test_doctype.getdoc", "frappe.desk.form.load.getdoc"),
		("download_file", "frappe.handler.download_file"),
		("frappe.client.get", "frappe.client.get"),
		("pre_module.pre_module.desk.progress.of_child", "pre_module.desk.progress.of_child"),
		("a_server_script", "a_server_script"),
	],
)
def test_a_second_name_of_a_door_is_the_same_door(asked, door):
	"""Frappe answers to any dotted path that ends at a whitelisted function."""
	assert doors._real_name(asked) == door


def test_every_door_exists():
	"""A name that Frappe changed would leave its door without traces."""
	versions = {"frappe.api.v2.run_doc_method", "frappe.core.api.file.zip_files"}
	for method in set(doors.METHODS) - versions:
		assert doors._own_name(method) == method


@pytest.mark.commits
def test_when_and_who(at_work):
	before = now_datetime()
	at_work.http.get(f"/api/resource/{CHILD}/{at_work.child}")
	frappe.db.rollback()
	(row,) = frappe.get_all(TRACE, fields=["*"])
	assert (row.user, row.function, row.structure) == (
		at_work.user,
		COORD,
		frappe.db.get_value(CHILD, at_work.child, "structure"),
	)
	assert before <= row.at <= now_datetime()


def test_a_trace_that_fails_takes_nothing_from_the_person_and_is_logged(monkeypatch):
	def broken(request):
		raise ValueError("broken")

	monkeypatch.setattr(collector, "what_was_given", broken)
	frappe.db.delete("Error Log")
	answer = frappe._dict(status_code=200)
	collector.note_answer(response=answer, request=object())
	assert frappe.get_all("Error Log", pluck="method") == [collector.FAILED]


def test_writing_by_the_server_is_noted_too():
	child = make_child()
	frappe.db.commit()
	assert (child.name, "Created", CHILD, child.name) in noted(child=child.name)
	child.first_name = "Autre"
	child.save()
	frappe.db.commit()
	assert noted(child=child.name) == [(child.name, "Changed", CHILD, child.name)]
	frappe.delete_doc(CHILD, child.name, force=True)
	frappe.db.commit()
	assert (child.name, "Deleted", CHILD, child.name) in noted(child=child.name)


def test_five_thousand_rows_are_not_slow():
	made = [f"ENF-TEST-{n}" for n in range(5000)]
	fields = ["name", "creation", "modified", "structure", "first_name", "last_name"]
	now = now_datetime()
	frappe.db.bulk_insert(CHILD, fields, [(name, now, now, None, "a", "b") for name in made])
	start = time.monotonic()
	assert write([Seen("Exported", CHILD, tuple(made))]) == 5000
	assert time.monotonic() - start < 3
	assert frappe.db.count(TRACE, {"child": ("like", "ENF-TEST-%")}) == 5000


@pytest.mark.parametrize(
	("filters", "text"),
	[
		([[CHILD, "full_name", "like", "%Inès%"]], "Inès"),
		([["full_name", "like", "%Inès%"]], "Inès"),
		({"full_name": ["like", "%Inès%"]}, "Inès"),
		({"last_name": "Exemple"}, "Exemple"),
		([[CHILD, "status", "=", "Followed", False]], ""),
		([[CHILD, "full_name", "like", "%%"]], ""),
		({"name": ["in", ["A", "B"]]}, ""),
		("nonsense", ""),
		(None, ""),
	],
)
def test_what_a_list_looks_for(filters, text):
	"""P12: a search is a text, not a choice of status."""
	assert text_looked_for(filters) == text


# Nobody edits


@pytest.fixture
def trace():
	child = make_child()
	frappe.db.delete(TRACE)
	write([Seen(OPENED, CHILD, (child.name,))])
	frappe.db.commit()
	return frappe.get_all(TRACE, pluck="name")[0]


def test_no_role_has_a_right_to_write():
	for doctype in (TRACE, GUARDED_TRACE):
		for row in frappe.get_all("DocPerm", {"parent": doctype}, ["*"]):
			assert row.role == DPO and doctype == TRACE
			for right in ("write", "create", "delete", "submit", "cancel", "amend", "import", "share"):
				assert not row[right], right


@pytest.mark.parametrize("role", [*ROLES, "System Manager", "Administrator"])
def test_no_door_writes_changes_or_deletes_one(trace, role):
	before = frappe.get_doc(TRACE, trace).as_dict()
	person = "Administrator" if role == "Administrator" else make_user(role, "System Manager").name
	# Even with every right on it, given by whoever administers the site.
	for right in ("System Manager", role):
		if right != "Administrator":
			frappe.permissions.add_permission(TRACE, right, 0)
			for ptype in ("write", "create", "delete", "import"):
				frappe.permissions.update_permission_property(TRACE, right, 0, ptype, 1)
	frappe.db.commit()
	frappe.set_user(person)

	def unchanged():
		assert frappe.get_doc(TRACE, trace).as_dict() == before
		assert frappe.db.count(TRACE) == 1

	def change(door):
		with pytest.raises(Exception):
			door(TRACE, trace, {"user": "somebody@example.org", "what": "Opened"})
		unchanged()

	def make(door):
		with pytest.raises(Exception):
			door(TRACE, None, {"child": "X", "user": person, "at": "2026-01-01", "what": "Opened"})
		unchanged()

	if role in (DPO, "System Manager", "Administrator"):  # a role more or less makes no difference there
		at_each(UPDATING, change)
		at_each(INSERTING, make)
	for attempt in (
		lambda: frappe.client.delete(TRACE, trace),
		lambda: frappe.delete_doc(TRACE, trace, force=True, ignore_permissions=True, delete_permanently=True),
		lambda: frappe.get_doc(TRACE, trace).delete(ignore_permissions=True),
		lambda: frappe.get_doc(TRACE, trace).save(ignore_permissions=True),
		lambda: frappe.get_doc(doctype=TRACE, at="2026-01-01", what=OPENED).insert(ignore_permissions=True),
		lambda: frappe.rename_doc(TRACE, trace, "autre", force=True),
	):
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			attempt()
		unchanged()


# Who reads


def test_the_officer_reads_all_by_number_and_nobody_else_any(trace, as_user):
	with as_user(make_user(DPO).name):
		assert frappe.get_list(TRACE, pluck="name") == [trace]
		assert frappe.client.get(TRACE, trace)["child"]
	for role in ROLES:
		if role != DPO:
			with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
				frappe.get_list(TRACE)
	for role in (*ROLES, "System Manager"):
		with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
			frappe.get_list(GUARDED_TRACE)


@pytest.mark.parametrize("make", [make_report, make_health_note])
def test_guarded_documents_leave_no_word_in_the_common_traces(as_user, make):
	"""P10: a line of a list would tell that a safeguarding report exists."""
	coordinator, officer, referent = make_user(COORD), make_user(DPO), make_user("PRE Referent")
	structure = make_structure(coordinator=coordinator.name)
	child = make_child(structure.name)
	frappe.db.delete(TRACE)
	with as_user(coordinator.name):
		doc = make(child)
		doc.save()
		write([Seen(OPENED, doc.doctype, (doc.name,)), Seen("Printed", doc.doctype, (doc.name,))])
		assert not {doc.doctype, doc.name} & {
			value for row in frappe.get_all(TRACE, fields=["*"]) for value in row.values()
		}
		lines = guarded_traces.who_consulted(doc.doctype, doc.name)
		assert sorted(line["what"] for line in lines) == ["changed", "consulted", "printed", "wrote"]
		assert {line["function"] for line in lines} == {"coordonnateur of the programme"}
		page = family_page.page(child.name, getdate(), getdate())
		assert _(doc.doctype) not in {line.document for _day, lines in page["days"] for line in lines}
	frappe.db.commit()
	for person in (officer, referent, make_user(*ROLES[:1])):
		with as_user(person.name):
			for name in (doc.name, "nothing"):
				with pytest.raises(frappe.PermissionError):
					guarded_traces.who_consulted(doc.doctype, name)
	with as_user(coordinator.name), pytest.raises(frappe.PermissionError):
		guarded_traces.who_consulted(CHILD, child.name)


# The end


def test_retention_removes_what_is_older_and_nothing_else(trace):
	for months, kept in ((11.9, 1), (12.1, 0)):
		at = add_days(now_datetime(), -int(months * 30.44))
		row = frappe.generate_hash()
		for table in (TRACE, GUARDED_TRACE):
			frappe.db.bulk_insert(table, ["name", "at", "what"], [(f"{row}-{table}", at, OPENED)])
		for _again in range(2):
			remove_old_traces()
			for table in (TRACE, GUARDED_TRACE):
				assert frappe.db.count(table, {"name": f"{row}-{table}"}) == kept
	assert frappe.db.exists(TRACE, trace)


@pytest.mark.parametrize(("months", "oldest"), [(6, 6), (12, 12), (0, 12), (1, 6), (99, 12)])
def test_no_stored_value_makes_it_shorter_or_longer_than_the_law(months, oldest):
	frappe.db.set_single_value("PRE Settings", "trace_retention_months", months)
	frappe.clear_document_cache("PRE Settings", "PRE Settings")
	for name, shift in (("young", 1), ("old", -1)):
		at = add_days(add_months(now_datetime(), -oldest), shift)
		frappe.db.bulk_insert(TRACE, ["name", "at", "what"], [(name, at, OPENED)])
	remove_old_traces()
	assert frappe.db.exists(TRACE, "young") and not frappe.db.exists(TRACE, "old")


@pytest.mark.parametrize("months", [0, 5, 13, 120])
def test_the_setting_has_bounds(months):
	settings = frappe.get_doc("PRE Settings")
	settings.trace_retention_months = months
	with pytest.raises(ImpossibleValue):
		settings.save()


def test_it_runs_every_day():
	jobs = frappe.get_all(
		"Scheduled Job Type", {"method": ("like", "%remove_old_traces")}, ["method", "frequency"]
	)
	assert [(j.method, j.frequency) for j in jobs] == [
		("pre_module.access.traces.retention.remove_old_traces", "Daily")
	]


# The page for the family


@pytest.fixture
def consulted():
	coordinator = make_user(COORD, first_name="Camille", last_name="Coordonne")
	structure = make_structure(coordinator=coordinator.name)
	child = make_child(structure.name, first_name="Zéphyrine", last_name="Ouvrard")
	frappe.db.delete(TRACE)
	frappe.set_user(coordinator.name)
	write([Seen("Opened", CHILD, (child.name,)), Seen("Searched", CHILD, (child.name,), "Voisin Secret")])
	frappe.set_user("Administrator")
	return frappe._dict(child=child.name, coordinator=coordinator.name, structure=structure.name)


def text_of_page(child: str) -> str:
	who_consulted(child, day(-1), day())
	assert frappe.local.response.type == "download"
	content = frappe.local.response.filecontent
	return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages).split())


def test_the_page_says_who_did_what_and_not_what_was_typed(consulted, as_user, french):
	with as_user(consulted.coordinator):
		frappe.local.lang = "fr"
		text = text_of_page(consulted.child)
	assert "Camille Coordonne" in text and "Zéphyrine Ouvrard" in text and consulted.child in text
	assert "Secret" not in text


def test_the_officer_s_page_has_the_number_and_no_name(consulted, as_user):
	with as_user(make_user(DPO).name):
		text = text_of_page(consulted.child)
	assert consulted.child in text and "Ouvrard" not in text


@pytest.mark.parametrize("role", [r for r in ROLES if r != DPO])
def test_nobody_else_has_the_page(consulted, as_user, role):
	with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
		text_of_page(consulted.child)
	with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
		text_of_page("ENF-1999-0001")


def test_every_kind_has_its_words():
	from pre_module.access.traces.family_page import said

	assert all(said(kind) != kind for kind in KINDS if kind != "Emergency Refused")
