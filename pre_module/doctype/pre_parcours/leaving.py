"""Suspended, gone on, left, taken over by existing services: what is kept of it on the parcours."""

import frappe
from frappe.utils import getdate

from pre_module.controllers.refusals import refuse
from pre_module.rules.leaving import Relay, check_due_on, check_relay, check_suspension


def follow_suspensions(parcours) -> None:
	"""R12: each suspension stays, with its reason and its days; the lines are the server's, whatever a request says."""
	before, today = parcours.get_doc_before_save(), getdate()
	kept = [row.as_dict() for row in before.suspensions] if before else []
	parcours.set("suspensions", [])
	for row in kept:
		if not row.to_date and parcours.status != "Suspended":
			row.to_date = today
		parcours.append("suspensions", row)
	if parcours.enters("Suspended"):
		expected = parcours.expected_resumption_on and getdate(parcours.expected_resumption_on)
		refuse(check_suspension(parcours.suspension_reason or "", expected, today))
		line = {"from_date": today, "expected_on": expected, "reason": parcours.suspension_reason}
		parcours.append("suspensions", line)
	elif parcours.status == "Suspended":
		_follow_expected(parcours)
	elif before and before.status == "Suspended":
		parcours.expected_resumption_on = None


def _follow_expected(parcours) -> None:
	"""The planned day may move while the parcours is suspended."""
	for row in parcours.suspensions:
		if not row.to_date:
			row.expected_on = parcours.expected_resumption_on


def follow_relay(parcours) -> None:
	"""R17: the relay is whole, and checked some months after the exit (PRE Settings)."""
	before = parcours.get_doc_before_save()
	parcours.relay_check_on = before.relay_check_on if before else None
	closed_on = parcours.closed_on and getdate(parcours.closed_on)
	if parcours.enters("Closed") and parcours.started_on:
		months = frappe.get_cached_doc("PRE Settings").relay_check_months
		parcours.relay_check_on = check_due_on(closed_on, months)
	refuse(check_relay(relay_of(parcours), closed_on=closed_on, today=getdate()))


def relay_of(parcours) -> Relay:
	"""The relay of a PRE Parcours as the rule reads it."""

	def day(field: str):
		return getdate(parcours.get(field)) if parcours.get(field) else None

	return Relay(
		partner=parcours.relay_partner or "",
		passed_on=parcours.relay_passed_on or "",
		family_agreed_on=day("relay_family_agreed_on"),
		accepted_on=day("relay_accepted_on"),
		checked_on=day("relay_checked_on"),
		result=parcours.relay_check_result or "",
	)
