"""What a new day changes on its own in fields that lists filter by. The dates rule; these only repeat them."""

import frappe
from frappe.utils import get_fullname, getdate

from pre_module.controllers.coordination import coordinator_on
from pre_module.controllers.school_year import current_school_year

TELL_THE_COORDINATOR = ("PRE Referral", "PRE Diagnostic", "PRE Parcours", "PRE Referent Contract")


def refresh_todays_fields() -> None:
	"""Daily: the référent of each parcours under way, the coordonnateur told, the school of the current school year.

	Harmless when it runs late or twice: each value is worked out from the dates, and written where it differs.
	"""
	_refresh_referents()
	# Institutions.
	for structure in frappe.get_all("PRE Structure", pluck="name"):
		refresh_coordinator(structure)
	_refresh_schools()


def refresh_coordinator(structure: str) -> None:
	"""`coordinator`, who is told of what waits: of documents that nobody saves any more too, whose alerts come months later."""
	today = coordinator_on(structure, getdate())
	for doctype in TELL_THE_COORDINATOR:
		document = frappe.qb.DocType(doctype)
		other = document.coordinator.isnotnull()
		if today:
			other = document.coordinator.isnull() | (document.coordinator != today)
		asked = (document.structure == structure) & other
		# Whoever saves the structure; only the field derived from the dates is written, and `modified` stays. Asked
		# first, so that a day without change locks nothing.
		if frappe.qb.from_(document).select(document.name).where(asked).limit(1).run():
			frappe.qb.update(document).set(document.coordinator, today).where(asked).run()


def _refresh_referents() -> None:
	"""R5: `PRE Parcours.referent` follows the line in charge today."""
	row, parcours = frappe.qb.DocType("PRE Parcours Referent"), frappe.qb.DocType("PRE Parcours")
	today = getdate()
	# The scheduler acts for nobody; only the field derived from the dates is written.
	changed = (
		frappe.qb.from_(row)
		.join(parcours)
		.on(parcours.name == row.parent)
		.select(parcours.name, row.referent)
		.where(row.parenttype == "PRE Parcours")
		.where(parcours.status != "Closed")
		.where(row.from_date <= today)
		.where(row.to_date.isnull() | (row.to_date >= today))
		.where(parcours.referent.isnull() | (parcours.referent != row.referent))
		.run()
	)
	for name, referent in changed:
		values = {"referent": referent, "referent_name": get_fullname(referent)}
		frappe.db.set_value("PRE Parcours", name, values, update_modified=False)


def _refresh_schools() -> None:
	"""`PRE Child.school` and `class_level` follow the line of the current school year; last year's do not stay."""
	line, child = frappe.qb.DocType("PRE Child Schooling"), frappe.qb.DocType("PRE Child")
	# The scheduler acts for nobody; only the fields derived from the dates are written.
	changed = (
		frappe.qb.from_(child)
		.left_join(line)
		.on((line.parent == child.name) & (line.school_year == current_school_year()))
		.select(child.name, line.school, line.class_level, child.school, child.class_level)
		.run()
	)
	for name, school, level, was_school, was_level in changed:
		if (school or None, level or None) != (was_school or None, was_level or None):
			values = {"school": school, "class_level": level}
			frappe.db.set_value("PRE Child", name, values, update_modified=False)
