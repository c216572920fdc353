"""What the short dialog « a contact with the family » offers: kinds to tap, people of the child's file."""

import frappe
from frappe import _

from pre_module.controllers.agreements import guardians_of


@frappe.whitelist()
def choices(child: str) -> dict[str, str | list]:
	"""Kinds of contact in their order, and the guardians of a child's file whom the reader may see."""
	frappe.has_permission("PRE Child", "read", child, throw=True)
	kinds = frappe.get_list(
		"PRE Contact Kind",
		filters={"disabled": 0},
		fields=["name", "informs"],
		order_by="position, name",
		limit_page_length=0,
	)
	# Read whole for a reader of the child's file.
	title = frappe.db.get_value("PRE Child", child, "full_name")
	return {
		"child": child,
		"title": title,
		"kinds": [{"name": k.name, "label": _(k.name), "informs": k.informs} for k in kinds],
		"people": [g.name for g in guardians_of(child)],
	}
