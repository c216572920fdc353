"""Référents, their contracts and their children, read from the base for R5."""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.query_builder.functions import Max
from frappe.utils import getdate

from pre_module.rules.dates import Period
from pre_module.rules.referent import Contract

OPEN = ("Active", "Suspended")


def contracts_named(names: Iterable[str]) -> dict[str, Contract]:
	"""The contracts of these names, as the rules read them. A contract that ended keeps its period."""
	# Contracts hold no child's data; the rule sees them whoever saves.
	rows = frappe.get_all(
		"PRE Referent Contract",
		filters={"name": ("in", [n for n in names if n] or [""])},
		fields=[
			"name",
			"referent",
			"structure",
			"from_date",
			"to_date",
			"terminated_on",
			"status",
			"maximum_children",
		],
	)
	return {
		r.name: Contract(
			name=r.name,
			referent=r.referent,
			structure=r.structure,
			period=Period(getdate(r.from_date), getdate(r.terminated_on or r.to_date)),
			in_force=r.status in ("In Force", "Ended"),
			maximum_children=r.maximum_children or 0,
		)
		for r in rows
	}


def children_in_charge(contract: str, on: date, besides: str | None = None, *, lock: bool = False) -> int:
	"""How many children have their open parcours under a contract that day (R5), one parcours apart.

	besides: name of the parcours not to count. A child counts once. lock: keep the contract for this transaction
	and count what others have committed meanwhile, so that two people can't take the last place.
	"""
	if lock:
		# Locked, not told.
		frappe.db.get_value("PRE Referent Contract", contract, "name", for_update=True)
	row, parcours = frappe.qb.DocType("PRE Parcours Referent"), frappe.qb.DocType("PRE Parcours")
	# A count only, for the rule, whoever saves.
	query = (
		frappe.qb.from_(row)
		.join(parcours)
		.on(parcours.name == row.parent)
		.select(parcours.child)
		.where(row.parenttype == "PRE Parcours")
		.where(row.contract == contract)
		.where(row.from_date <= on)
		.where(row.to_date.isnull() | (row.to_date >= on))
		.where(parcours.status.isin(OPEN))
		.where(parcours.name != (besides or ""))
	)
	return len(set((query.for_update() if lock else query).run()))


def charges_under(contract: str, after: date) -> int:
	"""How many open parcours would still rest on a contract after a day."""
	row, parcours = frappe.qb.DocType("PRE Parcours Referent"), frappe.qb.DocType("PRE Parcours")
	# A count only, for the rule, whoever saves.
	found = (
		frappe.qb.from_(row)
		.join(parcours)
		.on(parcours.name == row.parent)
		.select(parcours.name)
		.distinct()
		.where(row.parenttype == "PRE Parcours")
		.where(row.contract == contract)
		.where(row.to_date.isnull() | (row.to_date > after))
		.where(parcours.status.isin(OPEN))
		.run()
	)
	return len(found)


def first_steps_under(contract: str) -> int:
	"""How many children take their first steps with the référent of a contract, whatever its term."""
	# A count only, for the rule, whoever saves.
	entrusted = frappe.get_all(
		"PRE Child", filters={"contract": contract, "status": ("!=", "Left")}, pluck="name"
	)
	return len(set(entrusted) - set(led_by_parcours(entrusted).run(pluck=True)))


def led_by_parcours(children: Iterable[str] | None = None):
	"""A statement of the file numbers of the children whose parcours names référents: the first steps are over for them.

	A parcours closed before it ever started says nothing, nor one that the child came back after
	(`rules.follow_up.first_steps_are_over`). children: only among these.
	"""
	row, parcours = frappe.qb.DocType("PRE Parcours Referent"), frappe.qb.DocType("PRE Parcours")
	referral = frappe.qb.DocType("PRE Referral")
	accepted = (
		# Days of decisions, to be compared below.
		frappe.qb.from_(referral)
		.select(referral.child, Max(referral.decided_on).as_("last"))
		.where(referral.status == "Accepted")
		.groupby(referral.child)
	).as_("accepted")
	answered = accepted.last.isnull() | (accepted.last <= parcours.closed_on)
	query = (
		# Numbers of files, for the rules and the register; who asks is the caller's to check.
		frappe.qb.from_(row)
		.join(parcours)
		.on(parcours.name == row.parent)
		.left_join(accepted)
		.on(accepted.child == parcours.child)
		.select(parcours.child)
		.where(row.parenttype == "PRE Parcours")
		.where((parcours.status != "Closed") | (parcours.started_on.notnull() & answered))
	)
	# File numbers, to be counted; the caller asked for the children with the reader's own rights.
	return query if children is None else query.where(parcours.child.isin(list(children) or [""]))
