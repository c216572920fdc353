"""Open parcours by status, among those the reader may see (why a source of its own: see Referrals by Month)."""

from collections import Counter

import frappe
from frappe import _

OPEN = ("Draft", "Proposed", "Approved", "Active", "Suspended")


@frappe.whitelist()
def get(chart_name: str | None = None, **kwargs) -> dict:
	"""How many parcours stand at each status, in the order of the work."""
	# With the reader's own rights.
	count = Counter(frappe.get_list("PRE Parcours", filters={"status": ("in", OPEN)}, pluck="status"))
	return {
		# "Proposed" as people say it, short enough for a bar.
		"labels": [_("With the Family") if status == "Proposed" else _(status) for status in OPEN],
		"datasets": [{"name": _("Parcours"), "values": [count[status] for status in OPEN]}],
	}
