"""PRE Parcours Suspension: the suspension that is open when a site comes to this version gets its line."""

import frappe


def execute() -> None:
	"""Harmless when run again: a parcours that has an open line is left alone."""
	# The patch of an upgrade acts for nobody; a day and a reason are copied within the document.
	for name in frappe.get_all("PRE Parcours", filters={"status": "Suspended"}, pluck="name"):
		parcours = frappe.get_doc("PRE Parcours", name)
		if parcours.suspended_on and not any(not row.to_date for row in parcours.suspensions):
			line = {"from_date": parcours.suspended_on, "reason": parcours.suspension_reason}
			parcours.append("suspensions", line).db_insert()
