"""A decision that somebody carries out is a task of Frappe's, with an owner and a day; both follow each other.

The task's text names no child: the decision holds no name, and a situation is told by its number.
"""

import frappe
from frappe.desk.form import assign_to
from frappe.model.document import Document
from frappe.utils import escape_html, getdate, nowdate

DECISION = "PRE Team Decision"
OPEN, DONE, DROPPED = "Open", "Done", "Dropped"
CLOSED, CANCELLED = "Closed", "Cancelled"


def follow_decision(decision: Document) -> None:
	"""After a save of the decision: one open task, of whoever carries it out, until its day; none once it is over."""
	before = decision.get_doc_before_save()
	wanted = decision.in_charge if decision.status == OPEN else None
	concerned = {u for u in (decision.in_charge, before.in_charge if before else None) if u}
	# The tasks of this very decision, which its author may change; nothing of them is returned.
	tasks = frappe.get_all(
		"ToDo",
		filters={
			"reference_type": DECISION,
			"reference_name": decision.name,
			"status": OPEN,
			"allocated_to": ("in", list(concerned) or [""]),
		},
		fields=["name", "allocated_to"],
	)
	for task in tasks:
		if task.allocated_to == wanted:
			_say_again(task.name, decision)
		else:
			_end(task, decision)
	if wanted and wanted not in {t.allocated_to for t in tasks}:
		assign_to.add(
			{
				"assign_to": [wanted],
				"doctype": DECISION,
				"name": decision.name,
				"description": text_of(decision),
				"date": str(decision.due_on),
			},
			ignore_permissions=True,  # who may write the decision gives it out; `check_assignee` asks of the other
		)


def text_of(decision: Document) -> str:
	"""What the task says: the situation's number, what was decided."""
	return f"{decision.situation} – {decision.decision}"


def follow_task(task: Document, method: str | None = None) -> None:
	"""Hooked to ToDo.on_update: whoever closes the task has carried the decision out; taken away, nobody has it."""
	if task.reference_type != DECISION or not task.has_value_changed("status"):
		return
	# The decision behind one's own task: its state follows, whoever may write in it.
	status, in_charge = frappe.db.get_value(DECISION, task.reference_name, ["status", "in_charge"]) or (
		None,
		None,
	)
	if in_charge != task.allocated_to:
		return
	if task.status == CLOSED and status == OPEN:
		_set(task.reference_name, {"status": DONE, "done_on": nowdate()})
	elif task.status == OPEN and status == DONE:
		_set(task.reference_name, {"status": OPEN, "done_on": None})
	elif task.status == CANCELLED and status == OPEN:
		_set(task.reference_name, {"in_charge": None})


def _set(decision: str, values: dict) -> None:
	frappe.get_doc(DECISION, decision).db_set(values, notify=True)


def _end(task, decision: Document) -> None:
	assign_to.set_status(
		DECISION,
		decision.name,
		todo=task.name,
		assign_to=task.allocated_to,
		status=CLOSED if decision.status == DONE else CANCELLED,
		ignore_permissions=True,  # of the decision that its author just saved
	)


def _say_again(name: str, decision: Document) -> None:
	task, text = frappe.get_doc("ToDo", name), escape_html(text_of(decision))
	if task.description == text and getdate(task.date) == getdate(decision.due_on):
		return
	task.update({"description": text, "date": decision.due_on})
	task.save(ignore_permissions=True)  # likewise
