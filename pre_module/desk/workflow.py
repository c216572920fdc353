"""The workflow's way on, whatever the municipality made of it: read by status, not by the names of states."""

import frappe
from frappe.model.document import Document
from frappe.model.workflow import get_transitions, get_workflow, get_workflow_name, has_approval_access

# What is asked before an action that brings the document into a status: (field, required).
ASKED = {
	("PRE Referral", "Redirected"): (
		("redirect_partner", 0),
		("redirected_to", 0),
		("redirect_asked_on", 0),
		("decision_reason", 1),
	),
	("PRE Referral", "Declined"): (("decision_reason", 1),),
	("PRE Referral", "Withdrawn"): (("decision_reason", 1),),
	("PRE Parcours", "Approved"): (
		("family_approved_by", 1),
		("family_approved_on", 1),
		("family_word", 0),
	),
	("PRE Parcours", "Suspended"): (("suspension_reason", 1), ("expected_resumption_on", 0)),
	("PRE Parcours", "Closed"): (
		("exit_reason", 1),
		("exit_situation", 0),
		("exit_comment", 0),
		("relay_partner", 0),
	),
}


def actions_of(doc: Document) -> dict[str, str | None]:
	"""The actions the reader may take now, each with the status it leads to (None: the status stays)."""
	if not get_workflow_name(doc.doctype) or not frappe.has_permission(doc.doctype, "write", doc):
		return {}
	workflow = get_workflow(doc.doctype)
	statuses = {s.state: s.update_value for s in workflow.states if s.update_field == "status"}
	return {
		t["action"]: statuses.get(t["next_state"])
		for t in get_transitions(doc, workflow)
		if has_approval_access(frappe.session.user, doc, frappe._dict(t))
	}


def way_on(doc: Document, status: str) -> str | None:
	"""The action that brings the document into the next status of the process, None when the reader has none.

	A municipality may have put a state of its own in between: then the action that leads there, its status
	staying what it is, is the way on.
	"""
	actions = actions_of(doc)
	direct = next((action for action, to in actions.items() if to == status), None)
	return direct or next((action for action, to in actions.items() if to in (None, doc.status)), None)


def questions(doc: Document) -> dict[str, list[dict]]:
	"""For each action the reader may take: the fields to fill in first, as {fieldname, reqd}."""
	asked = {}
	for action, status in actions_of(doc).items():
		fields = ASKED.get((doc.doctype, status), ())
		if fields and status != doc.status:
			asked[action] = [{"fieldname": f, "reqd": r} for f, r in fields if _applies(doc, status)]
	return {action: fields for action, fields in asked.items() if fields}


def _applies(doc: Document, status: str) -> bool:
	# F17: only a parcours that was started ends with a reason.
	return not (doc.doctype == "PRE Parcours" and status == "Closed" and not doc.started_on)
