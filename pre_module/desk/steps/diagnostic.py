"""A diagnostic: written, validated, turned into a parcours."""

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from pre_module.controllers.refusals import sentence
from pre_module.desk.step import Step, act, go_to
from pre_module.desk.steps.child import build_parcours, missing_agreement
from pre_module.desk.workflow import way_on
from pre_module.rules.consent import STAGES_FOR_DIAGNOSTIC


def step(doc) -> Step:
	"""The next step of a diagnostic."""
	if doc.status in ("Draft", "In Review"):
		return missing_agreement(doc.child, STAGES_FOR_DIAGNOSTIC) or _written(doc)
	if doc.status == "Closed":
		return Step(_("This diagnostic is closed."))
	found = frappe.get_list("PRE Parcours", filters={"diagnostic": doc.name}, pluck="name", limit=1)
	if found:
		said = _("Validated; the parcours {0} rests on it.").format(found[0])
		return Step(said, "green", button=go_to(_("Open the Parcours"), "PRE Parcours", found[0]))
	if doc.valid_until and getdate(doc.valid_until) < getdate():
		return Step(
			_("No longer valid since {0}: a new one is needed.").format(formatdate(doc.valid_until)), "orange"
		)
	return build_parcours(doc.name)


def _written(doc) -> Step:
	missing = [sentence(r) for r in doc.missing_content()]
	if doc.status == "Draft":
		action = way_on(doc, "In Review")
		button = act(_(action), action) if action else None
		if missing:
			return Step(_("Missing before the diagnostic can be validated:"), "orange", missing, button)
		return Step(_("The diagnostic is complete. Next: have it validated."), "green", button=button)
	action = way_on(doc, "Validated")
	if not action:
		return Step(_("Sent for validation: the coordonnateur reads it."))
	return Step(
		_("Next: read it and validate it, or return it to its author."), button=act(_(action), action)
	)
