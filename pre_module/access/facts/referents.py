"""A référent sees the children he is in charge of, under a contract in force (R5)."""

from collections.abc import Iterable

import frappe
from frappe.utils import getdate

from pre_module.access.register import settle
from pre_module.controllers.follow_up import first_steps_are_over
from pre_module.controllers.referents import contracts_named
from pre_module.rules.access import REFERENT, Grant, first_moment, last_moment
from pre_module.rules.dates import Period
from pre_module.rules.referent import Charge, Contract, charges_opened


def settle_child(child: str) -> None:
	"""Bring the register to the charges of a child's parcours, and to the référent of its first steps."""
	# The facts that decide the permission, whoever saves them; nothing of them is returned.
	file = frappe.db.get_value("PRE Child", child, ["structure", "contract", "status"], as_dict=True)
	if not file:
		return
	charges, first_steps = _charges(child), None
	if file.contract and file.status != "Left" and not first_steps_are_over(child):
		first_steps = file.contract
	contracts = contracts_named([c.contract for c in charges] + [first_steps])
	if first_steps in contracts:
		contract = contracts[first_steps]
		charges.append(Charge(contract.referent, contract.name, contract.period))
	due = [
		_grant(child, contract, period)
		for contract, period in charges_opened(charges, contracts.values(), file.structure)
	]
	settle(due, child=child, ground=REFERENT)


def settle_contract(contract: str) -> None:
	"""The same for every child under a contract."""
	for child in _children_under([contract]):
		settle_child(child)


def settle_for_user(user: str) -> None:
	"""The same for every child under a contract of an account."""
	# The account's own contracts, to write the register.
	contracts = frappe.get_all("PRE Referent Contract", filters={"referent": user}, pluck="name")
	for child in _children_under(contracts):
		settle_child(child)


def _grant(child: str, contract: Contract, period: Period) -> Grant:
	return Grant(
		user=contract.referent,
		child=child,
		structure=contract.structure,
		ground=REFERENT,
		source_doctype="PRE Referent Contract",
		source_name=contract.name,
		start=first_moment(period.start),
		end=last_moment(period.end),
	)


def _charges(child: str) -> list[Charge]:
	"""The lines « référents » of a child's parcours."""
	# The facts that decide the permission, whoever saves them; nothing of them is returned.
	parcours = frappe.get_all("PRE Parcours", filters={"child": child}, pluck="name")
	lines = frappe.get_all(
		"PRE Parcours Referent",
		filters={"parenttype": "PRE Parcours", "parent": ("in", parcours or [""])},
		fields=["referent", "contract", "from_date", "to_date"],
	)
	return [
		Charge(r.referent, r.contract, Period(getdate(r.from_date), r.to_date and getdate(r.to_date)))
		for r in lines
		if r.referent and r.contract and r.from_date
	]


def _children_under(contracts: Iterable[str]) -> list[str]:
	names = list(contracts)
	if not names:
		return []  # Frappe would take an empty name for « without contract »
	# File numbers, to write the register.
	row, parcours = frappe.qb.DocType("PRE Parcours Referent"), frappe.qb.DocType("PRE Parcours")
	found = (
		frappe.qb.from_(row)
		.join(parcours)
		.on(parcours.name == row.parent)
		.select(parcours.child)
		.distinct()
		.where(row.parenttype == "PRE Parcours")
		.where(row.contract.isin(names))
		.run()
	)
	first = frappe.get_all("PRE Child", filters={"contract": ("in", names)}, pluck="name")
	return sorted({child for (child,) in found} | set(first))
