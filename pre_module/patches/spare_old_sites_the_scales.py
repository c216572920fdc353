"""Scales of objectives: a site that has parcours already asks for them when its people are ready."""

import frappe


def execute() -> None:
	"""The setting stays off where families are being given documents without a scale; the administrator turns it on."""
	# A parameter of the app; whether there are parcours, nothing of them.
	stored = frappe.db.get_singles_dict("PRE Settings")
	if "require_goal_scales" not in stored and frappe.db.count("PRE Parcours"):
		frappe.db.set_single_value("PRE Settings", "require_goal_scales", 0)
