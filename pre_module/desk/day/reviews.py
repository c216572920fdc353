"""Reviews of the coming weeks; those whose day has passed stand among what is late."""

from frappe import _
from frappe.utils import getdate

from pre_module.desk.day.day import Day
from pre_module.desk.day.row import Row

KEY = "reviews"


def label() -> str:
	return _("Reviews to Prepare")


def empty() -> str:
	return _("No review in the coming weeks.")


def rows(day: Day) -> list[Row]:
	"""By their day."""
	found = [
		Row(
			text=_("Review with the family"),
			doctype="PRE Parcours",
			name=p.name,
			child=p.child,
			title=day.title(p.child),
			on=getdate(p.next_review_on),
		)
		for p in day.parcours
		if p.status == "Active"
		and p.child in day.children
		and p.next_review_on
		and day.today <= getdate(p.next_review_on) <= day.until
	]
	return sorted(found, key=lambda row: (row.on, row.title))
