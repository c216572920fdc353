"""F27, the relation with the families: contacts and satisfaction of the year, and the families silent today (R12)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import getdate

from pre_module.controllers.family_information import attempts_of, silences_of
from pre_module.figures.filters import Filters, chosen_structures, text
from pre_module.figures.partition import Partition
from pre_module.figures.population import children_of_referent
from pre_module.rules.family_information import Silence
from pre_module.rules.review import SATISFACTION

UNDER_WAY = ("Active", "Suspended")
BATCH = 500  # children whose parents and contacts are held at a time


def contacts(f: Filters) -> Partition:
	"""F27: contacts of the year where somebody was reached, by kind, and the attempts. Counts only, never a name."""
	contact = frappe.qb.DocType("PRE Family Contact")
	query = (
		frappe.qb.from_(contact)
		.select(contact.contact_kind, contact.reached, Count(contact.name))
		.where(f.narrows(contact.structure))
		.where(contact.contact_date >= f.year.start)
		.where(contact.contact_date <= f.year.end)
		.groupby(contact.contact_kind, contact.reached)
	)
	query = _of_filters(query, contact.child, f)
	reached: dict[str, int] = {}
	attempts = 0
	for kind, was_reached, count in query.run():
		if was_reached:
			reached[kind] = reached.get(kind, 0) + count
		else:
			attempts += count
	# Kinds are a list of the site, no personal data.
	kinds = frappe.get_all("PRE Contact Kind", pluck="name", order_by="position, name")
	cells = {_(kind): reached.get(kind, 0) for kind in kinds}
	return Partition.of("F27", _("Contacts by kind"), {**cells, _("Nobody reached"): attempts})


def silence(f: Filters) -> Partition | None:
	"""F27: the children under way today, by whether all their parents were informed in time; None for another year.

	Counts only, never a name.
	"""
	today = getdate()
	if not f.year.contains(today):
		return None
	parcours = frappe.qb.DocType("PRE Parcours")
	query = (
		frappe.qb.from_(parcours)
		.select(parcours.child, parcours.started_on)
		.where(f.narrows(parcours.structure))
		.where(parcours.status.isin(UNDER_WAY))
		.where(parcours.started_on.notnull())
	)
	if f.territory:
		query = query.where(parcours.child.isin(_living_in(f.territory)))
	if f.referent:
		query = query.where(parcours.referent == f.referent)
	since = {child: getdate(started) for child, started in query.run()}
	silent = len({child for child, _silences in _silent(since, today)})
	return Partition.of(
		"F27",
		_("Silence beyond the interval"),
		{_("Informed in time"): len(since) - silent, _("Silent"): silent},
	)


def satisfaction(f: Filters) -> Partition:
	"""F27: what the parents of each child said at the last review of the year at which they were asked.

	Counts only, never a name: a child counts once.
	"""
	review, later = frappe.qb.DocType("PRE Review"), frappe.qb.DocType("PRE Review").as_("later")
	on_a_later_day = (later.review_date > review.review_date) | (
		(later.review_date == review.review_date) & (later.name > review.name)
	)
	query = (
		frappe.qb.from_(review)
		.left_join(later)
		.on((later.child == review.child) & on_a_later_day & _answered(later, f))
		.select(review.family_satisfaction, Count(review.name))
		.where(f.narrows(review.structure) & _answered(review, f))
		.where(later.name.isnull())
		.groupby(review.family_satisfaction)
	)
	found = dict(_of_filters(query, review.child, f).run())
	cells = {_(answer): found.get(answer, 0) for answer in SATISFACTION}
	return Partition.of("F27", _("Satisfaction of the parents"), cells)


def _answered(review, f: Filters):
	"""A validated review of the year at which the parents were asked."""
	return (
		(review.docstatus == 1)
		& (review.review_date >= f.year.start)
		& (review.review_date <= f.year.end)
		& review.family_satisfaction.isin(SATISFACTION)
	)


def _of_filters(query, child, f: Filters):
	"""Narrowed to the territory and the référent of the filters, where they name one."""
	if f.territory:
		query = query.where(child.isin(_living_in(f.territory)))
	if f.referent:
		query = query.where(child.isin(children_of_referent(f)))
	return query


def _living_in(territory: str):
	# Names that narrow a count and are never returned: no permission is asked of them.
	child = frappe.qb.DocType("PRE Child")
	return frappe.qb.from_(child).select(child.name).where(child.territory == territory)


def silent_lines(values: dict[str, Any]) -> list[dict[str, Any]]:
	"""One line per silence of the children whom the reader may see. values: filters structure, referent."""
	filters: dict[str, Any] = {
		"structure": ("in", chosen_structures(values, by_child=True) or ("",)),
		"status": ("in", UNDER_WAY),
		"started_on": ("is", "set"),
	}
	if referent := text(values, "referent"):
		filters["referent"] = referent
	# get_list: only what this reader may see, whatever decides it.
	rows = frappe.get_list(
		"PRE Parcours",
		filters=filters,
		fields=["name as parcours", "child", "started_on", "referent_name", "structure"],
		order_by="name",
		limit_page_length=0,
	)
	by_child = {row.child: row for row in rows}
	today = getdate()
	lines = [
		_line(by_child[child], silence)
		for child, silences in _silent({c: getdate(r.started_on) for c, r in by_child.items()}, today)
		for silence in silences
	]
	attempts = attempts_of([line["child"] for line in lines])
	for line in lines:
		line["attempts"] = sum(1 for day in attempts[line["child"]] if day > line["since"])
	return sorted(lines, key=lambda line: (line["since"], line["child"], line["holders"]))


def _silent(since: dict[str, date], today: date) -> Iterator[tuple[str, list[Silence]]]:
	children = list(since)
	for start in range(0, len(children), BATCH):
		part = {c: since[c] for c in children[start : start + BATCH]}
		yield from silences_of(part, today).items()


def _line(row, silence: Silence) -> dict[str, Any]:
	started = getdate(row.started_on)
	return {
		"child": row.child,
		"parcours": row.parcours,
		"structure": row.structure,
		"referent_name": row.referent_name,
		"holders": ", ".join(h.name for h in silence.holders),
		"last": silence.last,
		"since": max(silence.last or started, started),
		"days": silence.days,
	}
