"""On a site that was there before: what a partner's people see ends with that very partner's signature, and with their leaving it."""

import frappe

from pre_module.access.facts import referrals, sharing
from pre_module.access.register import close, closed_structures

BATCH = 500


def execute() -> None:
	"""Settle what partners see once more, and close the disabled structures. Harmless when it is cut and run again."""
	# The upgrade acts for nobody: numbers of documents, to write the register.
	for structure in closed_structures():
		close(structure=structure)
	_each(frappe.get_all("PRE Consent", {"stage": "Sharing"}, pluck="child"), sharing.settle_child)
	named = {"partner": ("is", "set")}
	_each(frappe.get_all("PRE Referral", named, pluck="name"), referrals.settle_referral)


def _each(names: list[str], settle) -> None:
	for number, name in enumerate(sorted(set(names)), 1):
		settle(name)
		if number % BATCH == 0:
			frappe.db.commit()  # a long upgrade that is cut goes on where it was
