"""F16: the needs of a school year that existing services leave uncovered today, by domain, territory and quarter.

Counts only, never a name. Where a need stands is what its diagnostic keeps of R2 (`controllers/needs.py`); here it is
only counted, in the database. Structures are those the reader may see; a référent counts the children he may see.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.query_builder.functions import Count

from pre_module.access.scope import scope_of
from pre_module.figures.filters import Filters, read_filters, text
from pre_module.figures.population import children_of_referent, count_if
from pre_module.figures.reader import is_outside, threshold
from pre_module.figures.referrals import median
from pre_module.figures.suppression import suppress
from pre_module.rules.dates import Period, add_months
from pre_module.rules.droit_commun import GAP

DOMAIN, TERRITORY, BOTH = "Domain", "Territory", "Domain and Territory"
QUARTERS = 4


@dataclass
class Line:
	"""The uncovered needs of a domain, a territory, or both. A number is None where it is hidden.

	quarters: by the quarter of the diagnostic. served: those for which the PRE acts. children: whom they concern.
	"""

	domain: str = ""
	territory: str = ""
	quarters: list[int | None] = field(default_factory=lambda: [0] * QUARTERS)
	total: int | None = 0
	served: int | None = 0
	children: int = 0
	median_days: float | None = None


def quarters_of(year: Period) -> list[Period]:
	"""The four quarters of a school year."""
	starts = [add_months(year.start, 3 * n) for n in range(QUARTERS + 1)]
	return [Period(a, b - timedelta(days=1)) for a, b in pairwise(starts)]


def uncovered(values: dict[str, Any] | None) -> tuple[Filters, list[Line], Line]:
	"""The lines and their total. values: filters structure, school_year, territory, referent, rows (how to cut).

	Readers outside the circle get the totals of each line and of each quarter, never the cells where both cross: a cell
	that concerns few children is hidden, with others, so that none is found by difference.
	"""
	values = values or {}
	f = read_filters(values, by_child=True)
	rows = text(values, "rows") or DOMAIN
	if rows not in (DOMAIN, TERRITORY, BOTH):
		frappe.throw(_("{0} is not a way to cut this report.").format(frappe.utils.escape_html(rows)))
	if is_outside() and rows == BOTH:
		frappe.throw(_("Choose the domain or the territory: both at once would be small numbers."))
	lines, total = _count(f, rows)
	if is_outside():
		return f, *_for_outside(f, lines, total)
	for line in lines:
		line.median_days = median(_waits(f, rows, line))
	return f, lines, total


def _count(f: Filters, rows: str) -> tuple[list[Line], Line]:
	base = _Needs(f)
	keys = base.keys(rows)
	found = (
		base.query.select(
			*[key.as_(alias) for alias, key in keys.items()],
			base.quarter.as_("quarter"),
			Count("*").as_("needs"),
			count_if(base.is_served, "served"),
		)
		.groupby(*keys.values(), base.quarter)
		.run(as_dict=True)
	)
	lines: dict[tuple[str, str], Line] = {}
	for r in found:
		key = (r.get("domain") or "", r.get("territory") or "")
		line = lines.setdefault(key, Line(*key))
		line.quarters[int(r.quarter)] += r.needs
		line.total += r.needs
		line.served += int(r.served)
	for key, children in _children(f, rows).items():
		lines[key].children = children
	ordered = sorted(lines.values(), key=lambda x: (not x.domain, _(x.domain), not x.territory, x.territory))
	total = Line(
		quarters=[sum(x.quarters[q] for x in ordered) for q in range(QUARTERS)],
		total=sum(x.total for x in ordered),
		served=sum(x.served for x in ordered),
	)
	return ordered, total


def _children(f: Filters, rows: str) -> dict[tuple[str, str], int]:
	"""How many children each line concerns."""
	base = _Needs(f)
	keys = base.keys(rows)
	found = (
		base.query.select(
			*[key.as_(alias) for alias, key in keys.items()],
			Count(base.child.name).distinct().as_("children"),
		)
		.groupby(*keys.values())
		.run(as_dict=True)
	)
	return {(r.get("domain") or "", r.get("territory") or ""): r.children for r in found}


def _children_by_quarter(f: Filters) -> list[int]:
	base = _Needs(f)
	found = dict(
		base.query.select(base.quarter, Count(base.child.name).distinct()).groupby(base.quarter).run()
	)
	return [int(found.get(q, 0)) for q in range(QUARTERS)]


def _waits(f: Filters, rows: str, line: Line) -> list[tuple[int, int]]:
	"""Days waited for the services asked, with how many requests waited so long."""
	base = _Needs(f)
	request = frappe.qb.DocType("PRE Service Request")
	query = base.query.join(request).on(request.need_row == base.row.name)
	for alias, key in base.keys(rows).items():
		value = getattr(line, alias)
		query = query.where(key == value if value else key.isnull() | (key == ""))
	return query.select(request.waiting_days, Count("*")).groupby(request.waiting_days).run()


class _Needs:
	"""The query of the uncovered needs, and its parts."""

	def __init__(self, f: Filters):
		self.row, self.child = frappe.qb.DocType("PRE Diagnostic Need"), frappe.qb.DocType("PRE Child")
		diagnostic = frappe.qb.DocType("PRE Diagnostic")
		by_action, by_objective = _served("need_domain"), _served("objective")
		query = (
			frappe.qb.from_(self.row)
			.join(diagnostic)
			.on((diagnostic.name == self.row.parent) & (self.row.parenttype == "PRE Diagnostic"))
			.join(self.child)
			.on(self.child.name == diagnostic.child)
		)
		for served in (by_action, by_objective):
			query = query.left_join(served).on(
				(served.child == self.child.name) & (served.domain == self.row.need_domain)
			)
		query = (
			query.where(_narrowed(self.child, f))
			.where(self.row.standing == GAP)
			.where(diagnostic.status != "Closed")
			.where(diagnostic.diagnostic_date >= f.year.start)
			.where(diagnostic.diagnostic_date <= f.year.end)
		)
		if f.territory:
			query = query.where(self.child.territory == f.territory)
		if f.referent:
			query = query.where(self.child.name.isin(children_of_referent(f)))
		self.query = query
		self.is_served = by_action.child.notnull() | by_objective.child.notnull()
		self.quarter = Case()
		for number, quarter in enumerate(quarters_of(f.year)[:-1]):
			self.quarter = self.quarter.when(diagnostic.diagnostic_date <= quarter.end, number)
		self.quarter = self.quarter.else_(QUARTERS - 1)

	def keys(self, rows: str) -> dict:
		"""What the lines are cut by."""
		keys = {"domain": self.row.need_domain, "territory": self.child.territory}
		return {k: v for k, v in keys.items() if k == rows.casefold() or rows == BOTH}


def _served(by: str):
	"""The children and domains for which the PRE acts: a parcours under way with an action of its own there."""
	parcours, action = frappe.qb.DocType("PRE Parcours"), frappe.qb.DocType("PRE Parcours Action")
	objective = frappe.qb.DocType("PRE Parcours Objective")
	query = (
		frappe.qb.from_(action)
		.join(parcours)
		.on((parcours.name == action.parent) & (action.parenttype == "PRE Parcours"))
		.where(parcours.status.isin(["Active", "Suspended"]))
		.where(action.funded_by == "PRE")
	)
	domain = action.need_domain
	if by == "objective":
		query = query.join(objective).on(
			(objective.parent == parcours.name) & (objective.code == action.objective_code)
		)
		domain = objective.need_domain
	return query.select(parcours.child, domain.as_("domain")).distinct().as_(f"served_by_{by}")


def _narrowed(child, f: Filters):
	"""The children that count for this reader: whole structures where he reads figures, else those he may see."""
	if is_outside() or frappe.session.user == "Administrator":
		return f.narrows(child.structure)
	whole = [s for s in f.structures if s in scope_of().coordinated]
	others = [s for s in f.structures if s not in whole]
	# Through permissions: the files that the register opens to a référent.
	seen = (
		frappe.get_list("PRE Child", {"structure": ("in", others)}, pluck="name", limit=0) if others else []
	)
	return child.structure.isin(whole or [""]) | child.name.isin(seen or [""])


def _for_outside(f: Filters, lines: list[Line], total: Line) -> tuple[list[Line], Line]:
	"""Both margins, hidden where they concern few children (P2); what is hidden is so by that number, not by the needs."""
	limit = threshold()
	by_line = suppress([line.children for line in lines], limit)
	by_quarter = suppress(_children_by_quarter(f), limit)
	hidden = [None] * QUARTERS
	shown = [
		Line(line.domain, line.territory, hidden, None if kept is None else line.total, None)
		for line, kept in zip(lines, by_line.cells, strict=True)
	]
	quarters = [None if k is None else n for n, k in zip(total.quarters, by_quarter.cells, strict=True)]
	whole = None if by_line.total is None or by_quarter.total is None else total.total
	if whole is None:
		# Nothing is given away by the sum of the other margin.
		shown = [Line(x.domain, x.territory, hidden, None, None) for x in shown]
		quarters = hidden
	return shown, Line(quarters=quarters, total=whole, served=None)
