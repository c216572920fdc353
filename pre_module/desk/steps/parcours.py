"""A parcours: built, given to the family, approved, started, followed."""

import frappe
from frappe import _
from frappe.utils import add_days, formatdate, get_fullname, getdate

from pre_module.controllers.refusals import sentence
from pre_module.desk import reviews
from pre_module.desk.step import Step, act, ask, go_to, make, print_it
from pre_module.desk.steps.child import missing_agreement
from pre_module.desk.workflow import way_on
from pre_module.doctype.pre_parcours import document, gap, in_charge
from pre_module.doctype.pre_parcours.assignment import may_name
from pre_module.doctype.pre_parcours.start import diagnostic_is_valid
from pre_module.rules.consent import STAGES_FOR_PARCOURS
from pre_module.rules.droit_commun import check_borne
from pre_module.rules.goal_attainment import check_scales
from pre_module.rules.parcours import check_document
from pre_module.rules.review import EXIT


def step(doc) -> Step:
	"""The next step of a parcours."""
	return {
		"Draft": _draft,
		"Proposed": _proposed,
		"Approved": _approved,
		"Active": _active,
		"Suspended": _suspended,
		"Closed": _closed,
	}[doc.status](doc)


def _action(doc, status: str) -> dict | None:
	action = way_on(doc, status)
	return act(_(action), action) if action else None


def _draft(doc) -> Step:
	refusals = check_document(document.objectives(doc), document.actions(doc), gap.all_to_justify(doc))
	required = bool(frappe.get_cached_doc("PRE Settings").require_goal_scales)
	refusals += check_scales(document.scales(doc), required=required)
	missing = [sentence(r) for r in refusals]
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
	step = (
		_contract_over(doc)
		or _draft_review(doc)
		or _exit_held(doc)
		or _start_due(doc, said)
		or _next_review(doc, said)
	)
	if covered := covered_meanwhile(doc):
		step.missing, step.color = covered, "orange"
	return step


def _contract_over(doc) -> Step | None:
	"""R5: the référent lost sight of the child with the term; said before anything else."""
	contract = in_charge.contract_over(doc, getdate())
	if not contract:
		return None
	return Step(
		_(
			"The contract {0} ended on {1}: nobody is in charge any more. Next: name the référent, from {2} on."
		).format(
			contract.name, formatdate(contract.period.end), formatdate(add_days(contract.period.end, 1))
		),
		"orange",
		button=ask(_("Name the Référent"), "assign_referent") if may_name(doc) else None,
	)


def _draft_review(doc) -> Step | None:
	draft = reviews.draft_of(doc.name)
	if not draft:
		return None
	return Step(
		_("The review {0} is being written. Next: finish it with the family.").format(draft),
		button=go_to(_("Open the Review"), "PRE Review", draft),
	)


def _exit_held(doc) -> Step | None:
	if not reviews.has(doc.name, EXIT):
		return None
	return Step(_("The exit review was held. Next: close the parcours."), button=_action(doc, "Closed"))


def _start_due(doc, said: str) -> Step | None:
	"""R15: without a start, nothing can be compared later; a parcours without scales goes on as before."""
	if reviews.any_of(doc.name) or not any(s.is_whole for s in document.scales(doc)):
		return None
	return Step(said + " " + _("Next: the review at the start."), button=_hold(doc))


def _next_review(doc, said: str) -> Step:
	late = bool(doc.next_review_on and getdate(doc.next_review_on) < getdate())
	if late:
		said += " " + _("The review of {0} is late.").format(formatdate(doc.next_review_on))
		return Step(said, "orange", button=_hold(doc) or _print(doc))
	if doc.next_review_on:
		said += " " + _("Next review on {0}.").format(formatdate(doc.next_review_on))
	return Step(said, "green", button=_print(doc))


def covered_meanwhile(doc) -> list[str]:
	"""R2: what runs although an existing service covers the need by now, said to who can arrange the relay."""
	return [
		_(
			"{0}: an existing service covers this need by now. Prepare the relay of the action « {1} »."
		).format(frappe.utils.escape_html(_(domain)), frappe.utils.escape_html(action))
		for action, domain in gap.covered_meanwhile(doc)
	]


def _hold(doc) -> dict | None:
	may = frappe.has_permission("PRE Review", "create") and doc.has_permission("write")
	return make(_("Hold the Review"), "review", doc.name) if may else None


def _suspended(doc) -> Step:
	agreement = missing_agreement(doc.child, STAGES_FOR_PARCOURS) or _contract_over(doc)
	if agreement:
		return agreement
	said = _("Suspended since {0}.").format(formatdate(doc.suspended_on))
	if doc.expected_resumption_on:
		late = getdate(doc.expected_resumption_on) < getdate()
		planned = _("It was planned to go on from {0}.") if late else _("It is planned to go on from {0}.")
		said += " " + planned.format(formatdate(doc.expected_resumption_on))
	return Step(said, "orange", button=_action(doc, "Active"))


def _closed(doc) -> Step:
	said = _("Closed on {0}.").format(formatdate(doc.closed_on))
	if not doc.relay_check_on or doc.relay_checked_on:
		return Step(said)
	due = getdate(doc.relay_check_on)
	if due > getdate():
		return Step(said + " " + _("The relay is checked from {0} on.").format(formatdate(due)))
	may = doc.has_permission("write")
	return Step(
		said
		+ " "
		+ _("The relay is to be checked since {0}: ask the family how it goes.").format(formatdate(due)),
		"orange",
		button=ask(_("Note the Check of the Relay"), "check_relay") if may else None,
	)


def _print(doc) -> dict | None:
	return print_it(_("Print the Parcours")) if frappe.has_permission(doc.doctype, "print", doc) else None
