"""The eligibility criteria of a structure, read from the base (R16)."""

import frappe
from frappe.utils import getdate

from pre_module.rules.dates import Period
from pre_module.rules.eligibility import CriteriaSet


def criteria_sets_of(structure: str) -> list[CriteriaSet]:
	"""The sets of criteria a structure has written, with the period of each."""
	# Criteria are no personal data; every role of the app may read them.
	rows = frappe.get_all(
		"PRE Eligibility Criteria",
		filters={"structure": structure},
		fields=["name", "valid_from", "valid_until"],
	)
	return [
		CriteriaSet(r.name, Period(getdate(r.valid_from), r.valid_until and getdate(r.valid_until)))
		for r in rows
	]
