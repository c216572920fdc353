"""What the forms of a referral and of a child's file show at once: files that may be of the same child.

Proposed, never merged: a person looks and decides. Empty for whoever does not coordinate the structure.
"""

from dataclasses import asdict

import frappe
from frappe.utils import getdate

from pre_module.controllers.duplicates import identity_of, proposals
from pre_module.rules.duplicates import Identity


@frappe.whitelist()
def of_referral(name: str) -> dict[str, list[dict]]:
	"""{"children", "referrals"} that may be of the child of a referral; without the file it is linked to already."""
	referral = frappe.get_doc("PRE Referral", name)
	referral.check_permission("read")
	one = identity_of(referral)
	known = {referral.child} if referral.child else set()
	children = proposals("PRE Child", one, referral.structure, besides=known)
	others = proposals("PRE Referral", one, referral.structure, besides={name, *_linked(known)})
	return {"children": [asdict(p) for p in children], "referrals": [asdict(p) for p in others]}


@frappe.whitelist()
def of_child(name: str) -> list[dict]:
	"""The other files that may be of a child who has one; in all the structures one coordinates."""
	child = frappe.get_doc("PRE Child", name)
	child.check_permission("read")
	return [asdict(p) for p in proposals("PRE Child", identity_of(child), None, besides={name})]


@frappe.whitelist()
def of_identity(
	first_name: str,
	last_name: str,
	birth_date: str,
	structure: str,
	household: str | None = None,
	phone: str | None = None,
) -> list[dict]:
	"""The files that may be of a child whose file is being made."""
	one = Identity(
		first_name,
		last_name,
		getdate(birth_date),
		household=household or "",
		phones=frozenset({phone or ""}),
	)
	return [asdict(p) for p in proposals("PRE Child", one, structure, besides=set())]


def _linked(children: set[str]) -> list[str]:
	"""The referrals of a known file: they are on it already, and no news. Names, to leave them out."""
	# Frappe would take an empty name for « without a file ».
	return (
		frappe.get_list("PRE Referral", {"child": ("in", list(children))}, pluck="name") if children else []
	)
