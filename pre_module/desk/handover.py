"""A référent's leave: what the dialog of a contract asks, and does for all the children together (R5).

For the coordonnateur of the contract's structure alone, who names the référents.
"""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.scope import scope_of
from pre_module.controllers.referents import children_in_charge, led_by_parcours
from pre_module.doctype.pre_handover import together


@frappe.whitelist()
def preview(
	from_contract: str, to_contract: str | None = None, from_date: str | None = None
) -> dict[str, int | None]:
	"""How many children would be handed over, how many the other contract has room for, how many are met for now.

	first_steps: children whose référent of the first steps is changed in their file.
	"""
	giver = _contract(from_contract)
	day = from_date or str(getdate())
	children = {child for _parcours, child in together.in_charge_on(giver.name, day)}
	entrusted = frappe.get_list(
		"PRE Child",
		filters={"contract": giver.name, "status": ("!=", "Left")},
		pluck="name",
		limit_page_length=0,
	)
	led = led_by_parcours(entrusted).run(pluck=True)
	room = None
	if to_contract:
		taker = _contract(to_contract)
		if taker.maximum_children:
			room = max(0, taker.maximum_children - children_in_charge(taker.name, getdate(day)))
	return {"children": len(children), "room": room, "first_steps": len(set(entrusted) - set(led))}


@frappe.whitelist(methods=["POST"])
def hand_over_all(
	from_contract: str, to_contract: str, from_date: str, reason: str, to_date: str | None = None
) -> dict[str, str | bool | int]:
	"""Hand over every child that a contract has in charge that day, to another contract, for good or for a leave."""
	giver, taker = _contract(from_contract), _contract(to_contract)
	batch = together.plan(giver, taker.name, from_date, to_date or None, reason)
	done = together.start(batch)
	return {"batch": batch, "done": done, **progress(batch)}


@frappe.whitelist(methods=["POST"])
def go_on(batch: str) -> dict[str, str | bool | int]:
	"""Start again what a stopped run left, and what the rules refused then."""
	structures = frappe.get_list("PRE Handover", filters={"batch": batch}, pluck="structure", distinct=True)
	for structure in structures:
		_check_coordinates(structure)
	return {"batch": batch, "done": together.start(batch), **progress(batch)}


@frappe.whitelist()
def progress(batch: str) -> dict[str, int]:
	"""How many handovers of a batch are planned, done, refused: of those the reader may see."""
	statuses = frappe.get_list("PRE Handover", filters={"batch": batch}, pluck="status", limit_page_length=0)
	counts = Counter(statuses)
	return {
		"planned": counts["Planned"],
		"written": counts["Done"],
		"refused": counts["Refused"],
		"total": len(statuses),
	}


def _contract(name: str):
	contract = frappe.get_doc("PRE Referent Contract", name)
	contract.check_permission("read")
	_check_coordinates(contract.structure)
	return contract


def _check_coordinates(structure: str) -> None:
	if structure not in scope_of().coordinated and frappe.session.user != "Administrator":
		frappe.throw(_("The coordonnateur names the référent of a parcours."), frappe.PermissionError)
