"""R8 « formalisé par un document »: each version the family was given, numbered, kept as it was given."""

import frappe
from frappe.utils import get_fullname, getdate
from frappe.www.printview import get_print_format_doc, get_rendered_template

FOR_APPROVAL, AFTER_REVIEW, ON_THE_WAY = "For Approval", "After a Review", "On the Way"
VERSION = "PRE Parcours Version"


def give(parcours: str, occasion: str | None = None) -> str:
	"""Keep the document of a parcours as it is now, as the next version given to the family; its name.

	Whoever calls has checked the right to change the parcours.
	"""
	# The parcours is held: the next number is given once.
	child, structure = frappe.db.get_value("PRE Parcours", parcours, ["child", "structure"], for_update=True)
	last = frappe.db.get_value(
		VERSION, {"parcours": parcours}, "number", order_by="number desc", for_update=True
	)
	review = _review_since(parcours)
	version = frappe.new_doc(VERSION)
	version.update(
		{
			"parcours": parcours,
			"child": child,
			"structure": structure,
			"number": (last or 0) + 1,
			"given_on": getdate(),
			"given_by": get_fullname(frappe.session.user),
			"occasion": occasion or (AFTER_REVIEW if review else ON_THE_WAY),
			"review": None if occasion == FOR_APPROVAL else review,
		}
	)
	version.content = _page(parcours, version.number)
	version.flags.given = True
	# Nobody has the right to write one by hand; it holds what the parcours holds.
	version.insert(ignore_permissions=True)
	return version.name


def last_version(parcours: str) -> frappe._dict | None:
	"""The number and the day of the version the family has; None before the first."""
	# A number and a day, for who may read the parcours.
	rows = frappe.get_all(
		VERSION,
		filters={"parcours": parcours},
		fields=["number", "given_on", "review"],
		order_by="number desc",
		limit=1,
	)
	return rows[0] if rows else None


def is_due(parcours: str) -> bool:
	"""Whether a review was validated since the family was given its last version."""
	last = last_version(parcours)
	return bool(_review_since(parcours)) and (not last or last.review != _review_since(parcours))


def _review_since(parcours: str) -> str | None:
	"""The last validated review, whose results the document shows."""
	# A name, for who may read the parcours.
	return frappe.db.get_value(
		"PRE Review", {"parcours": parcours, "docstatus": 1}, "name", order_by="review_date desc"
	)


def _page(parcours: str, number: int) -> str:
	"""The page that is printed, with the print format of the site, its style included."""
	doc = frappe.get_doc("PRE Parcours", parcours)
	doc.flags.version = frappe._dict(number=number, given_on=getdate())
	print_format = get_print_format_doc(doc.meta.default_print_format, doc.meta)
	kept = frappe.flags.ignore_print_permissions
	frappe.flags.ignore_print_permissions = True  # it is kept, and handed to nobody here
	try:
		html = get_rendered_template(doc, print_format, no_letterhead=True)
	finally:
		frappe.flags.ignore_print_permissions = kept
	style = (print_format.css or "") if print_format else ""
	return f"<style>{style}</style>{html}"
