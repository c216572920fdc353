"""The lines of a review: one per objective of its parcours, one per criterion of the grid."""

import frappe
from frappe.utils import getdate

from pre_module.controllers.levels import read_level
from pre_module.doctype.pre_parcours.document import TEXTS
from pre_module.rules.goal_attainment import level_of
from pre_module.rules.refusal import Refusal, _
from pre_module.rules.review import CRITERIA, Line

WORDING = ("objective", "need_domain", "weight", *TEXTS.values())


def fill_levels(review) -> None:
	"""One line per objective, with the wording of the moment; levels and observations are what people typed.

	A correction keeps the wording that the first one was judged by.
	"""
	before = review.get_doc_before_save()
	typed = {row.objective_code: row for row in review.levels}
	names = {row.objective_code: row.name for row in before.levels} if before else {}
	review.set("levels", [])
	for source in _sources(review):
		code = source.get("code") or source.get("objective_code")
		row = typed.get(code)
		line = {field: source.get(field) for field in WORDING}
		line |= {"objective_code": code, "level": _level(code, row and row.level)}
		line |= {"observation": row.observation if row else None, "name": names.get(code)}
		review.append("levels", {key: value for key, value in line.items() if value is not None})


def _sources(review) -> list:
	# The wording of the parcours, of which whoever may write the review may read all.
	if review.amended_from:
		return frappe.get_doc("PRE Review", review.amended_from).levels
	return frappe.get_doc("PRE Parcours", review.parcours).objectives


def _level(code: str, value: object) -> str | None:
	level = read_level(code, value)
	return None if level is None else str(level)


def fill_grid(review) -> None:
	"""The five criteria stand there, in their order; what stands there twice is left to the rule."""
	there = {row.criterion for row in review.grid}
	for criterion in CRITERIA:
		if criterion not in there:
			review.append("grid", {"criterion": criterion})
	review.grid.sort(key=lambda row: CRITERIA.index(row.criterion) if row.criterion in CRITERIA else 9)
	for number, row in enumerate(review.grid, 1):
		row.idx = number


def levels(review) -> dict[str, int | None]:
	"""Level by number of the objective."""
	return {row.objective_code: level_of(row.level) for row in review.levels}


def measured(review) -> list[tuple[int, int]]:
	"""(level, weight) of each objective; empty until every one has its level."""
	found = [(level_of(row.level), row.weight or 1) for row in review.levels]
	return [] if any(level is None for level, _w in found) else found


def grid(review) -> list[Line]:
	"""The lines of the grid as the rule reads them."""
	return [
		Line(
			row.criterion or "",
			row.level or "",
			row.facts or "",
			getdate(row.facts_on) if row.facts_on else None,
			row.source or "",
			row.appraisal or "",
		)
		for row in review.grid
	]


def missing_reason(review) -> list[Refusal]:
	"""A correction says what was wrong, and each scale a child is judged by has its five levels (R8)."""
	refusals = []
	if review.amended_from and not (review.correction_reason or "").strip():
		message = _("Say what was wrong in the review that this one corrects.")
		refusals.append(Refusal("R15", message))
	for row in review.levels:
		if not all((row.get(text) or "").strip() for text in TEXTS.values()):
			message = _("The objective {0} has no scale yet: write its five levels in the parcours first.")
			refusals.append(Refusal("R15", message, (row.objective_code,)))
	return refusals
