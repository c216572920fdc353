"""Where a child stands, kept on its file for lists and filters."""

import frappe


def refresh_follow_up(child: str) -> None:
	"""Write the child's follow-up from its referrals and parcours: Identified, Followed or Left.

	Followed: an accepted referral or a parcours not closed. Left: only closed parcours.
	"""
	# Written whoever saves the referral or parcours; `modified` stays, or it would break another person's edit.
	parcours = frappe.get_all("PRE Parcours", filters={"child": child}, pluck="status")
	if any(status != "Closed" for status in parcours):
		follow_up = "Followed"
	elif parcours:
		follow_up = "Left"
	elif frappe.db.exists("PRE Referral", {"child": child, "status": "Accepted"}):
		follow_up = "Followed"
	else:
		follow_up = "Identified"
	if frappe.db.get_value("PRE Child", child, "status") != follow_up:
		frappe.db.set_value("PRE Child", child, "status", follow_up, update_modified=False)
