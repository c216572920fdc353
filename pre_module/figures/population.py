"""F01's children as one query, to be counted in the database whatever their number.

No permission hook applies here: what comes out are counts, never a name, and the structures are those the reader
may see (`filters.py`).
"""

from dataclasses import dataclass
from typing import Any

import frappe
from frappe.query_builder import Case
from frappe.query_builder.functions import Coalesce, Max, Min, Sum

from pre_module.figures.filters import Filters

OPEN = "9999-12-31"  # closing day of what is open, later than any date


@dataclass(frozen=True)
class Followed:
	"""The query of the children followed, and its parts to build conditions with.

	entries: first and last accepted referral of each child by the end of the year. runs: first start, last end and
	last closing in the year of its parcours. has_left: as `rules.follow_up` says it of today, by the end of the year.
	"""

	query: Any
	child: Any
	is_new: Any
	has_left: Any
	has_parcours: Any


def followed(f: Filters) -> Followed:
	"""F01: at least one referral accepted in the year, or a parcours running in it."""
	child = frappe.qb.DocType("PRE Child")
	entries, runs = _entries(f), _runs(f)
	start, end = f.year.start, f.year.end
	query = (
		frappe.qb.from_(child)
		.left_join(entries)
		.on(entries.child == child.name)
		.left_join(runs)
		.on(runs.child == child.name)
		.where((entries.last_accepted >= start) | (runs.reach >= start))
	)
	if f.territory:
		query = query.where(child.territory == f.territory)
	if f.referent:
		query = query.where(child.name.isin(children_of_referent(f)))
	return Followed(
		query=query,
		child=child,
		is_new=(entries.first_accepted.isnull() | (entries.first_accepted >= start))
		& (runs.first_start.isnull() | (runs.first_start >= start)),
		has_left=runs.last_closing.notnull()
		& (runs.reach <= end)
		& (entries.last_accepted.isnull() | (entries.last_accepted <= runs.last_closing)),
		has_parcours=runs.reach.notnull() & (runs.reach >= start),
	)


def running(parcours, f: Filters):
	"""The condition that a parcours runs in the year: started by its last day, not closed before its first."""
	return (
		parcours.started_on.notnull()
		& (parcours.started_on <= f.year.end)
		& (Coalesce(parcours.closed_on, OPEN) >= f.year.start)
	)


def children_of_referent(f: Filters):
	"""The children whose parcours was in the charge of the filter's référent on some day of the year."""
	row, parcours = frappe.qb.DocType("PRE Parcours Referent"), frappe.qb.DocType("PRE Parcours")
	return (
		frappe.qb.from_(row)
		.join(parcours)
		.on(parcours.name == row.parent)
		.select(parcours.child)
		.where(row.parenttype == "PRE Parcours")
		.where(row.referent == f.referent)
		.where(row.from_date <= f.year.end)
		.where(row.to_date.isnull() | (row.to_date >= f.year.start))
	)


def count_if(condition, alias: str):
	"""How many rows of a query meet a condition."""
	return Sum(Case().when(condition, 1).else_(0)).as_(alias)


def _entries(f: Filters):
	referral = frappe.qb.DocType("PRE Referral")
	return (
		frappe.qb.from_(referral)
		.select(
			referral.child,
			Min(referral.decided_on).as_("first_accepted"),
			Max(referral.decided_on).as_("last_accepted"),
		)
		.where(f.narrows(referral.structure))
		.where(referral.status == "Accepted")
		.where(referral.decided_on <= f.year.end)
		.groupby(referral.child)
	).as_("entries")


def _runs(f: Filters):
	parcours = frappe.qb.DocType("PRE Parcours")
	closed_in_year = (parcours.closed_on >= f.year.start) & (parcours.closed_on <= f.year.end)
	return (
		frappe.qb.from_(parcours)
		.select(
			parcours.child,
			Min(parcours.started_on).as_("first_start"),
			Max(Coalesce(parcours.closed_on, OPEN)).as_("reach"),
			Max(Case().when(closed_in_year, parcours.closed_on)).as_("last_closing"),
		)
		.where(f.narrows(parcours.structure))
		.where(parcours.started_on.notnull())
		.where(parcours.started_on <= f.year.end)
		.groupby(parcours.child)
	).as_("runs")
