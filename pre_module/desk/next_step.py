"""The next step of a document, asked by its form each time it is shown."""

from dataclasses import asdict

import frappe

from pre_module.access.permission import may_change_child
from pre_module.desk.steps import (
	charter,
	child,
	consent,
	contract,
	diagnostic,
	parcours,
	referral,
	review,
	safeguarding,
	service_request,
)
from pre_module.desk.workflow import questions

STEPS = {
	"PRE Referral": referral.step,
	"PRE Child": child.step,
	"PRE Consent": consent.step,
	"PRE Diagnostic": diagnostic.step,
	"PRE Parcours": parcours.step,
	"PRE Referent Contract": contract.step,
	"PRE Review": review.step,
	"PRE Safeguarding Report": safeguarding.step,
	"PRE Charter": charter.step,
	"PRE Service Request": service_request.step,
}
READING = ("open", "print")  # kinds of buttons that change nothing


@frappe.whitelist()
def get(doctype: str, name: str) -> dict:
	"""Where a document stands, what is missing, the one button that goes on, and what its actions ask first.

	modified: of the document that this speaks of; the form loads it again when it shows an older one. Raises frappe.PermissionError for who may not read the document.
	"""
	if doctype not in STEPS:
		frappe.throw(frappe._("{0} has no next step.").format(frappe._(doctype)))
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	step, asked = STEPS[doctype](doc), questions(doc)
	if not may_change_child(doc):
		# An emergency access reads: a button that the server refuses is none.
		asked = {}
		if step.button and step.button["kind"] not in READING:
			step.button = None
	return {**asdict(step), "questions": asked, "modified": doc.modified}
