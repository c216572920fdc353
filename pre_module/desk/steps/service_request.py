"""A request to an existing service: asked, answered."""

import frappe
from frappe import _
from frappe.utils import date_diff, escape_html, getdate

from pre_module.controllers.droit_commun import as_request, delay
from pre_module.controllers.eligibility import in_words
from pre_module.desk.step import Step, ask
from pre_module.rules.droit_commun import AWAITED, COVERED, WAITING_LIST, is_overdue


def step(doc) -> Step:
	"""The next step of a request to a service."""
	may = frappe.has_permission(doc.doctype, "write", doc)
	button = ask(_("Note the Answer"), "note_answer") if may else None
	service = escape_html(doc.service)
	if doc.answer == AWAITED:
		waiting = in_words(date_diff(getdate(), doc.asked_on))
		if is_overdue(as_request(doc), getdate(), delay()):
			said = _("{0} has not answered: {1}. Ask again; the PRE may act on this need.")
			return Step(said.format(service, waiting), "orange", button=button)
		return Step(_("{0} was asked and has not answered yet: {1}.").format(service, waiting), button=button)
	if doc.answer == COVERED:
		return Step(_("{0} covers this need: the child is redirected there.").format(service), "green")
	said = _("{0} does not cover this need: {1}.").format(service, _(doc.answer, context=doc.doctype))
	return Step(said, "orange", button=button if doc.answer == WAITING_LIST else None)
