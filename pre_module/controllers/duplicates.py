"""Files and referrals that may be of one child, looked up by the stored keys; only those the person may see.

A coordonnateur is told of the files of the structures he coordinates. Nobody else learns anything, not even that
there is a file: a partner, a référent and a guest get an empty answer.
"""

from dataclasses import dataclass

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.access.scope import scope_of
from pre_module.controllers.refusals import sentence
from pre_module.rules.duplicates import Identity, dates_to_look_up, may_resemble, name_keys, resemblance

NAMES = {
	"PRE Child": ("first_name", "last_name"),
	"PRE Referral": ("child_first_name", "child_last_name"),
}
MORE = {
	"PRE Child": ("household",),
	"PRE Referral": ("child", "status", "received_on", "guardian_phone", "guardian_email", "family_address"),
}
MOST = 500  # looked up under one key; a town's most common name has fewer
KEYS = ("name_key", "main_name_key")


@dataclass(frozen=True)
class Proposal:
	"""A file or a referral that may be of the same child, and why, in the reader's language."""

	doctype: str
	name: str
	title: str
	birth_date: str
	reasons: list[str]


def set_keys(doc: Document) -> None:
	"""Store the keys under which a file or a referral is found again; at each save."""
	first, last = (doc.get(field) or "" for field in NAMES[doc.doctype])
	doc.name_key, doc.main_name_key = name_keys(first, last)


def proposals(doctype: str, one: Identity, structure: str | None, *, besides: set[str]) -> list[Proposal]:
	"""What may be of the same child among the documents of a DocType that the person coordinates, by name.

	structure: only there; None for all that one coordinates. besides: names left out.
	"""
	structures = _structures(structure)
	if not structures:
		return []
	rows = [row for row in _rows(doctype, one, structures) if row.name not in besides]
	homes = _homes(doctype, [row.name for row in rows if may_resemble(one, _identity(doctype, row, {}))])
	found = []
	for row in rows:
		if row.name in homes:
			reasons = resemblance(one, _identity(doctype, row, homes[row.name]))
			if reasons:
				found.append(_proposal(doctype, row, [sentence(reason) for reason in reasons]))
	return sorted(found, key=lambda p: (p.title, p.name))


def identity_of(doc: Document) -> Identity:
	"""What a file or a referral says of its child."""
	return _identity(doc.doctype, doc, _homes(doc.doctype, [doc.name]).get(doc.name, {}))


def _structures(structure: str | None) -> set[str]:
	coordinated = scope_of().coordinated if "PRE Coordinator" in frappe.get_roles() else set()
	if frappe.session.user == "Administrator":
		# Names of structures, for whom nothing is closed to.
		return {structure} if structure else set(frappe.get_all("PRE Structure", pluck="name"))
	return coordinated & {structure} if structure else coordinated


def _rows(doctype: str, one: Identity, structures: set[str]) -> list:
	"""Candidates by each key apart, each by its index; with the person's own rights."""
	every, main = name_keys(one.first_name, one.last_name)
	looked_up = [
		{"birth_date": ("in", dates_to_look_up(one.birth_date))},
		{"name_key": every},
		{"main_name_key": main},
	]
	if one.household and doctype == "PRE Child":
		looked_up.append({"household": one.household})
	found = {}
	for key in looked_up:
		for row in frappe.get_list(
			doctype,
			filters={**key, "structure": ("in", sorted(structures))},
			fields=["name", "birth_date", *NAMES[doctype], *MORE[doctype]],
			limit=MOST,
			order_by="name",
		):
			found[row.name] = row
	return list(found.values())


def _identity(doctype: str, row, home: dict) -> Identity:
	first, last = (row.get(field) or "" for field in NAMES[doctype])
	return Identity(
		first,
		last,
		getdate(row.birth_date),
		household=home.get("household") or row.get("household") or "",
		address=home.get("address") or row.get("family_address") or "",
		phones=frozenset(home.get("phones") or [row.get("guardian_phone") or ""]),
		emails=frozenset(home.get("emails") or [row.get("guardian_email") or ""]),
	)


def _homes(doctype: str, names: list[str]) -> dict[str, dict]:
	"""What the files say of the parents and of the home; a referral says it itself."""
	homes: dict[str, dict] = {name: {} for name in names if name}
	if doctype != "PRE Child" or not homes:
		return homes
	# Of files that the person was just allowed to read, to say why they may be of one child.
	for row in frappe.get_all(
		"PRE Child Guardian",
		filters={"parenttype": "PRE Child", "parent": ("in", list(homes))},
		fields=["parent", "phone", "email"],
	):
		home = homes[row.parent]
		home.setdefault("phones", set()).add(row.phone or "")
		home.setdefault("emails", set()).add(row.email or "")
	lived_in = frappe.get_all(
		"PRE Child", {"name": ("in", list(homes)), "household": ("is", "set")}, ["name", "household"]
	)
	addresses = dict(
		frappe.get_all(
			"PRE Household",
			{"name": ("in", [row.household for row in lived_in] or [""])},
			["name", "address"],
			as_list=True,
		)
	)
	for row in lived_in:
		homes[row.name].update(household=row.household, address=addresses.get(row.household))
	return homes


def _proposal(doctype: str, row, reasons: list[str]) -> Proposal:
	first, last = (row.get(field) or "" for field in NAMES[doctype])
	return Proposal(doctype, row.name, f"{first} {last}".strip(), str(row.birth_date), reasons)
