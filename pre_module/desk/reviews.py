"""The reviews of a parcours, as the forms, the family's document and the curve read them.

Read with the rights of whoever asks; a review says what it says of one child and is never compared with another's (P6).
"""

import frappe
from frappe.utils import getdate

from pre_module.doctype.pre_parcours.document import TEXTS
from pre_module.rules.goal_attainment import level_of
from pre_module.rules.review import EXIT, INTERIM, START

DOCTYPE = "PRE Review"
FIELDS = ("name", "kind", "review_date", "t_score", "share_reached", "next_review_on", "decisions")


def of_parcours(parcours: str) -> list[frappe._dict]:
	"""The validated reviews of a parcours in the order of their days, each with its levels and its grid."""
	found = frappe.get_list(
		DOCTYPE,
		filters={"parcours": parcours, "docstatus": 1},
		fields=[*FIELDS, "child_word", "parents_word"],
		order_by="review_date",
		limit_page_length=0,
	)
	names = [review.name for review in found] or [""]
	levels, grid = _lines("PRE Review Level", names), _lines("PRE Review Criterion", names)
	for review in found:
		review.review_date = getdate(review.review_date)
		review.levels = [_with_wording(line) for line in levels if line.parent == review.name]
		review.grid = [line for line in grid if line.parent == review.name]
	return found


def draft_of(parcours: str) -> str | None:
	"""The review that is being written, for who may read it."""
	names = frappe.get_list(DOCTYPE, filters={"parcours": parcours, "docstatus": 0}, pluck="name", limit=1)
	return names[0] if names else None


def has(parcours: str, kind: str) -> bool:
	"""Whether a validated review of this kind is there, for who may read it."""
	filters = {"parcours": parcours, "kind": kind, "docstatus": 1}
	return bool(frappe.get_list(DOCTYPE, filters=filters, pluck="name", limit=1))


def any_of(parcours: str) -> bool:
	"""Whether a validated review is there, for who may read it."""
	return bool(frappe.get_list(DOCTYPE, {"parcours": parcours, "docstatus": 1}, pluck="name", limit=1))


def next_kind(parcours) -> str:
	"""What the next review of a parcours is likely to be; the form may say otherwise."""
	if parcours.status == "Closed" or parcours.exit_reason:
		return EXIT
	return INTERIM if any_of(parcours.name) else START


def _lines(table: str, names: list[str]) -> list[frappe._dict]:
	# Lines of the reviews that get_list just gave.
	return frappe.get_all(
		table, filters={"parent": ("in", names), "parenttype": DOCTYPE}, fields=["*"], order_by="parent, idx"
	)


def _with_wording(line: frappe._dict) -> frappe._dict:
	line.level = level_of(line.level)
	line.wording = "" if line.level is None else line.get(TEXTS[line.level]) or ""
	return line
