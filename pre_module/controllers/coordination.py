"""Who coordinates a structure, read from its file."""

from datetime import date

import frappe
from frappe.utils import getdate

from pre_module.rules.dates import Period
from pre_module.rules.referent import PRE, Coordination


def coordinations_of(structure: str) -> list[Coordination]:
	"""Everyone's time as coordonnateur in a structure (R4)."""
	# Staff functions, no child's data; the rule needs them whoever saves.
	rows = frappe.get_all(
		"PRE Structure Coordinator",
		filters={"parent": structure, "parenttype": "PRE Structure"},
		fields=["user", "function", "from_date", "to_date"],
	)
	return [
		Coordination(r.user, r.function, Period(getdate(r.from_date), r.to_date and getdate(r.to_date)))
		for r in rows
	]


def coordinator_on(structure: str, day: date) -> str | None:
	"""The coordonnateur of the PRE in charge of a structure that day; the longest in office if several."""
	in_office = [c for c in coordinations_of(structure) if c.function == PRE and c.period.contains(day)]
	return min(in_office, key=lambda c: c.period.start).person if in_office else None
