"""Semantic status against workflow state (design.md, section 3).

The code reads only `status`, a fixed Select. A workflow state carries a status through Frappe's own *update
field / update value*: a municipality adds and renames states at will, and the rules go on reading the status.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import get_workflow, get_workflow_name

from pre_module.controllers.base import PREDocument

# Statuses that rules bring a document into by themselves: its workflow always has a state for them.
MOVED_BY_RULE = {"PRE Parcours": ("Suspended",)}
WORKFLOW_DOCTYPES = ("PRE Referral", "PRE Diagnostic", "PRE Parcours", "PRE Referent Contract")


class StatusDocument(PREDocument):
	"""A document whose `status` follows its workflow state, whatever a request says of it."""

	def before_validate(self):
		super().before_validate()
		self.check_editor()
		self.status = status_of_state(self)

	def check_editor(self):
		"""A state is edited by the roles its workflow names: Frappe asks that of the form only, we of every door.

		A change of state is left to Frappe, which checks who may take the transition.
		"""
		before = self.get_doc_before_save()
		if not before or self.flags.ignore_permissions or frappe.session.user == "Administrator":
			return
		if not get_workflow_name(self.doctype):
			return
		workflow = get_workflow(self.doctype)
		state = before.get(workflow.workflow_state_field)
		editors = {row.allow_edit for row in workflow.states if row.state == state}
		if state != self.get(workflow.workflow_state_field) or not editors:
			return
		if editors.isdisjoint(frappe.get_roles()):
			frappe.throw(
				_("In the state {0}, only {1} can change this document.").format(
					frappe.bold(_(state)), ", ".join(_(role) for role in sorted(editors))
				),
				frappe.PermissionError,
			)

	def enters(self, *statuses: str) -> bool:
		"""Whether this save brings the document into one of the statuses, by whatever door."""
		before = self.get_doc_before_save()
		return self.status in statuses and (before is None or before.status != self.status)

	def stays_in(self, *statuses: str) -> bool:
		"""Whether the document was in one of the statuses already and is still in one."""
		before = self.get_doc_before_save()
		return self.status in statuses and before is not None and before.status in statuses


def status_of_state(doc: Document) -> str:
	"""The status of the document's workflow state.

	A state without a status of its own keeps the status from before. Without an active workflow the status is
	the document's own, and the rules alone guard it.
	"""
	before = doc.get_doc_before_save()
	first = doc.meta.get_field("status").default
	if not get_workflow_name(doc.doctype):
		return doc.status or first
	workflow = get_workflow(doc.doctype)
	state = doc.get(workflow.workflow_state_field) or workflow.states[0].state
	row = next((s for s in workflow.states if s.state == state), None)
	if row and row.update_field == "status" and row.update_value:
		return row.update_value
	return before.status if before else first


def move_by_rule(doc: Document, status: str, reason: str, **values) -> None:
	"""Bring a saved document into a status because a rule says so, whoever is logged in.

	Written past the workflow's roles on purpose: a parent's withdrawal counts at once, whoever notes it
	(R3). The timeline keeps the reason. values: further fields to write with it.
	"""
	changes = {"status": status, **values}
	if get_workflow_name(doc.doctype):
		workflow = get_workflow(doc.doctype)
		state = next(s.state for s in workflow.states if s.update_value == status)
		changes[workflow.workflow_state_field] = state
	doc.db_set(changes, notify=True)
	doc.add_comment("Info", reason)


def check_workflow_keeps_statuses(workflow: Document, method: str | None = None) -> None:
	"""On every change of one of our workflows: its states carry statuses that exist, and none a rule needs is lost.

	Hooked to Workflow.validate; workflows of other DocTypes are left alone.
	"""
	if workflow.document_type not in WORKFLOW_DOCTYPES:
		return
	known = frappe.get_meta(workflow.document_type).get_field("status").options.split("\n")
	carried = set()
	for state in workflow.states:
		if state.update_field == "status":
			if state.update_value not in known:
				frappe.throw(
					_("State {0}: the status {1} does not exist; choose one of {2}.").format(
						frappe.bold(state.state), frappe.bold(state.update_value), ", ".join(known)
					)
				)
			carried.add(state.update_value)
	if not workflow.is_active:
		return
	for status in MOVED_BY_RULE.get(workflow.document_type, ()):
		if status not in carried:
			frappe.throw(
				_(
					"The workflow needs a state with the status {0}: a withdrawn agreement leads to it."
				).format(frappe.bold(_(status)))
			)
