"""Who takes over is told, once, on the day from which the handover opens the child's file: before, he may know nothing (P10)."""

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, getdate

TELL = "tell_who_takes_over"  # what the alert of the baseline waits for
DAYS_LATE = 7  # a scheduler that stood still tells afterwards


def tell(handover: Document) -> None:
	"""Run the site's alert when the day has come; told already, nothing."""
	if handover.told_on or getdate(handover.from_date) > getdate():
		return
	# An account of staff, asked again: handovers written before there was this field are told too.
	account = frappe.db.get_value("PRE Referent Contract", handover.to_contract, "referent")
	handover.db_set({"told_on": getdate(), "to_referent": account}, update_modified=False)
	handover.run_method(TELL)


def tell_todays() -> None:
	"""Hook scheduler, daily: the handovers that begin today."""
	today = getdate()
	# The scheduler acts for nobody; an alert says a number, and reaches only who may read it.
	for name in frappe.get_all(
		"PRE Handover",
		filters={
			"status": "Done",
			"told_on": ("is", "not set"),
			"from_date": ("between", [add_days(today, -DAYS_LATE), today]),
		},
		pluck="name",
		order_by="name",
	):
		tell(frappe.get_doc("PRE Handover", name))
