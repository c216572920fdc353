"""An agreement of the family: whether it still counts, then the child's own next step."""

import frappe
from frappe import _
from frappe.utils import date_diff, formatdate, getdate

from pre_module.desk.step import Step, go_to
from pre_module.desk.steps import child as child_steps


def step(doc) -> Step:
	"""The next step of an agreement."""
	said, color = _state(doc)
	if not frappe.has_permission("PRE Child", "read", doc.child):
		return Step(said, color)
	following = child_steps.step(frappe.get_doc("PRE Child", doc.child))
	if following.color == "orange":
		color = "orange"
	button = following.button or go_to(_("Open the Child's File"), "PRE Child", doc.child)
	return Step(f"{said} {following.sentence}", color, following.missing, button)


def _state(doc) -> tuple[str, str]:
	if doc.status == "Withdrawn":
		return _("Withdrawn on {0}.").format(formatdate(doc.withdrawn_on)), "red"
	if doc.status == "Refused":
		return _("Refused on {0}.").format(formatdate(doc.given_on)), "red"
	if not doc.valid_until:
		return _("In force."), "green"
	days = date_diff(doc.valid_until, getdate())
	if days < 0:
		return _("Ended on {0}.").format(formatdate(doc.valid_until)), "red"
	warned = days <= (frappe.get_cached_doc("PRE Settings").consent_warning_days or 0)
	return _("In force until {0}.").format(formatdate(doc.valid_until)), "orange" if warned else "green"
