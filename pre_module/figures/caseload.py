"""F19: the children in the charge of each référent, by contract, plain and weighted, and brought to a full-time post.

No permission hook applies here: counts beside the names of staff, for those who organise the work; a référent asks for his own line only.
"""

from datetime import date
from typing import Any

import frappe
from frappe.query_builder.functions import Coalesce, Count
from frappe.utils import flt, getdate

from pre_module.figures.filters import chosen_structures, text
from pre_module.figures.population import OPEN, count_if
from pre_module.figures.workload import weights_of, work_of
from pre_module.rules.workload import Work, per_full_time, weighted_load, weights_on

PREPARED = ("Draft", "Proposed", "Approved")


def caseload(values: dict[str, Any], only_referent: str | None = None) -> list[dict[str, Any]]:
	"""One line per contract in force on the day (today without): children in charge, room left, late reviews.

	R5: and one, without room nor post, per contract not ended whose term has passed with children left under it.

	values: filters structure, referent, on_date. only_referent: the account whose lines alone may be read.
	Statuses, reviews and work are those of today, whatever the day; the weights are those of the day.
	"""
	on = getdate(text(values, "on_date")) if text(values, "on_date") else getdate()
	structures = chosen_structures(values, by_child=bool(only_referent))
	lines = _contracts(structures, only_referent or text(values, "referent"), on)
	names = [line["contract"] for line in lines]
	counts = _in_charge(names, on)
	work, weights = work_of(names, counts, on), weights_of(structures)
	lines = [line for line in lines if not _is_over(line, on) or _has_children(line, counts, work)]
	for line in lines:
		if _is_over(line, on):
			line["maximum_children"], line["full_time_equivalent"] = 0, 0
		line.update(counts.get(line["contract"], dict.fromkeys(EMPTY, 0)))
		line["room_left"] = line["maximum_children"] - line["children"] if line["maximum_children"] else None
		line["full_time_equivalent"] = flt(line["full_time_equivalent"], 2)
		in_use = weights_on(weights[line["structure"]], on)
		line["weighted_load"] = weighted_load(work[line["contract"]], in_use)
		line["children_per_post"] = per_full_time(line["children"], line["full_time_equivalent"])
		line["load_per_post"] = per_full_time(line["weighted_load"], line["full_time_equivalent"])
	return lines


EMPTY = ("children", "active", "suspended", "being_prepared", "late_reviews")


def _contracts(structures: tuple[str, ...], referent: str | None, on: date) -> list[dict[str, Any]]:
	"""The contracts that bind that day, and those whose term has passed. Contracts hold no child's data; the caller chose whose lines are read."""
	contract = frappe.qb.DocType("PRE Referent Contract")
	query = (
		frappe.qb.from_(contract)
		.select(
			contract.referent,
			contract.referent_name,
			contract.structure,
			contract.name.as_("contract"),
			contract.to_date,
			contract.status,
			contract.maximum_children,
			contract.full_time_equivalent,
		)
		.where(contract.structure.isin(structures or ("",)))
		.where(contract.status.isin(("In Force", "Ended")))
		.where(contract.from_date <= on)
		.where((Coalesce(contract.terminated_on, contract.to_date) >= on) | (contract.status == "In Force"))
		.orderby(contract.structure, contract.referent_name, contract.name)
	)
	if referent:
		query = query.where(contract.referent == referent)
	return query.run(as_dict=True)


def _is_over(line: dict[str, Any], on: date) -> bool:
	return line["status"] == "In Force" and getdate(line["to_date"]) < on


def _has_children(line: dict[str, Any], counts: dict[str, dict[str, int]], work: dict[str, Work]) -> bool:
	of = counts.get(line["contract"], {})
	return bool(of.get("children") or of.get("being_prepared") or work[line["contract"]].first_steps)


def _in_charge(contracts: list[str], on: date) -> dict[str, dict[str, int]]:
	"""Per contract: children of the parcours open that day, parcours by status today, reviews late today."""
	row, parcours = frappe.qb.DocType("PRE Parcours Referent"), frappe.qb.DocType("PRE Parcours")
	lines = (
		frappe.qb.from_(row)
		.join(parcours)
		.on(parcours.name == row.parent)
		.where(row.parenttype == "PRE Parcours")
		.where(row.contract.isin(contracts or [""]))
		.where(row.from_date <= on)
		.where(row.to_date.isnull() | (row.to_date >= on))
		.groupby(row.contract)
	)
	is_open = (
		parcours.started_on.notnull()
		& (parcours.started_on <= on)
		& (Coalesce(parcours.closed_on, OPEN) > on)
	)
	is_late = (parcours.status == "Active") & (parcours.next_review_on < getdate())
	opened = lines.where(is_open).select(
		row.contract,
		Count(parcours.child).distinct().as_("children"),
		count_if(parcours.status == "Active", "active"),
		count_if(parcours.status == "Suspended", "suspended"),
		count_if(is_late, "late_reviews"),
	)
	counts = {r.pop("contract"): {**dict.fromkeys(EMPTY, 0), **r} for r in opened.run(as_dict=True)}
	prepared = lines.where(parcours.status.isin(PREPARED)).select(row.contract, Count(parcours.name))
	for contract, number in prepared.run():
		counts.setdefault(contract, dict.fromkeys(EMPTY, 0))["being_prepared"] = number
	return {c: {key: int(value or 0) for key, value in r.items()} for c, r in counts.items()}
