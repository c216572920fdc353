"""A référent's contract: drafted, signed by the collective, in force."""

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from pre_module.controllers.referents import children_in_charge
from pre_module.desk.step import Step, act, ask, print_it
from pre_module.desk.workflow import way_on


def step(doc) -> Step:
	"""The next step of a référent's contract."""
	if doc.status == "Draft":
		return _draft(doc)
	if doc.status == "To Sign":
		return _to_sign(doc)
	if doc.status == "Ended":
		return Step(_("Ended on {0}.").format(formatdate(doc.terminated_on or doc.to_date)))
	children = children_in_charge(doc.name, getdate())
	said = _("In force until {0}: {1} of {2} children at most.").format(
		formatdate(doc.to_date), children, doc.maximum_children
	)
	over = getdate(doc.to_date) < getdate()
	button = print_it(_("Print the Contract")) if frappe.has_permission(doc.doctype, "print", doc) else None
	return Step(said, "orange" if over else "green", button=button)


def _draft(doc) -> Step:
	missing = []
	if not doc.missions:
		missing.append(_("The contract states no mission."))
	if not doc.signatories:
		missing.append(_("The contract has no signatory."))
	action = way_on(doc, "To Sign")
	button = act(_(action), action) if action else None
	if missing:
		return Step(_("Missing before the contract can be signed:"), "orange", missing, button)
	return Step(_("The contract is complete. Next: have it signed."), "green", button=button)


def _to_sign(doc) -> Step:
	waiting = [s for s in doc.signatories if not s.signed_on]
	if waiting:
		return Step(
			_("{0} signature(s) of the collective are still awaited.").format(len(waiting)),
			button=ask(_("Note the Signatures"), "note_signatures")
			if frappe.has_permission(doc.doctype, "write", doc)
			else None,
		)
	action = way_on(doc, "In Force")
	return Step(
		_("Everyone has signed. Next: put the contract in force."),
		"green",
		button=act(_(action), action) if action else None,
	)
