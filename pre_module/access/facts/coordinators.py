"""A coordonnateur sees the children of the structures where he coordinates (design.md, section 4)."""

import frappe
from frappe.model.document import Document

from pre_module.access.register import settle
from pre_module.controllers.coordination import coordinations_of
from pre_module.rules.access import COORDINATOR, Grant, first_moment, last_moment
from pre_module.rules.referent import PRE


def settle_structure(structure: Document | str) -> None:
	"""Bring the register to the lines « coordinators » of a structure."""
	name = structure if isinstance(structure, str) else structure.name
	due = [
		Grant(
			user=c.person,
			child="",
			structure=name,
			ground=COORDINATOR,
			source_doctype="PRE Structure",
			source_name=name,
			start=first_moment(c.period.start),
			end=last_moment(c.period.end),
		)
		for c in coordinations_of(name)
		if c.function == PRE
	]
	settle(due, ground=COORDINATOR, source_doctype="PRE Structure", source_name=name)


def settle_for_user(user: str) -> None:
	"""The same for each structure that names an account."""
	# Staff functions, no child's data.
	for structure in frappe.get_all(
		"PRE Structure Coordinator",
		filters={"user": user, "parenttype": "PRE Structure"},
		pluck="parent",
		distinct=True,
	):
		settle_structure(structure)
