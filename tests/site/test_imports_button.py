"""The button of a PRE Reference Import: its job, its result, who may press it, and with which file."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import frappe
import pytest
from frappe.utils.background_jobs import get_job
from rq.job import JobStatus

from pre_module.setup.imports import job
from pre_module.setup.imports import run as writing
from tests.factories import make_user
from tests.national_files import SCHOOLS_SAMPLE, school, write


@pytest.fixture
def new_import():
	"""`new_import(path)`: a PRE Reference Import with that file attached, as the form saves it."""

	def make(path, import_type="Schools", is_private=1, **values):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": Path(path).name,
				"attached_to_doctype": job.DOCTYPE,
				"attached_to_name": "new-pre-reference-import-1",
				"attached_to_field": "file",
				"is_private": is_private,
				"content": Path(path).read_bytes(),
			}
		).insert()
		made.append(file)
		doc = frappe.get_doc(
			{"doctype": job.DOCTYPE, "import_type": import_type, "file": file.file_url, **values}
		).insert()
		return doc

	made: list = []
	yield make
	for file in made:
		Path(file.get_full_path()).unlink(missing_ok=True)


def run_job(doc):
	job.run(doc.name, frappe.local.lang)
	return doc.reload()


def test_reasons_hold_neither_html_nor_formula(tmp_path, new_import):
	rows = [
		school(1, Identifiant_de_l_etablissement='=cmd|"<img src=x>"!A1'),
		school(2, Type_etablissement="<b>Ecole</b>"),
	]
	doc = run_job(new_import(write(tmp_path / "f.csv", rows)))
	assert doc.status == "Done with Lines Left Out" and doc.skipped_count == 2
	for line in doc.lines:
		assert not set("<>=|") & set((line.identifier or "") + line.reason)


def test_button_runs_the_job_and_fills_the_form(new_import, french):
	doc = new_import(SCHOOLS_SAMPLE)
	assert doc.status == "Not Started"
	run_job(doc)
	assert doc.status == "Done with Lines Left Out"
	assert (doc.created_count, doc.updated_count, doc.unchanged_count, doc.skipped_count) == (7, 0, 0, 4)
	assert [line.line_number for line in doc.lines] == [9, 11, 12, 13]
	assert doc.progress == 100 and doc.finished_at
	run_job(doc)
	assert (doc.created_count, doc.unchanged_count, len(doc.lines)) == (0, 7, 4)


def test_two_clicks_queue_one_job(new_import):
	doc = new_import(SCHOOLS_SAMPLE)
	assert doc.start() is True
	assert doc.start() is False
	assert frappe.db.get_value(job.DOCTYPE, doc.name, "status") == "Running"
	queued = get_job(f"pre_reference_import::{doc.name}")
	assert queued.origin.endswith("long")
	queued.delete()
	# A job that disappeared with its machine: the button starts it again.
	assert doc.start() is True
	get_job(f"pre_reference_import::{doc.name}").delete()


def test_a_job_whose_machine_died_does_not_hold_the_button(new_import):
	doc = new_import(SCHOOLS_SAMPLE)
	doc.start()
	stuck = get_job(f"pre_reference_import::{doc.name}")
	stuck.set_status(JobStatus.STARTED)
	stuck.heartbeat(datetime.now(timezone.utc), ttl=600)
	assert doc.start() is False
	stuck.heartbeat(datetime.now(timezone.utc) - timedelta(minutes=10), ttl=600)
	assert doc.start() is True
	get_job(f"pre_reference_import::{doc.name}").delete()


@pytest.mark.parametrize(
	("content", "said"),
	[
		(b"", "empty"),
		(b"PK\x03\x04\0\0", "not a CSV"),
		(b"nom;ville\nx;y\n", "columns missing"),
	],
)
def test_file_refused_as_a_whole(tmp_path, new_import, content, said):
	path = tmp_path / "f.csv"
	path.write_bytes(b"x")
	doc = new_import(path)
	file = frappe.get_doc("File", {"file_url": doc.file, "attached_to_name": doc.name})
	Path(file.get_full_path()).write_bytes(content)
	run_job(doc)
	assert doc.status == "Failed" and said in doc.error and "\n" not in doc.error
	assert not frappe.db.count("PRE School")


def test_file_that_is_gone(new_import):
	doc = new_import(SCHOOLS_SAMPLE)
	Path(frappe.get_doc("File", {"attached_to_name": doc.name}).get_full_path()).unlink()
	assert run_job(doc).status == "Failed"
	assert "attach it again" in doc.error


def test_unexpected_error_ends_in_a_sentence_and_in_the_log(new_import, monkeypatch):
	doc = new_import(SCHOOLS_SAMPLE)

	def broken(*args):
		raise RuntimeError("disk on fire")

	monkeypatch.setattr(writing, "_insert", broken)
	with pytest.raises(RuntimeError):
		job.run(doc.name, "en")
	doc.reload()
	assert doc.status == "Failed" and "run it again" in doc.error and "fire" not in doc.error


def test_communes_of_the_form(new_import):
	doc = run_job(new_import(SCHOOLS_SAMPLE, communes="99002"))
	assert doc.status == "Done" and doc.created_count == 2
	doc = run_job(new_import(SCHOOLS_SAMPLE, communes="75056"))
	assert doc.status == "Failed" and "communes" in doc.error
	with pytest.raises(frappe.ValidationError, match="INSEE"):
		new_import(SCHOOLS_SAMPLE, communes="Valbrune")


def test_a_long_list_of_lines_is_attached(tmp_path, new_import, monkeypatch):
	monkeypatch.setattr(job, "LINES_SHOWN", 2)
	doc = run_job(new_import(SCHOOLS_SAMPLE))
	assert len(doc.lines) == 2 and doc.skipped_count == 4
	file = frappe.get_doc("File", {"attached_to_name": doc.name, "attached_to_field": "lines"})
	assert file.is_private and len(file.get_content().strip().splitlines()) == 5
	run_job(doc)
	assert frappe.db.count("File", {"attached_to_name": doc.name, "attached_to_field": "lines"}) == 1
	Path(file.get_full_path()).unlink(missing_ok=True)


def test_a_public_upload_becomes_private(new_import, tmp_path):
	doc = new_import(write(tmp_path / "public.csv", [school(1)]), is_private=0)
	assert doc.file.startswith("/private/files/")
	assert frappe.db.get_value("File", {"attached_to_name": doc.name}, "is_private") == 1


def test_coordinator_and_administrator_import(as_user, new_import):
	for role in ("PRE Coordinator", "PRE Administrator"):
		with as_user(make_user(role).name):
			doc = run_job(new_import(SCHOOLS_SAMPLE))
		assert doc.status == "Done with Lines Left Out" and doc.created_count + doc.unchanged_count == 7


@pytest.mark.parametrize(
	"role",
	[
		"PRE Referent",
		"PRE Team Member",
		"PRE Partner",
		"PRE Manager",
		"PRE Evaluator",
		"PRE Data Protection Officer",
	],
)
def test_other_roles_neither_see_nor_start_an_import(role, as_user, new_import):
	doc = new_import(SCHOOLS_SAMPLE)
	with as_user(make_user(role).name):
		with pytest.raises(frappe.PermissionError):
			frappe.get_list(job.DOCTYPE)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(job.DOCTYPE, doc.name).start()
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc({"doctype": job.DOCTYPE, "import_type": "Schools", "file": doc.file}).insert()
	assert not get_job(f"pre_reference_import::{doc.name}")


def test_another_document_s_file_is_refused(as_user, new_import):
	theirs = new_import(SCHOOLS_SAMPLE)
	with as_user(make_user("PRE Coordinator").name), pytest.raises(frappe.ValidationError, match="Upload"):
		frappe.get_doc({"doctype": job.DOCTYPE, "import_type": "Schools", "file": theirs.file}).insert()


def test_a_client_can_t_write_a_result(new_import):
	doc = new_import(SCHOOLS_SAMPLE, status="Done", created_count=12)
	assert (doc.status, doc.created_count or 0) == ("Not Started", 0)
	run_job(doc)
	doc.update({"status": "Failed", "created_count": 99})
	doc.lines = []
	doc.save()
	doc.reload()
	assert (doc.status, doc.created_count, len(doc.lines)) == ("Done with Lines Left Out", 7, 4)
