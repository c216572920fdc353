"""F19: the work under each contract, kind by kind, and what each kind weighs. Counts alone, no child in them (P6)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import getdate

from pre_module.controllers.referents import led_by_parcours
from pre_module.figures.population import count_if
from pre_module.rules.workload import KINDS, Weights, Work

INDIVIDUAL, COLLECTIVE = "Individual", "Collective"


def work_of(contracts: Sequence[str], counts: dict[str, dict[str, int]], on: date) -> dict[str, Work]:
	"""The work under each contract on a day. counts: parcours by status, as `caseload` has them."""
	first, actions, objectives = _first_steps(contracts), _actions(contracts, on), _objectives(contracts, on)
	found = {}
	for contract in contracts:
		of = counts.get(contract, {})
		individual, collective = actions.get(contract, (0, 0))
		found[contract] = Work(
			first_steps=first.get(contract, 0),
			preparing=of.get("being_prepared", 0),
			active=of.get("active", 0),
			suspended=of.get("suspended", 0),
			individual_action=individual,
			collective_action=collective,
			objective=objectives.get(contract, 0),
		)
	return found


def weights_of(structures: Sequence[str]) -> dict[str, list[Weights]]:
	"""The weights that each structure has set over time."""
	found: dict[str, list[Weights]] = defaultdict(list)
	# Weights of kinds of work, no personal data.
	for row in frappe.get_all(
		"PRE Workload Weights",
		filters={"structure": ("in", structures or [""])},
		fields=["structure", "from_date", *KINDS],
	):
		values = {f.name: row[f.name] or 0 for f in fields(Weights) if f.name != "from_date"}
		found[row.structure].append(Weights(from_date=getdate(row.from_date), **values))
	return found


# The three below count what the caller may read the counts of; no line of a child is returned.


def _first_steps(contracts: Sequence[str]) -> dict[str, int]:
	"""Children whose file names the contract, as long as no parcours names its référents."""
	child = frappe.qb.DocType("PRE Child")
	rows = (
		frappe.qb.from_(child)
		.select(child.contract, Count(child.name))
		.where(child.contract.isin(list(contracts) or [""]))
		.where(child.status != "Left")
		.where(child.name.notin(led_by_parcours()))
		.groupby(child.contract)
		.run()
	)
	return dict(rows)


def _actions(contracts: Sequence[str], on: date) -> dict[str, tuple[int, int]]:
	"""Individual and collective actions, under way that day, of the active parcours in charge."""
	line = frappe.qb.DocType("PRE Parcours Action")
	query, row = _active_lines(contracts, on, line)
	rows = (
		query.where(line.from_date.isnull() | (line.from_date <= on))
		.where(line.to_date.isnull() | (line.to_date >= on))
		.select(
			row.contract,
			count_if(line.mode == INDIVIDUAL, "individual"),
			count_if(line.mode == COLLECTIVE, "collective"),
		)
		.run()
	)
	return {contract: (int(one or 0), int(group or 0)) for contract, one, group in rows}


def _objectives(contracts: Sequence[str], on: date) -> dict[str, int]:
	line = frappe.qb.DocType("PRE Parcours Objective")
	query, row = _active_lines(contracts, on, line)
	return dict(query.select(row.contract, Count(line.name)).run())


def _active_lines(contracts: Sequence[str], on: date, line):
	"""The lines of a table of the active parcours that each contract has in charge that day, by contract."""
	row, parcours = frappe.qb.DocType("PRE Parcours Referent"), frappe.qb.DocType("PRE Parcours")
	query = (
		frappe.qb.from_(row)
		.join(parcours)
		.on(parcours.name == row.parent)
		.join(line)
		.on((line.parent == parcours.name) & (line.parenttype == "PRE Parcours"))
		.where(row.parenttype == "PRE Parcours")
		.where(row.contract.isin(list(contracts) or [""]))
		.where(row.from_date <= on)
		.where(row.to_date.isnull() | (row.to_date >= on))
		.where(parcours.status == "Active")
		.groupby(row.contract)
	)
	return query, row
