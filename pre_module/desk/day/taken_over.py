"""Children handed over to the person in the last days (R5), each with the sheet that the one before left."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from pre_module.desk.day.day import Day
from pre_module.desk.day.row import Row

KEY = "taken_over"
DAYS = 14  # that a handover stays on the page


def label() -> str:
	return _("Handed Over to You")


def empty() -> str:
	return _("No child was handed over to you in the last days.")


def rows(day: Day) -> list[Row]:
	"""The last first; a tap opens the sheet."""
	# Of children whom the person was found to see, under the person's own contracts.
	found = frappe.get_all(
		"PRE Handover",
		filters={
			"child": ("in", list(day.children) or [""]),
			"to_contract": ("in", day.contracts or ["-"]),
			"status": "Done",
			"from_date": ("between", [add_days(day.today, -DAYS), day.today]),
		},
		fields=["name", "child", "from_referent_name", "from_date"],
		order_by="from_date desc, name",
	)
	return [
		Row(
			text=_("Handed over by {0}: read the sheet").format(row.from_referent_name),
			doctype="PRE Handover",
			name=row.name,
			child=row.child,
			title=day.title(row.child),
			on=getdate(row.from_date),
		)
		for row in found
	]
