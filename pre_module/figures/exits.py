"""F14, F17 and F18: the parcours closed in a school year, how long they lasted, why they ended, what they changed.

Counts only, never a name: no permission hook applies, the structures are those the reader may see (`filters.py`). The T
score compares each child with itself (P6): children are counted as improved, same or worse, and never put in order.
"""

from dataclasses import dataclass, replace

import frappe
from frappe import _
from frappe.query_builder import Case, CustomFunction
from frappe.query_builder.functions import Coalesce, Count, Max
from frappe.utils import getdate

from pre_module.figures.filters import Filters
from pre_module.figures.partition import Partition
from pre_module.figures.population import children_of_referent, count_if
from pre_module.figures.reader import is_outside, threshold
from pre_module.figures.referrals import median
from pre_module.rules.dates import add_months
from pre_module.rules.review import EXIT, START

Round = CustomFunction("round", ["value", "decimals"])
REACHED = ("0", "1", "2")  # levels at or above what was expected, as a line of a review keeps them


@dataclass(frozen=True)
class Exits:
	"""The figures of the parcours closed in the year. A number is None where it is hidden, or without any.

	domains: (domain, objectives reached, objectives) at the exit; None for readers outside the circle. scores: median
	T score at the start and at the exit, of the parcours measured at both.
	"""

	durations: Partition
	reasons: Partition
	situations: Partition
	progress: Partition
	objectives: Partition
	domains: tuple[tuple[str, int, int], ...] | None
	scores: tuple[float | None, float | None]


def exits(f: Filters) -> Exits:
	"""Everything of them, as the reader may see it: small numbers hidden outside the circle (P2)."""
	by_domain = _by_domain(f)
	reached = sum(row[1] for row in by_domain)
	total = sum(row[2] for row in by_domain)
	found = Exits(
		durations=durations(f),
		reasons=reasons(f),
		situations=situations(f),
		progress=progress(f),
		objectives=Partition.of(
			"F18",
			_("Objectives at the exit"),
			{_("At or above what was expected"): reached, _("Below"): total - reached},
		),
		domains=by_domain,
		scores=_scores(f),
	)
	return _for_outside(found, threshold(), _children_by_level(f)) if is_outside() else found


def _for_outside(found: Exits, limit: int, children: tuple[int, int]) -> Exits:
	"""children: how many have an objective reached at the exit, and one that is not."""
	few_nowhere = all(n == 0 or n >= limit for n in children)
	parts = ("durations", "reasons", "situations", "progress", "objectives")
	shown = {part: getattr(found, part).for_outside(limit) for part in parts}
	# Domains add up to the objectives: two cuts of one row of cells would give the small ones away.
	measured = shown["progress"].is_whole and (shown["progress"].total or 0) >= limit
	if not measured or not few_nowhere:
		# So many objectives may be those of very few children: what counts here is whose they are.
		hidden = tuple((label, None) for label, _value in found.objectives.cells)
		shown["objectives"] = replace(found.objectives, cells=hidden, total=None)
	return replace(found, **shown, domains=None, scores=found.scores if measured else (None, None))


def durations(f: Filters) -> Partition:
	"""F14: from the decision to take in charge to the exit, in bands, with the median in days."""
	norm = frappe.get_cached_doc("PRE Settings").parcours_norm_months or 19
	bands = [(6, _("Under 6 months")), (12, _("6 to 11 months"))]
	bands += [(norm, _("12 months to the usual length"))] if norm > 12 else []
	cells = dict.fromkeys([*(label for _months, label in bands), _("Beyond the usual length")], 0)
	days = []
	for entry, closed, times in _entries_and_exits(f):
		entry, closed = getdate(entry), getdate(closed)
		label = next(
			(label for months, label in bands if closed < add_months(entry, months)),
			_("Beyond the usual length"),
		)
		cells[label] += times
		days.append(((closed - entry).days, times))
	return Partition.of("F14", _("Duration of the parcours"), cells, median_days=median(days))


def _entries_and_exits(f: Filters) -> list[tuple]:
	"""(entry, exit, how many): as many rows as pairs of days. Entry: the last acceptance before the start."""
	parcours, referral = frappe.qb.DocType("PRE Parcours"), frappe.qb.DocType("PRE Referral")
	each = (
		_closed(parcours, f)
		.left_join(referral)
		.on(
			(referral.child == parcours.child)
			& (referral.status == "Accepted")
			& (referral.decided_on <= parcours.started_on)
		)
		.select(
			parcours.name,
			parcours.closed_on,
			Coalesce(Max(referral.decided_on), parcours.started_on).as_("entry"),
		)
		.groupby(parcours.name, parcours.closed_on, parcours.started_on)
	).as_("each")
	pairs = frappe.qb.from_(each).select(each.entry, each.closed_on, Count(each.name))
	return pairs.groupby(each.entry, each.closed_on).run()


def reasons(f: Filters) -> Partition:
	"""F17: why the parcours ended, in the survey's categories."""
	parcours, reason = frappe.qb.DocType("PRE Parcours"), frappe.qb.DocType("PRE Exit Reason")
	rows = (
		_closed(parcours, f)
		.left_join(reason)
		.on(reason.name == parcours.exit_reason)
		.select(reason.survey_category, Count(parcours.name))
		.groupby(reason.survey_category)
		.run()
	)
	return _by_option(rows, "F17", _("Reason for leaving"), "PRE Exit Reason", "survey_category")


def situations(f: Filters) -> Partition:
	"""F18: what comes next for the child."""
	parcours = frappe.qb.DocType("PRE Parcours")
	rows = (
		_closed(parcours, f)
		.select(parcours.exit_situation, Count(parcours.name))
		.groupby(parcours.exit_situation)
		.run()
	)
	return _by_option(rows, "F18", _("Situation at the exit"), "PRE Parcours", "exit_situation")


def progress(f: Filters) -> Partition:
	"""F18: T score at the exit against the one at the start of the same parcours."""
	parcours = frappe.qb.DocType("PRE Parcours")
	query, start, end = _measured(parcours, f)
	was, now = Round(start.t_score, 1), Round(end.t_score, 1)
	better, same, worse, total = query.select(
		count_if(now > was, "better"),
		count_if(now == was, "same"),
		count_if(now < was, "worse"),
		Count(parcours.name),
	).run()[0]
	better, same, worse = (int(n or 0) for n in (better, same, worse))
	cells = {_("Improved"): better, _("Same"): same, _("Worse"): worse}
	cells[_("Not measured at both dates")] = total - better - same - worse
	return Partition.of("F18", _("Progress of each child, compared with itself"), cells)


def _scores(f: Filters) -> tuple[float | None, float | None]:
	parcours = frappe.qb.DocType("PRE Parcours")
	query, start, end = _measured(parcours, f)
	both = start.t_score.notnull() & end.t_score.notnull()
	found = []
	for review in (start, end):
		score = Round(review.t_score, 1)
		rows = query.select(score, Count(parcours.name)).where(both).groupby(score).run()
		found.append(median((float(value), times) for value, times in rows))
	return found[0], found[1]


def _measured(parcours, f: Filters):
	"""The closed parcours with their validated reviews at the start and at the exit."""
	start = frappe.qb.DocType("PRE Review").as_("start_review")
	end = frappe.qb.DocType("PRE Review").as_("exit_review")
	query = _closed(parcours, f)
	for review, kind in ((start, START), (end, EXIT)):
		query = query.left_join(review).on(
			(review.parcours == parcours.name) & (review.kind == kind) & (review.docstatus == 1)
		)
	return query, start, end


def _children_by_level(f: Filters) -> tuple[int, int]:
	"""How many children have an objective reached at the exit, and how many one that is not."""
	parcours, review = frappe.qb.DocType("PRE Parcours"), frappe.qb.DocType("PRE Review")
	line = frappe.qb.DocType("PRE Review Level")
	reached, below = (
		_closed(parcours, f)
		.join(review)
		.on((review.parcours == parcours.name) & (review.kind == EXIT) & (review.docstatus == 1))
		.join(line)
		.on((line.parent == review.name) & (line.parenttype == "PRE Review"))
		.select(
			Count(Case().when(line.level.isin(REACHED), parcours.child)).distinct(),
			Count(Case().when(line.level.notin(REACHED), parcours.child)).distinct(),
		)
		.run()
	)[0]
	return int(reached or 0), int(below or 0)


def _by_domain(f: Filters) -> tuple[tuple[str, int, int], ...]:
	parcours, review = frappe.qb.DocType("PRE Parcours"), frappe.qb.DocType("PRE Review")
	line = frappe.qb.DocType("PRE Review Level")
	rows = (
		_closed(parcours, f)
		.join(review)
		.on((review.parcours == parcours.name) & (review.kind == EXIT) & (review.docstatus == 1))
		.join(line)
		.on((line.parent == review.name) & (line.parenttype == "PRE Review"))
		.select(
			line.need_domain,
			Count(Case().when(line.level.isin(REACHED), line.name)),
			Count(line.name),
		)
		.groupby(line.need_domain)
		.run()
	)
	return tuple(sorted((domain or "", reached, total) for domain, reached, total in rows))


def _by_option(rows: list[tuple], figure: str, title: str, doctype: str, field: str) -> Partition:
	"""The options of a field in their order, and what was not noted."""
	counts: dict[str, int] = {}
	for value, times in rows:
		counts[value or ""] = counts.get(value or "", 0) + times
	options = [o for o in frappe.get_meta(doctype).get_field(field).options.split("\n") if o]
	cells = {_(option): counts.pop(option, 0) for option in options}
	cells[_("Not noted")] = sum(counts.values())
	return Partition.of(figure, title, cells)


def _closed(parcours, f: Filters):
	"""The parcours that had started and were closed in the year."""
	query = (
		frappe.qb.from_(parcours)
		.where(f.narrows(parcours.structure))
		.where(parcours.started_on.notnull())
		.where(parcours.closed_on >= f.year.start)
		.where(parcours.closed_on <= f.year.end)
	)
	if f.territory:
		child = frappe.qb.DocType("PRE Child")
		query = query.join(child).on(child.name == parcours.child).where(child.territory == f.territory)
	if f.referent:
		query = query.where(parcours.child.isin(children_of_referent(f)))
	return query
