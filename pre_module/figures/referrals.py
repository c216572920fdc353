"""F04, F09 and F11: the referrals received in a school year.

Counts only, never a name: no permission hook applies, the structures are those the reader may see (`filters.py`).
"""

from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.query_builder.functions import Count
from frappe.utils import getdate

from pre_module.figures.filters import Filters
from pre_module.figures.partition import Partition
from pre_module.figures.population import children_of_referent

DECIDED = ("Accepted", "Redirected", "Declined", "Withdrawn")


def identified(f: Filters) -> Partition:
	"""F04: children identified, and those of them taken in charge."""
	referral = frappe.qb.DocType("PRE Referral")
	who = Case().when((referral.child != "") & referral.child.notnull(), referral.child).else_(referral.name)
	total, taken = (
		_received(referral, f)
		.select(
			Count(who).distinct(),
			Count(Case().when(referral.status == "Accepted", who)).distinct(),
		)
		.run()[0]
	)
	return Partition.of(
		"F04",
		_("Taken in charge or not"),
		{_("Taken in charge"): taken, _("Not taken in charge"): total - taken},
	)


def by_origin(f: Filters) -> Partition:
	"""F09: origin."""
	counts = _group(f, "origin")
	options = frappe.get_meta("PRE Referral").get_field("origin").options.split("\n")
	cells = {_(origin): counts.get(origin, 0) for origin in options}
	return Partition.of("F09", _("Origin"), cells)


def by_partner(f: Filters) -> Partition:
	"""F09: partner, the busiest first. Partners are institutions; only those who may see the children read it."""
	counts = _group(f, "partner")
	named = sorted(((p, n) for p, n in counts.items() if p), key=lambda pair: (-pair[1], pair[0]))
	cells = dict(named)
	if counts.get(""):
		cells[_("No partner named")] = counts[""]
	return Partition.of("F09", _("Partner"), cells)


def by_decision(f: Filters) -> Partition:
	"""F11: decision as it stands today, with the median delay in days."""
	counts = _group(f, "status")
	cells = {_(status, context="PRE Referral"): counts.pop(status, 0) for status in DECIDED}
	cells[_("Not decided yet")] = sum(counts.values())
	return Partition.of("F11", _("Decision"), cells, median_days=median(_delays(f)))


def median(counted: Iterable[tuple[int, int]]) -> float | None:
	"""Median of values given with how often each occurs; None without any."""
	pairs = sorted(counted)
	size = sum(times for _value, times in pairs)
	if not size:
		return None
	middle = [_nth(pairs, rank) for rank in ((size - 1) // 2, size // 2)]
	return sum(middle) / 2


def _nth(pairs: list[tuple[int, int]], rank: int) -> int:
	for value, times in pairs:
		if rank < times:
			return value
		rank -= times
	raise IndexError(rank)


def _delays(f: Filters) -> list[tuple[int, int]]:
	"""Days from reception to decision, with how many referrals took so long: as many rows as pairs of days."""
	referral = frappe.qb.DocType("PRE Referral")
	rows = (
		_received(referral, f)
		.select(referral.received_on, referral.decided_on, Count(referral.name))
		.where(referral.status.isin(DECIDED))
		.where(referral.decided_on.notnull())
		.groupby(referral.received_on, referral.decided_on)
		.run()
	)
	return [((getdate(decided) - getdate(received)).days, times) for received, decided, times in rows]


def _group(f: Filters, field: str) -> dict[str, int]:
	referral = frappe.qb.DocType("PRE Referral")
	rows = _received(referral, f).select(referral[field], Count(referral.name)).groupby(referral[field]).run()
	counts: dict[str, int] = {}
	for value, count in rows:
		counts[value or ""] = counts.get(value or "", 0) + count
	return counts


def _received(referral, f: Filters) -> Any:
	query = (
		frappe.qb.from_(referral)
		.where(f.narrows(referral.structure))
		.where(referral.received_on >= f.year.start)
		.where(referral.received_on <= f.year.end)
	)
	if f.territory:
		query = query.where(referral.territory == f.territory)
	if f.referent:
		query = query.where(referral.child.isin(children_of_referent(f)))
	return query
