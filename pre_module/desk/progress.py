"""The curve of a child: its T score from one review to the next, with the same in a table for who can't see it."""

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from pre_module.desk import reviews
from pre_module.doctype.pre_parcours import versions
from pre_module.rules.review import EXIT

TEMPLATE = "pre_module/templates/progress.html"


@frappe.whitelist()
def of_parcours(name: str) -> dict:
	"""What the form of a parcours shows of its reviews: points of the curve, and the page under it.

	Raises frappe.PermissionError for who may not read the parcours.
	"""
	parcours = frappe.get_doc("PRE Parcours", name)
	parcours.check_permission("read")
	found = reviews.of_parcours(name)
	return {
		"points": _points(found),
		"html": _page(name, found),
		"draft": reviews.draft_of(name),
		"ended": any(review.kind == EXIT for review in found),
		"versions": _versions(name),
		"version_due": versions.is_due(name),
	}


@frappe.whitelist()
def of_child(child: str) -> list[dict]:
	"""The same for each parcours of a child that has reviews, the first one first.

	Raises frappe.PermissionError for who may not read the child's file.
	"""
	frappe.has_permission("PRE Child", "read", child, throw=True)
	names = frappe.get_list("PRE Parcours", {"child": child}, pluck="name", order_by="started_on, name")
	shown = []
	for name in names:
		found = reviews.of_parcours(name)
		if found:
			shown.append({"parcours": name, "points": _points(found), "html": _page(name, found)})
	return shown


def _points(found: list) -> list[dict]:
	return [
		{"day": formatdate(review.review_date), "kind": _(review.kind), "score": round(review.t_score, 1)}
		for review in found
		if review.t_score
	]


def _page(parcours: str, found: list) -> str:
	"""The table of the reviews, and the grid at two dates: the first and the last."""
	if not found:
		return ""
	codes = {line.objective_code: line.objective for review in found for line in review.levels}
	context = {"reviews": found, "objectives": codes, "at": _at, "grid": grid_at_two_dates(found)}
	return frappe.render_template(TEMPLATE, context)


def _at(review, code: str):
	return next((line for line in review.levels if line.objective_code == code), None)


def grid_at_two_dates(found: list) -> list[tuple]:
	"""(criterion, first line, last line) of the first and the last review; the last is None when there is but one."""
	first, last = found[0], found[-1] if len(found) > 1 else None
	later = {line.criterion: line for line in last.grid} if last else {}
	return [(line.criterion, line, later.get(line.criterion)) for line in first.grid]


def _versions(parcours: str) -> list[dict]:
	rows = frappe.get_list(
		"PRE Parcours Version",
		filters={"parcours": parcours},
		fields=["name", "number", "given_on", "given_by", "occasion"],
		order_by="number desc",
		limit_page_length=0,
	)
	return [
		{**row, "given_on": formatdate(getdate(row.given_on)), "occasion": _(row.occasion)} for row in rows
	]
