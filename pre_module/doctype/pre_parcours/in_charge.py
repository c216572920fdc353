"""Who is in charge of a parcours, over time (R5)."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate

from pre_module.controllers.coordination import coordinations_of
from pre_module.controllers.referents import children_in_charge, contracts_named
from pre_module.controllers.refusals import refuse
from pre_module.rules.dates import Period
from pre_module.rules.referent import (
	Charge,
	Contract,
	charge_on,
	check_capacity,
	check_charges,
	check_contract_on,
	check_not_coordinator,
	check_one_in_charge,
)

UNDER_WAY = ("Active", "Suspended")


def charges(parcours) -> list[Charge]:
	"""The lines « référent over time » of a PRE Parcours as the rules read them."""
	return [
		Charge(
			row.referent,
			row.contract,
			Period(getdate(row.from_date), getdate(row.to_date) if row.to_date else None),
		)
		for row in parcours.referents
		if row.referent and row.from_date
	]


def referent_on(parcours, day: date) -> str | None:
	"""The référent in charge that day, None when nobody is."""
	charge = charge_on(charges(parcours), day)
	return charge.referent if charge else None


def contract_over(parcours, day: date) -> Contract | None:
	"""R5: the contract of who is in charge that day, when its term has passed: nobody acts under it any more."""
	charge = charge_on(charges(parcours), day)
	contract = contracts_named([charge.contract]).get(charge.contract) if charge else None
	return contract if contract and contract.period.end < day else None


def set_referent_today(parcours) -> None:
	"""Who is in charge today, and the name people know that person by."""
	parcours.referent = referent_on(parcours, getdate())
	parcours.referent_name = get_fullname(parcours.referent) if parcours.referent else None


def check(parcours) -> None:
	"""R4, R5 on each save: lines under contracts in force, one référent at any date once under way."""
	lines = charges(parcours)
	contracts = contracts_named(c.contract for c in lines)
	for contract in contracts.values():
		if contract.structure != parcours.structure:
			frappe.throw(_("The contract {0} is one of another structure.").format(contract.name))
	coordinations = coordinations_of(parcours.structure)
	for line in lines:
		refuse(check_not_coordinator(line.referent, line.period, coordinations))
	if parcours.status in UNDER_WAY:
		refuse(check_one_in_charge(lines, contracts, Period(getdate(parcours.started_on))))
	else:
		refuse(check_charges(lines, contracts))
	if parcours.enters("Active"):
		refuse(check_contract_on(lines, contracts, getdate()))
	_check_capacity(parcours, lines, contracts)


def close(parcours, day: date) -> None:
	"""End the charges that are open when the parcours closes; one not begun yet goes."""
	for row in list(parcours.referents):
		if getdate(row.from_date) > day:
			parcours.remove(row)
		elif not row.to_date or getdate(row.to_date) > day:
			row.to_date = day


def _check_capacity(parcours, lines, contracts) -> None:
	"""The contract's maximum, when this save gives its référent one more child."""
	if parcours.status not in UNDER_WAY:
		return
	before = parcours.get_doc_before_save()
	was = {c.contract for c in charges(before)} if before and before.status in UNDER_WAY else set()
	for line in lines:
		if line.contract in was or (line.period.end and line.period.end < getdate()):
			continue
		day = max(line.period.start, getdate())
		count = children_in_charge(line.contract, day, besides=parcours.name, lock=True) + 1
		refuse(check_capacity(contracts[line.contract], count))
