"""PRE Situation: one for each child's file that was there before."""

import frappe

from pre_module.access.situation.opening import make_situation


def execute() -> None:
	"""Make the situations that are missing; harmless when it is stopped and run again."""
	# The patch of an upgrade acts for nobody; a situation holds no name.
	with_one = set(frappe.get_all("PRE Situation", pluck="child"))
	for child in frappe.get_all("PRE Child", fields=["name", "structure"]):
		if child.name not in with_one:
			make_situation(child.name, child.structure)
