"""What is late: reviews, agreements that ended, objectives not reached, tasks."""

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.desk.day.agreements import agreement_row
from pre_module.desk.day.day import Day
from pre_module.desk.day.gestures import task_row
from pre_module.desk.day.row import Row
from pre_module.figures.agreements import EXPIRED
from pre_module.rules.goal_attainment import is_reached, level_of

KEY = "late"


def label() -> str:
	return _("Late")


def empty() -> str:
	return _("Nothing is late.")


def rows(day: Day) -> list[Row]:
	"""By the day it was due, the oldest first."""
	found = [*_reviews(day), *_agreements(day), *_objectives(day), *_tasks(day)]
	return sorted(found, key=lambda row: row.on)


def _reviews(day: Day) -> Iterator[Row]:
	for parcours in day.parcours:
		seen = parcours.child in day.children
		if seen and parcours.status == "Active" and day.late(parcours.next_review_on):
			yield _of(day, parcours, _("Review to hold"), parcours.next_review_on)


def _objectives(day: Day) -> Iterator[Row]:
	"""Those whose date has passed, unless the last validated review found them reached (F18)."""
	active = {p.name: p for p in day.parcours if p.status == "Active" and p.child in day.children}
	last: dict[tuple[str, str], tuple] = {}
	for parcours, code, target, level in _reviewed(list(active), day.today):
		last[parcours, code] = target, level  # the rows come by the day of the review
	for (parcours, code), (target, level) in last.items():
		if not is_reached(level_of(level)):
			text = _("Objective {0}: its target date has passed").format(code)
			yield _of(day, active[parcours], text, target)


def _reviewed(parcours: list[str], before: date) -> tuple:
	"""One row per objective whose date has passed and validated review, by its day; one without review."""
	objective, review = frappe.qb.DocType("PRE Parcours Objective"), frappe.qb.DocType("PRE Review")
	level = frappe.qb.DocType("PRE Review Level")
	return (
		# Lines of parcours that the person was found to see, and their reviews.
		frappe.qb.from_(objective)
		.left_join(review)
		.on((review.parcours == objective.parent) & (review.docstatus == 1))
		.left_join(level)
		.on((level.parent == review.name) & (level.objective_code == objective.code))
		.select(objective.parent, objective.code, objective.target_date, level.level)
		.where((objective.parenttype == "PRE Parcours") & objective.parent.isin(parcours or [""]))
		.where(objective.target_date < before)
		.orderby(review.review_date, review.creation, objective.parent, objective.idx)
		.run()
	)


def _agreements(day: Day) -> Iterator[Row]:
	"""R3: those that ended. What a family refused or took back is not late: it is its answer."""
	sentence = _("The agreement « {0} » of {1} has ended")
	for line in day.agreements:
		if line["state"] == EXPIRED:
			yield agreement_row(day, line, sentence)


def _tasks(day: Day) -> Iterator[Row]:
	for task in day.tasks:
		if getdate(task.date) < day.today:
			yield task_row(day, task)


def _of(day: Day, parcours, text: str, on) -> Row:
	return Row(
		text=text,
		doctype="PRE Parcours",
		name=parcours.name,
		child=parcours.child,
		title=day.title(parcours.child),
		on=getdate(on),
		late=day.late(on),
	)
