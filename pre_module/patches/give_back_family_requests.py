"""On a site that was there before: what a family sent from a computer where somebody was logged in is not that person's."""

import frappe

from pre_module.access.facts.referrals import settle_referral

GUEST = "Guest"


def execute() -> None:
	"""Make such requests a guest's, as the others, and close what they opened. Harmless when run again."""
	# The upgrade acts for nobody: numbers of documents, to write their owner and the register.
	sent = {"online_reference": ("is", "set"), "owner": ("!=", GUEST)}
	for name in frappe.get_all("PRE Referral", sent, pluck="name"):
		frappe.db.set_value("PRE Referral", name, "owner", GUEST, update_modified=False)
		settle_referral(name)
