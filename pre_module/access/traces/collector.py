"""After each request: what was given to the person is noted, whatever method and transaction gave it."""

import frappe
from werkzeug.wrappers import Request, Response

from pre_module.access.traces.doors import what_was_given
from pre_module.access.traces.writing import write

FAILED = "Access trace not written"


def note_answer(response: Response | None = None, request: Request | None = None) -> None:
	"""Hook after_request: write the traces of an answer that was given, and commit them by themselves.

	Frappe has committed or rolled back by now (a GET always rolls back). A trace that fails never takes the answer
	away from the person; it leaves a line in the Error Log, or in the log of the site when even that fails.
	"""
	if response is None or request is None or response.status_code >= 400:
		return
	try:
		given = list(what_was_given(request))
		if given and write(given):
			frappe.db.commit()  # the request's own transaction is over
	except Exception:
		# Whatever it is, the answer goes to the person and the failure to the administrator.
		_log_failure()


def _log_failure() -> None:
	try:
		frappe.db.rollback()
		frappe.log_error(title=FAILED)
		frappe.db.commit()
	except Exception:
		frappe.logger().error(FAILED, exc_info=True)
