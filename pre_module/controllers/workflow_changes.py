"""A municipality renames a state in the form of the workflow: transitions and documents follow.

Frappe only warns that documents stand in a state that is gone, and nobody can save those documents any more.
A line of the workflow whose state became another, while no line has the old one, is a renaming.
"""

import frappe
from frappe.model.document import Document

from pre_module.controllers.status import WORKFLOW_DOCTYPES


def follow_in_transitions(workflow: Document, method: str | None = None) -> None:
	"""The transitions from and to a renamed state. Hooked to Workflow.before_validate."""
	renamed = renamed_states(workflow)
	for transition in workflow.transitions:
		transition.state = renamed.get(transition.state, transition.state)
		transition.next_state = renamed.get(transition.next_state, transition.next_state)


def follow_in_documents(workflow: Document, method: str | None = None) -> None:
	"""The documents that stand in a renamed state, and the actions they wait for. Hooked to Workflow.on_update."""
	doctype, field = workflow.document_type, workflow.workflow_state_field
	for old, new in renamed_states(workflow).items():
		# Every document, whoever may read it: the name of a state, none of its content; the status stays.
		frappe.db.set_value(doctype, {field: old}, field, new, update_modified=False)
		waiting = {"reference_doctype": doctype, "workflow_state": old}
		frappe.db.set_value("Workflow Action", waiting, "workflow_state", new, update_modified=False)


def renamed_states(workflow: Document) -> dict[str, str]:
	"""Old name to new name of each state that this save of one of our workflows renames."""
	before = workflow.get_doc_before_save()
	if not before or workflow.document_type not in WORKFLOW_DOCTYPES:
		return {}
	now = {row.name: row.state for row in workflow.states}
	still_there = set(now.values())
	return {
		row.state: now[row.name] for row in before.states if row.name in now and row.state not in still_there
	}
