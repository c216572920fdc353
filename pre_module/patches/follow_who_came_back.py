"""PRE Child: who came back after an exit is followed again, and entrusted anew."""

import frappe

from pre_module.access.facts.referents import settle_child
from pre_module.controllers.follow_up import first_steps_are_over, refresh_follow_up


def execute() -> None:
	"""The contract of the first time opens nothing by itself: the coordonnateur chooses. Once; cut, it may run again."""
	referral, parcours = frappe.qb.DocType("PRE Referral"), frappe.qb.DocType("PRE Parcours")
	# The patch of an upgrade acts for nobody; numbers of files.
	children = (
		frappe.qb.from_(referral)
		.join(parcours)
		.on(parcours.child == referral.child)
		.select(referral.child)
		.distinct()
		.where((referral.status == "Accepted") & (parcours.status == "Closed"))
		.where(referral.decided_on > parcours.closed_on)
		.run(pluck=True)
	)
	for child in children:
		if first_steps_are_over(child):
			continue
		# Likewise.
		frappe.db.set_value("PRE Child", child, "contract", None, update_modified=False)
		refresh_follow_up(child)
		settle_child(child)
