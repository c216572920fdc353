"""A child's entry into the programme, written once on its file (F06)."""

import frappe

from pre_module.doctype.pre_referral.examination import network_of


def record_entry(referral) -> None:
	"""Keep, on the day of the first accepted referral, where the child lived and went to school then."""
	# Written by the decision, whatever rights the decider has on the file; never written twice.
	child = frappe.db.get_value(
		"PRE Child", referral.child, ["entry_date", "territory", "school"], as_dict=True
	)
	if child.entry_date:
		return
	frappe.db.set_value(
		"PRE Child",
		referral.child,
		{
			"entry_date": referral.decided_on,
			"territory_at_entry": child.territory,
			"school_at_entry": child.school,
			"network_at_entry": network_of(child.school),
		},
		update_modified=False,
	)
