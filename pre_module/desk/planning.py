"""The button of an action: one background job that makes its sessions, its progress and its result."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils.background_jobs import get_job

from pre_module.controllers.planning import make_sessions, said
from pre_module.setup.imports.job import is_silent, language

PROGRESS = "pre_sessions_progress"
TIMEOUT = 1800  # seconds; a year of one action takes a few


@frappe.whitelist(methods=["POST"])
def make(name: str) -> bool:
	"""Queue the making of an action's sessions; False when it is queued or running already.

	Needs the permission to write the action, and to make and remove sessions. The row is locked until the request ends,
	so that two clicks at once queue one job; a job whose machine died is started again.
	"""
	action = frappe.get_doc("PRE Action", name, for_update=True)
	action.check_permission("write")
	for permission in ("create", "delete"):
		frappe.has_permission("PRE Action Session", permission, throw=True)
	if not (action.planning and action.from_date and action.to_date):
		frappe.throw(_("A planning needs its lines, its first and its last day."))
	job_id = f"pre_sessions::{action.name}"
	job = get_job(job_id)
	if job and job.get_status() == "started" and is_silent(job):
		job.delete()
	elif job and job.get_status() in ("queued", "started"):
		return False
	action.db_set({"making_status": "Running", "making_progress": 0, "making_note": ""}, notify=True)
	frappe.enqueue(
		"pre_module.desk.planning.run",
		queue="long",
		timeout=TIMEOUT,
		job_id=job_id,
		deduplicate=True,
		name=action.name,
		lang=frappe.local.lang,
	)
	return True


def run(name: str, lang: str) -> None:
	"""The job: makes the sessions with the rights of who clicked, and writes the result on the action.

	lang: of who clicked. Killed at any moment, it is started again: what is written stays, nothing is made twice.
	"""
	action = frappe.get_doc("PRE Action", name)
	with language(lang):
		try:
			made = make_sessions(action, lambda share: _show_progress(action, share))
		except Exception as stopped:
			frappe.db.rollback()
			known = isinstance(stopped, frappe.ValidationError)
			_finish(
				action, "Failed", str(stopped) if known else _("The making stopped: start it again to go on.")
			)
			if not known:
				raise
		else:
			_finish(action, "Done", said(made))


def _show_progress(action: Document, share: float) -> None:
	percent = round(share * 100)
	action.db_set("making_progress", percent, update_modified=False, commit=True)
	frappe.publish_realtime(
		PROGRESS, {"name": action.name, "percent": percent}, doctype=action.doctype, docname=action.name
	)


def _finish(action: Document, status: str, note: str) -> None:
	action.db_set(
		{"making_status": status, "making_progress": 100, "making_note": note}, notify=True, commit=True
	)
