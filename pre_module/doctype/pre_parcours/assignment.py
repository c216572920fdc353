"""Who names the référent of a parcours: the coordonnateur. A référent's line opens a child's file to him (R5)."""

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.scope import scope_of


def check(parcours) -> None:
	"""Refuse lines « référents » changed by anybody else; a référent may put himself on a draft he writes.

	Raises frappe.PermissionError.
	"""
	before = parcours.get_doc_before_save()
	was, now = _lines(before), _lines(parcours)
	if was == now or may_name(parcours):
		return
	own = {line for line in now - was if line[0] == frappe.session.user}
	if not (parcours.status == "Draft" and was <= now and now - was == own):
		frappe.throw(_("The coordonnateur names the référent of a parcours."), frappe.PermissionError)


def may_name(parcours) -> bool:
	"""Whether whoever asks names the référents of a parcours."""
	user = frappe.session.user
	return (
		user == "Administrator"
		or parcours.flags.ignore_permissions
		or parcours.structure in scope_of().coordinated
	)


def _lines(parcours) -> set[tuple]:
	if not parcours:
		return set()
	return {
		(r.referent, r.contract, r.from_date and getdate(r.from_date), r.to_date and getdate(r.to_date))
		for r in parcours.referents
	}
