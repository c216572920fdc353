"""A review: filled in with the family, validated, then the document is given anew."""

import frappe
from frappe import _
from frappe.utils import formatdate

from pre_module.controllers.refusals import sentence
from pre_module.desk.step import Step, ask, go_to
from pre_module.doctype.pre_parcours import versions
from pre_module.rules.review import EXIT


def step(doc) -> Step:
	"""The next step of a review."""
	if doc.docstatus == 0:
		return _written(doc)
	back = go_to(_("Back to the Parcours"), "PRE Parcours", doc.parcours)
	if doc.docstatus == 2:
		return Step(_("Cancelled: it stays readable, and counts no more."), button=back)
	# Its status only, for who may read the review.
	if doc.kind == EXIT and frappe.db.get_value("PRE Parcours", doc.parcours, "status") == "Closed":
		return Step(_("Exit review validated; the parcours is closed."), "green", button=back)
	if doc.kind == EXIT:
		return Step(_("Exit review validated. Next: close the parcours."), "green", button=back)
	said = _("Validated. Next review on {0}.").format(formatdate(doc.next_review_on))
	if versions.is_due(doc.parcours):
		said += " " + _("Next: give the family its document, up to date.")
	return Step(said, "green", button=back)


def _written(doc) -> Step:
	missing = [sentence(r) for r in doc.missing()]
	button = ask(_("Validate the Review"), "validate_review") if doc.has_permission("submit") else None
	if missing:
		return Step(_("Missing before the review can be validated:"), "orange", missing, button)
	return Step(_("The review is complete. Once validated it never changes."), "green", button=button)
