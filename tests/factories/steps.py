"""Workflow actions, as a person takes them with the button of the form."""

import frappe
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow, get_workflow_name

# What each workflow action leads to, for a site whose workflows are off.
STATUS_AFTER = {
	"PRE Referral": {
		"Examine": "Under Review",
		"Accept": "Accepted",
		"Redirect": "Redirected",
		"Decline": "Declined",
		"Withdraw": "Withdrawn",
		"Examine Again": "Under Review",
	},
	"PRE Diagnostic": {
		"Send for Validation": "In Review",
		"Return to Author": "Draft",
		"Validate": "Validated",
		"Close": "Closed",
	},
	"PRE Parcours": {
		"Give to Family": "Proposed",
		"Note Approval": "Approved",
		"Rework": "Draft",
		"Start": "Active",
		"Suspend": "Suspended",
		"Resume": "Active",
		"Close": "Closed",
		"Abandon": "Closed",
	},
	"PRE Referent Contract": {
		"Send for Signature": "To Sign",
		"Back to Draft": "Draft",
		"Put in Force": "In Force",
		"End Contract": "Ended",
	},
}


# What an action asks first, answered unless the test says otherwise.
ASKED = {("PRE Parcours", "Suspend"): {"suspension_reason": "Séjour de la famille à l'étranger."}}


def apply(doc: Document, action: str, *, user: str | None = None) -> Document:
	"""Take one workflow action on a saved document, as `user` or the user of the moment; the document after it."""
	return through_workflow(doc, action, user=user)


def through_workflow(doc: Document, *actions: str, user: str | None = None) -> Document:
	"""Take workflow actions one after the other; on a site without the workflow, the same statuses by saving."""
	before = frappe.session.user
	if user:
		frappe.set_user(user)
	try:
		for action in actions:
			doc = frappe.get_doc(doc.doctype, doc.name)
			if asked := ASKED.get((doc.doctype, action)):
				_answer(doc, asked)
			if get_workflow_name(doc.doctype):
				doc = apply_workflow(doc, action)
			else:
				doc.status = STATUS_AFTER[doc.doctype][action]
				doc.save()
	finally:
		frappe.set_user(before)
	return frappe.get_doc(doc.doctype, doc.name)


def _answer(doc: Document, values: dict[str, str]) -> None:
	missing = {field: value for field, value in values.items() if not doc.get(field)}
	if missing:
		doc.update(missing)
		doc.save()
