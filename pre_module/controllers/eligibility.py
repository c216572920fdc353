"""The eligibility criteria of a structure, read from the base (R16)."""

import frappe
from frappe import _
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


def in_words(days: int) -> str:
	"""How long somebody has been waiting, as it is said aloud: « 5 days », « 3 weeks », « 4 months »."""
	if not days:
		return _("since today")
	if days < 14:
		return _("1 day") if days == 1 else _("{0} days").format(days)
	return _("{0} weeks").format(days // 7) if days < 61 else _("{0} months").format(days // 30)
