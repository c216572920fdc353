"""Where a child stands, kept on its file for lists and filters."""

from datetime import date

import frappe
from frappe.utils import getdate

from pre_module.rules import follow_up as rule
from pre_module.rules.follow_up import Run


def refresh_follow_up(child: str) -> None:
	"""Write the child's follow-up from its referrals and parcours: Identified, Followed or Left.

	A child who comes back is entrusted anew: the contract of its first time opens nothing by itself.
	"""
	# Written whoever saves the referral or parcours; `modified` stays, or it would break another person's edit.
	before = frappe.db.get_value("PRE Child", child, "status")
	now = rule.follow_up(runs_of(child), accepted_on(child))
	if before == now:
		return
	values = {"status": now}
	if before == rule.LEFT:
		values["contract"] = None
	frappe.db.set_value("PRE Child", child, values, update_modified=False)


def first_steps_are_over(child: str) -> bool:
	"""R5: whether a parcours has taken over from the référent of the first steps."""
	return rule.first_steps_are_over(runs_of(child), accepted_on(child))


def runs_of(child: str) -> list[Run]:
	"""The child's parcours as the rules read them."""
	# Days and statuses for the rules, whoever saves; nothing of them is returned to a person.
	rows = frappe.get_all(
		"PRE Parcours", filters={"child": child}, fields=["status", "started_on", "closed_on", "modified"]
	)
	return [
		Run(
			started_on=getdate(r.started_on) if r.started_on else None,
			closed_on=getdate(r.closed_on or r.modified) if r.status == "Closed" else None,
		)
		for r in rows
	]


def accepted_on(child: str) -> date | None:
	"""The day of the child's last accepted referral."""
	# Likewise.
	days = frappe.get_all(
		"PRE Referral",
		filters={"child": child, "status": "Accepted"},
		fields=["decided_on", "received_on"],
	)
	return max((getdate(r.decided_on or r.received_on) for r in days), default=None)
