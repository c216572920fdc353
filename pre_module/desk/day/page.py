"""The page of the day in one answer: of the person who asks, with that person's own rights."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.desk.day import SECTIONS
from pre_module.desk.day.day import Day
from pre_module.desk.day.first import first
from pre_module.desk.day.load import load

REFERENT, COORDINATOR = "PRE Referent", "PRE Coordinator"


@frappe.whitelist()
def show() -> dict[str, Any]:
	"""Sections with their lines, the one thing to do first, what was noted today.

	Raises frappe.PermissionError for who is neither référent nor coordonnateur.
	"""
	roles = set(frappe.get_roles())
	if not roles & {REFERENT, COORDINATOR}:
		raise frappe.PermissionError(_("This page is for référents."))
	day = Day(frappe.session.user, getdate())
	found = {section.KEY: section.rows(day) for section in SECTIONS} if REFERENT in roles else {}
	return {
		"today": day.today,
		"is_referent": REFERENT in roles,
		"sentence": _nobody(roles) if not (found and day.children) else "",
		"first": first(day, found) if found else None,
		"noted_today": _noted_today(day),
		"sections": [
			{
				"key": section.KEY,
				"label": section.label(),
				"empty": section.empty(),
				"rows": [row.shown() for row in found[section.KEY]],
			}
			for section in SECTIONS
			if section.KEY in found
		],
		"load": load() if COORDINATOR in roles else [],
	}


def _nobody(roles: set[str]) -> str:
	if REFERENT not in roles:
		return _(
			"This page is the référents': it shows the children in their charge. You have none in yours, since the "
			"coordonnateur is never référent (R4). Below, the load of your référents."
		)
	return _(
		"No child is in your charge today. The coordonnateur entrusts them to you, under a contract in force and once "
		"you have accepted the charter."
	)


def _noted_today(day: Day) -> int:
	# A count of what the person wrote.
	return frappe.db.count("PRE Family Contact", {"author": day.user, "contact_date": day.today})
