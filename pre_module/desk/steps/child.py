"""A child: from the referral to the parcours, whatever comes next."""

from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from pre_module.controllers.agreements import check_child_agreements, guardians_of
from pre_module.controllers.follow_up import first_steps_are_over
from pre_module.controllers.referents import contracts_named, led_by_parcours
from pre_module.controllers.refusals import sentence
from pre_module.desk.agreements import next_agreement
from pre_module.desk.step import Step, go_to, make
from pre_module.doctype.pre_child.first_steps import may_decide
from pre_module.doctype.pre_parcours.start import diagnostic_is_valid
from pre_module.rules.consent import STAGES_FOR_DIAGNOSTIC, STAGES_FOR_PARCOURS


def step(doc) -> Step:
	"""The next step of a child; for the coordonnateur, with what he alone can do beside it."""
	following = _step(doc)
	said = _nobody_takes_the_first_steps(doc)
	if not said:
		return following
	return replace(following, sentence=f"{said}<br>{following.sentence}")


def _nobody_takes_the_first_steps(doc) -> str:
	"""Said to who may choose; a parcours once started has its own référent, until the child comes back."""
	if doc.status == "Left" or not may_decide(doc, doc.structure) or first_steps_are_over(doc.name):
		return ""
	if not doc.contract:
		return _("Nobody takes the first steps with the family yet: choose the référent in this file.")
	contract = contracts_named([doc.contract]).get(doc.contract)
	over = contract and contract.in_force and contract.period.end < getdate()
	if over and not led_by_parcours([doc.name]).run():
		return _(
			"The contract {0} ended on {1}: nobody takes the first steps any more. Choose another one in this file."
		).format(contract.name, formatdate(contract.period.end))
	return ""


def _step(doc) -> Step:
	if not any(g.holds_authority for g in guardians_of(doc.name)):
		return Step(
			_(
				"Say among the guardians who holds parental authority: nothing starts without their agreement."
			),
			"orange",
		)
	return (
		_referral_to_decide(doc)
		or _open_parcours(doc.name)
		or _left(doc)
		or missing_agreement(doc.name, STAGES_FOR_DIAGNOSTIC)
		or _diagnostic(doc.name)
	)


def _referral_to_decide(doc) -> Step | None:
	"""Of a child who is not followed: the first time, or once more after it left."""
	referrals = frappe.get_list("PRE Referral", filters={"child": doc.name}, fields=["name", "status"])
	undecided = [r.name for r in referrals if r.status in ("Received", "Under Review")]
	if not undecided or (doc.status != "Left" and any(r.status == "Accepted" for r in referrals)):
		return None
	return Step(
		_("The referral {0} is under review. Next: decide it.").format(undecided[0]),
		button=go_to(_("Back to the Referral"), "PRE Referral", undecided[0]),
	)


def _open_parcours(child: str) -> Step | None:
	found = frappe.get_list(
		"PRE Parcours",
		filters={"child": child, "status": ("!=", "Closed")},
		fields=["name", "status"],
		limit=1,
	)
	if not found:
		return None
	if found[0].status in ("Approved", "Suspended"):
		agreement = missing_agreement(child, STAGES_FOR_PARCOURS)
		if agreement:
			return agreement
	return Step(
		_("Parcours {0}: {1}.").format(found[0].name, _(found[0].status)),
		"green" if found[0].status == "Active" else "blue",
		button=go_to(_("Open the Parcours"), "PRE Parcours", found[0].name),
	)


def _left(doc) -> Step | None:
	return Step(_("The child has left the programme.")) if doc.status == "Left" else None


def missing_agreement(child: str, stages) -> Step | None:
	"""The agreements that are missing for these stages, and the button for the first of them; None if there are all."""
	missing = [sentence(r) for r in check_child_agreements(child, stages, getdate())]
	if not missing:
		return None
	following = next_agreement(child, stages)
	may = following and frappe.has_permission("PRE Consent", "create")
	return Step(
		_("The family's agreement is missing:"),
		"orange",
		missing,
		make(_("Note the Family's Agreement"), "consent", child) if may else None,
	)


def _diagnostic(child: str) -> Step:
	found = frappe.get_list(
		"PRE Diagnostic",
		filters={"child": child, "status": ("!=", "Closed")},
		fields=["name", "status"],
		order_by="diagnostic_date desc, name desc",
		limit=1,
	)
	if found and found[0].status != "Validated":
		return Step(
			_("The diagnostic {0} is being written. Next: finish it.").format(found[0].name),
			button=go_to(_("Open the Diagnostic"), "PRE Diagnostic", found[0].name),
		)
	if found and diagnostic_is_valid(found[0].name):
		return build_parcours(found[0].name)
	return Step(
		_("The family agrees. Next: the diagnostic."),
		button=make(_("Write the Diagnostic"), "diagnostic", child)
		if frappe.has_permission("PRE Diagnostic", "create")
		else None,
	)


def build_parcours(diagnostic: str) -> Step:
	"""A validated diagnostic without a parcours: the parcours is next."""
	return Step(
		_("The diagnostic is validated. Next: build the parcours with the family."),
		"green",
		button=make(_("Build the Parcours"), "parcours", diagnostic)
		if frappe.has_permission("PRE Parcours", "create")
		else None,
	)
