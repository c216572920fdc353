"""Next gestures: what was promised to a family or given as a task, up to the last day the page looks to."""

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.desk.day.day import Day
from pre_module.desk.day.row import Row

KEY = "gestures"


def label() -> str:
	return _("Next Gestures")


def empty() -> str:
	return _("Nothing is promised for the coming days.")


def rows(day: Day) -> list[Row]:
	"""Promises not kept yet, late ones too, and tasks of today and later; by their day."""
	# Of children whom the person was found to see.
	promised = frappe.get_all(
		"PRE Family Contact",
		filters={
			"child": ("in", list(day.children) or [""]),
			"next_gesture_on": ("between", ["1900-01-01", day.until]),
			"next_gesture_done_on": ("is", "not set"),
		},
		fields=["name", "child", "next_gesture", "next_gesture_on"],
		order_by="next_gesture_on, name",
	)
	found = [
		Row(
			text=r.next_gesture,
			doctype="PRE Family Contact",
			name=r.name,
			child=r.child,
			title=day.title(r.child),
			on=getdate(r.next_gesture_on),
			late=day.late(r.next_gesture_on),
			done=r.name,
		)
		for r in promised
	]
	found += [task_row(day, task) for task in day.tasks if getdate(task.date) >= day.today]
	return sorted(found, key=lambda row: row.on)


def task_row(day: Day, task) -> Row:
	"""A task as a line: it opens the document it is about, else itself."""
	about = bool(task.reference_type and task.reference_name)
	return Row(
		text=_("Task: {0}").format(task.text or _("without a word")),
		doctype=task.reference_type if about else "ToDo",
		name=task.reference_name if about else task.name,
		on=getdate(task.date),
		late=day.late(task.date),
	)


@frappe.whitelist(methods=["POST"])
def say_done(name: str, done: bool = True) -> None:
	"""Tick the next gesture of a contact off, or take that back; the note itself stays as it was written (R12)."""
	contact = frappe.get_doc("PRE Family Contact", name)
	contact.check_permission("write")
	if not contact.next_gesture:
		frappe.throw(_("This contact has no next gesture."))
	contact.flags.saying_done = True
	contact.next_gesture_done_on = getdate() if done else None
	contact.save()
