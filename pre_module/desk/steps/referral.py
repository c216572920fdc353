"""A referral: received, examined, decided."""

import frappe
from frappe import _
from frappe.utils import date_diff, escape_html, formatdate, getdate

from pre_module.controllers.droit_commun import delay
from pre_module.controllers.eligibility import in_words
from pre_module.controllers.refusals import sentence
from pre_module.desk.step import Step, act, ask, go_to, make
from pre_module.desk.steps import child as child_steps
from pre_module.desk.workflow import way_on
from pre_module.doctype.pre_referral.examination import check_decision
from pre_module.doctype.pre_referral.redirection import as_request
from pre_module.rules.droit_commun import AWAITED, COVERED, is_overdue


def step(doc) -> Step:
	"""The next step of a referral."""
	if doc.status == "Received":
		return _received(doc)
	if doc.status == "Under Review":
		return _under_review(doc)
	if doc.status == "Accepted":
		return _accepted(doc)
	if doc.status == "Redirected":
		return _redirected(doc)
	said = _("Declined on {0}.") if doc.status == "Declined" else _("Withdrawn on {0}.")
	return Step(said.format(formatdate(doc.decided_on)))


def _received(doc) -> Step:
	days = date_diff(getdate(), doc.received_on)
	received = _("Received {0} day(s) ago.").format(days) if days else _("Received today.")
	expected = frappe.get_cached_doc("PRE Settings").referral_decision_days
	action = way_on(doc, "Under Review")
	if not action:
		return Step(f"{received} {_('The coordonnateur will examine it.')}")
	return Step(
		f"{received} {_('Next: examine it.')}",
		"orange" if expected and days > expected / 2 else "blue",
		button=act(_(action), action),
	)


def _under_review(doc) -> Step:
	action = way_on(doc, "Accepted")
	if not action:
		return Step(_("Under review: the coordonnateur decides."))
	if not doc.child:
		return Step(
			_("Next: create the child's file, or choose it under Examination if the child is known already."),
			button=make(_("Create the Child's File"), "child", doc.name)
			if frappe.has_permission("PRE Child", "create")
			else None,
		)
	trial = frappe.get_doc(doc.as_dict())
	trial.status, trial.decided_on = "Accepted", getdate()
	missing = [sentence(r) for r in check_decision(trial)]
	if missing:
		return Step(
			_("Missing before the referral can be accepted:"), "orange", missing, act(_(action), action)
		)
	return Step(_("All is there to accept the referral."), "green", button=act(_(action), action))


def _accepted(doc) -> Step:
	accepted = _("Accepted on {0}.").format(formatdate(doc.decided_on))
	if not doc.child or not frappe.has_permission("PRE Child", "read", doc.child):
		return Step(accepted, "green")
	following = child_steps.step(frappe.get_doc("PRE Child", doc.child))
	button = following.button or go_to(_("Open the Child's File"), "PRE Child", doc.child)
	return Step(f"{accepted} {following.sentence}", following.color, following.missing, button)


def _redirected(doc) -> Step:
	"""Droit commun first: what the service answered, or since when its answer is awaited."""
	said = _("Redirected to {0} on {1}.").format(
		escape_html(doc.redirected_to or ""), formatdate(doc.decided_on)
	)
	request = as_request(doc)
	if not request:
		return Step(said)
	if request.answer != AWAITED:
		answered = _("Its answer: {0}.").format(_(request.answer, context="PRE Referral"))
		return Step(f"{said} {answered}", "green" if request.answer == COVERED else "orange")
	days = date_diff(getdate(), doc.redirect_asked_on)
	awaited = _("Its answer is awaited: {0}.").format(in_words(days))
	may = frappe.has_permission("PRE Referral", "write", doc) and "PRE Coordinator" in frappe.get_roles()
	color = "orange" if is_overdue(request, getdate(), delay()) else "blue"
	return Step(f"{said} {awaited}", color, button=ask(_("Note the Answer"), "note_answer") if may else None)
