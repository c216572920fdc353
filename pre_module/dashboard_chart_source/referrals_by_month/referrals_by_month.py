"""Referrals received, month by month, among those the reader may see.

A chart source of its own: Frappe caches its ready-made charts for all users together, and would show one
reader the numbers of another.
"""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import add_months, get_first_day, getdate

from pre_module.desk.months import month_name


@frappe.whitelist()
def get(chart_name: str | None = None, **kwargs) -> dict:
	"""The last twelve months, this one included."""
	first = getdate(get_first_day(add_months(getdate(), -11)))
	months = [getdate(add_months(first, n)) for n in range(12)]
	# With the reader's own rights.
	received = frappe.get_list("PRE Referral", filters={"received_on": (">=", first)}, pluck="received_on")
	count = Counter((day.year, day.month) for day in received)
	return {
		"labels": [month_name(m) for m in months],
		"datasets": [{"name": _("Referrals"), "values": [count[m.year, m.month] for m in months]}],
	}
