"""Who finds the app on the screen of apps."""

import frappe

PREFIX = "PRE "


def has_permission() -> bool:
	"""Whoever has a role of the programme, or administers the site."""
	roles = frappe.get_roles()
	return "System Manager" in roles or any(role.startswith(PREFIX) for role in roles)
