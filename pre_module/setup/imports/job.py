"""The button: one background job per PRE Reference Import, its progress and its result."""

import csv
import io
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime
from frappe.utils.background_jobs import get_job

from pre_module.setup.imports.lists import parse_communes
from pre_module.setup.imports.reading import UnreadableFile
from pre_module.setup.imports.run import Result, import_file, reason_text

DOCTYPE = "PRE Reference Import"
PROGRESS = "pre_reference_import_progress"
# What the form shows; the whole list is attached when it is longer.
LINES_SHOWN = 500
TIMEOUT = 3600  # seconds; the whole country takes a few minutes
# A worker says every 30 s that it lives: after this silence the machine died, and its job with it.
SILENCE = timedelta(minutes=3)


def enqueue(doc: Document) -> bool:
	"""Queue the import of a saved document; False when it is already queued or running.

	The row is locked until the request ends, so that two clicks at once queue one job.
	"""
	doc = frappe.get_doc(DOCTYPE, doc.name, for_update=True)
	job_id = f"pre_reference_import::{doc.name}"
	job = get_job(job_id)
	if job and job.get_status() == "started" and is_silent(job):
		job.delete()
	elif job and job.get_status() in ("queued", "started"):
		return False
	doc.db_set({"status": "Running", "progress": 0, "error": ""}, notify=True)
	frappe.enqueue(
		"pre_module.setup.imports.job.run",
		queue="long",
		timeout=TIMEOUT,
		job_id=job_id,
		deduplicate=True,
		name=doc.name,
		lang=frappe.local.lang,
	)
	return True


def is_silent(job) -> bool:
	"""Whether nothing was heard of the worker of a started job: its machine died, and the job with it."""
	last = job.last_heartbeat
	if not last:
		return False
	if last.tzinfo is None:
		last = last.replace(tzinfo=timezone.utc)
	return datetime.now(timezone.utc) - last > SILENCE


def run(name: str, lang: str) -> None:
	"""The job: imports, with the rights of who clicked, and writes the result on the document.

	lang: of who clicked, for the reasons. An unexpected error is raised again, for the error log.
	"""
	doc = frappe.get_doc(DOCTYPE, name)
	with language(lang):
		doc.db_set("status", "Running", commit=True)
		try:
			communes = parse_communes(doc.communes)
			result = import_file(
				doc.import_type,
				file_path(doc),
				communes,
				doc.structure,
				lambda share: _show_progress(doc, share),
			)
		except UnreadableFile as unreadable:
			_finish(doc, "Failed", error=reason_text(unreadable.reason))
		except Exception:
			# What stopped the import undid its last batch only; the state must be kept for the reader.
			frappe.db.rollback()
			message = _("The import stopped before its end. What is written stays: run it again to go on.")
			_finish(doc, "Failed", error=message)
			frappe.db.commit()
			raise
		else:
			_finish_result(doc, result, bool(communes))


def file_path(doc: Document) -> Path:
	"""Where the file of an import is on disk: private, and attached to this document.

	Raises UnreadableFile when it is not there.
	"""
	# The document's own attachment, whose rights are the document's.
	names = frappe.get_all(
		"File",
		filters={
			"file_url": doc.file,
			"is_private": 1,
			"attached_to_doctype": DOCTYPE,
			"attached_to_name": doc.name,
		},
		limit=1,
		pluck="name",
	)
	path = Path(frappe.get_doc("File", names[0]).get_full_path()) if names else None
	if not path or not path.is_file():
		raise UnreadableFile(_("The file is no longer there: attach it again."))
	return path


@contextmanager
def language(lang: str):
	"""Inside, messages are in the language of who asked for the job."""
	before = frappe.local.lang
	frappe.local.lang = lang
	try:
		yield
	finally:
		frappe.local.lang = before


def _show_progress(doc: Document, share: float) -> None:
	"""Progress in the row, for whoever opens the form meanwhile, and pushed to those who have it open."""
	percent = round(min(share, 1) * 100)
	doc.db_set("progress", percent, update_modified=False, commit=True)
	frappe.publish_realtime(
		PROGRESS, {"name": doc.name, "percent": percent}, doctype=DOCTYPE, docname=doc.name
	)


def _finish_result(doc: Document, result: Result, filtered: bool) -> None:
	counts = {
		"created_count": result.created,
		"updated_count": result.updated,
		"unchanged_count": result.unchanged,
		"skipped_count": len(result.left_out),
	}
	if filtered and not any(counts.values()):
		_finish(doc, "Failed", error=_("No line of the file is in the communes asked for."), **counts)
		return
	note = ""
	if len(result.left_out) > LINES_SHOWN:
		note = _("The first {0} lines left out are below; the attached file has all {1}.")
		note = note.format(LINES_SHOWN, len(result.left_out))
	status = "Done with Lines Left Out" if result.left_out else "Done"
	_finish(doc, status, error=note, lines=result.left_out, **counts)


def _finish(doc: Document, status: str, lines: list[tuple[int, str, str]] = (), **values) -> None:
	doc.reload()
	doc.flags.by_import = True
	doc.update({"status": status, "progress": 100, "finished_at": now_datetime(), **values})
	shown = [
		dict(zip(("line_number", "identifier", "reason"), line, strict=True)) for line in lines[:LINES_SHOWN]
	]
	doc.set("lines", shown)
	doc.save()
	_attach_all_lines(doc, lines)


def _attach_all_lines(doc: Document, lines: list[tuple[int, str, str]]) -> None:
	"""The whole list as a private CSV, in place of that of the run before."""
	file_name = f"{doc.name}-left-out.csv"
	mine = {"attached_to_doctype": DOCTYPE, "attached_to_name": doc.name, "attached_to_field": "lines"}
	# The import's own attachments, replaced whoever made the run before.
	for name in frappe.get_all("File", filters=mine, pluck="name"):
		frappe.delete_doc("File", name, ignore_permissions=True)
	if len(lines) <= LINES_SHOWN:
		return
	text = io.StringIO()
	writer = csv.writer(text, delimiter=";")
	writer.writerow([_("Line"), _("Code"), _("Why It Was Left Out")])
	writer.writerows(lines)
	file = frappe.get_doc({"doctype": "File", "file_name": file_name, "is_private": 1, **mine})
	file.content = text.getvalue().encode("utf-8-sig")
	# Attached by the import to its own document, which the person may write.
	file.insert(ignore_permissions=True)
