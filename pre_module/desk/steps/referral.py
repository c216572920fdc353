"""A referral: received, examined, decided."""

import frappe
from frappe import _
from frappe.utils import date_diff, escape_html, formatdate, getdate

from pre_module.controllers.refusals import sentence
from pre_module.desk.step import Step, act, go_to, make
from pre_module.desk.steps import child as child_steps
from pre_module.desk.workflow import way_on
from pre_module.doctype.pre_referral.examination import check_decision


def step(doc) -> Step:
	"""The next step of a referral."""
	if doc.status == "Received":
		return _received(doc)
	if doc.status == "Under Review":
		return _under_review(doc)
	if doc.status == "Accepted":
		return _accepted(doc)
	said = {
		"Redirected": _("Redirected to {0} on {1}."),
		"Declined": _("Declined on {1}."),
		"Withdrawn": _("Withdrawn on {1}."),
	}[doc.status]
	return Step(said.format(escape_html(doc.redirected_to or ""), formatdate(doc.decided_on)))


def _received(doc) -> Step:
	days = date_diff(getdate(), doc.received_on)
	received = _("Received {0} day(s) ago.").format(days) if days else _("Received today.")
	action = way_on(doc, "Under Review")
	if not action:
		return Step(f"{received} {_('The coordonnateur will examine it.')}")
	return Step(
		f"{received} {_('Next: examine it.')}",
		"orange" if days > 15 else "blue",
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
