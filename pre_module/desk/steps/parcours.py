"""A parcours: built, given to the family, approved, started, followed."""

import frappe
from frappe import _
from frappe.utils import formatdate, get_fullname, getdate

from pre_module.controllers.refusals import sentence
from pre_module.desk.step import Step, act, ask, make, print_it
from pre_module.desk.steps.child import missing_agreement
from pre_module.desk.workflow import way_on
from pre_module.doctype.pre_parcours import document, gap, in_charge
from pre_module.doctype.pre_parcours.assignment import may_name
from pre_module.doctype.pre_parcours.start import diagnostic_is_valid
from pre_module.rules.consent import STAGES_FOR_PARCOURS
from pre_module.rules.droit_commun import check_borne
from pre_module.rules.parcours import check_document


def step(doc) -> Step:
	"""The next step of a parcours."""
	return {
		"Draft": _draft,
		"Proposed": _proposed,
		"Approved": _approved,
		"Active": _active,
		"Suspended": _suspended,
		"Closed": lambda doc: Step(_("Closed on {0}.").format(formatdate(doc.closed_on))),
	}[doc.status](doc)


def _action(doc, status: str) -> dict | None:
	action = way_on(doc, status)
	return act(_(action), action) if action else None


def _draft(doc) -> Step:
	missing = [
		sentence(r)
		for r in check_document(document.objectives(doc), document.actions(doc), gap.all_to_justify(doc))
	]
	if missing:
		return Step(
			_("Missing before the family gets the document:"), "orange", missing, _action(doc, "Proposed")
		)
	return Step(
		_("The document is complete. Next: give it to the family."), "green", button=_action(doc, "Proposed")
	)


def _proposed(doc) -> Step:
	return Step(
		_("Given to the family on {0}. When it approves, note who and when.").format(
			formatdate(doc.proposed_on)
		),
		button=_action(doc, "Approved"),
	)


def _approved(doc) -> Step:
	agreement = missing_agreement(doc.child, STAGES_FOR_PARCOURS)
	if agreement:
		return agreement
	if not diagnostic_is_valid(doc.diagnostic):
		may = frappe.has_permission("PRE Diagnostic", "create")
		return Step(
			_("The parcours can't start: its diagnostic is missing or no longer valid."),
			"orange",
			button=make(_("Write the Diagnostic"), "diagnostic", doc.child) if may else None,
		)
	if not in_charge.referent_on(doc, getdate()):
		return Step(
			_("No référent is in charge yet. Next: name one, under a contract in force."),
			"orange",
			button=ask(_("Name the Référent"), "assign_referent") if may_name(doc) else None,
		)
	button = _action(doc, "Active")
	asked = gap.all_to_justify(doc)
	if asked and (missing := [sentence(r) for r in check_borne(asked)]):
		return Step(_("Missing before the parcours can start:"), "orange", missing, _action(doc, "Draft"))
	if not button:
		return Step(_("All is there: the coordonnateur starts the parcours."), "green")
	return Step(_("All is there. Next: start the parcours."), "green", button=button)


def _active(doc) -> Step:
	name = frappe.utils.escape_html(get_fullname(doc.referent)) if doc.referent else _("nobody")
	said = _("Active since {0}; référent: {1}.").format(formatdate(doc.started_on), name)
	late = bool(doc.next_review_on and getdate(doc.next_review_on) < getdate())
	if late:
		said += " " + _("The review of {0} is late.").format(formatdate(doc.next_review_on))
	elif doc.next_review_on:
		said += " " + _("Next review on {0}.").format(formatdate(doc.next_review_on))
	covered = covered_meanwhile(doc)
	return Step(said, "orange" if late or covered else "green", covered, _print(doc))


def covered_meanwhile(doc) -> list[str]:
	"""R2: what runs although an existing service covers the need by now, said to who can arrange the relay."""
	return [
		_(
			"{0}: an existing service covers this need by now. Prepare the relay of the action « {1} »."
		).format(frappe.utils.escape_html(_(domain)), frappe.utils.escape_html(action))
		for action, domain in gap.covered_meanwhile(doc)
	]


def _suspended(doc) -> Step:
	agreement = missing_agreement(doc.child, STAGES_FOR_PARCOURS)
	if agreement:
		return agreement
	said = _("Suspended since {0}.").format(formatdate(doc.suspended_on))
	return Step(said, "orange", button=_action(doc, "Active"))


def _print(doc) -> dict | None:
	return print_it(_("Print the Parcours")) if frappe.has_permission(doc.doctype, "print", doc) else None
