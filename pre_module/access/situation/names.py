"""The names that a child's file knows, to be hidden from who may not know whose file it is (R10).

Read past permissions, whoever reads the situation: none is returned but as words to look for.
"""

import frappe

from pre_module.rules.anonymous import name_parts


def names_of_people(child: str) -> frozenset[str]:
	"""The words of the names of the child, its family, and whoever referred it or was heard."""
	file = frappe.db.get_value("PRE Child", child, ["first_name", "last_name"]) or ()
	referrals = frappe.get_all(
		"PRE Referral",
		filters={"child": child},
		fields=["child_first_name", "child_last_name", "guardian_name", "referrer_name"],
	)
	return name_parts(
		name
		for name in (
			*file,
			*(n for r in referrals for n in r.values()),
			*_guardians(child),
			*_siblings(child),
			*_heard(child),
		)
		if name
	)


def names_of_schools(child: str) -> frozenset[str]:
	"""The words of the names of the schools where the child goes or went."""
	schools = frappe.get_all(
		"PRE Child Schooling", filters={"parent": child, "parenttype": "PRE Child"}, pluck="school"
	)
	schools += frappe.get_all(
		"PRE Referral", filters={"child": child, "school": ("is", "set")}, pluck="school"
	)
	found = frappe.get_all("PRE School", filters={"name": ("in", schools or [""])}, pluck="school_name")
	return name_parts([n for n in found if n], of_schools=True)


def names_of_siblings(child: str) -> frozenset[str]:
	"""The words of the first names of brothers and sisters, that are not the child's own: nobody agreed for them."""
	own = frappe.db.get_value("PRE Child", child, ["first_name", "last_name"]) or ()
	return name_parts(n for n in _siblings(child) if n) - name_parts(n for n in own if n)


def _guardians(child: str) -> list[str]:
	rows = frappe.get_all(
		"PRE Child Guardian",
		filters={"parent": child, "parenttype": "PRE Child"},
		fields=["first_name", "last_name"],
	)
	return [name for r in rows for name in r.values()]


def _siblings(child: str) -> list[str]:
	siblings = frappe.get_all(
		"PRE Child Sibling", filters={"parent": child, "parenttype": "PRE Child"}, pluck="sibling"
	)
	rows = frappe.get_all(
		"PRE Child", filters={"name": ("in", siblings or [""])}, fields=["first_name", "last_name"]
	)
	return [name for r in rows for name in r.values()]


def _heard(child: str) -> list[str]:
	diagnostics = frappe.get_all("PRE Diagnostic", filters={"child": child}, pluck="name")
	return frappe.get_all(
		"PRE Diagnostic View",
		filters={"parent": ("in", diagnostics or [""]), "parenttype": "PRE Diagnostic"},
		pluck="person",
	)
