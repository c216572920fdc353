"""What is late, or about to be: reviews, agreements, objectives, tasks."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.desk.day.day import Day
from pre_module.desk.day.gestures import task_row
from pre_module.desk.day.row import Row
from pre_module.figures.agreements import EXPIRED, EXPIRING
from pre_module.figures.watch import lines_of

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
	active = {p.name: p for p in day.parcours if p.status == "Active" and p.child in day.children}
	# Lines of parcours that the person was found to see.
	for row in frappe.get_all(
		"PRE Parcours Objective",
		filters={
			"parenttype": "PRE Parcours",
			"parent": ("in", list(active) or [""]),
			"target_date": ("between", ["1900-01-01", day.today]),
		},
		fields=["parent", "code", "target_date"],
		order_by="target_date, parent, idx",
	):
		if day.late(row.target_date):
			text = _("Objective {0}: its target date has passed").format(row.code)
			yield _of(day, active[row.parent], text, row.target_date)


def _agreements(day: Day) -> Iterator[Row]:
	"""R3: those that ended, and those about to. What a family refused or took back is not late: it is its answer."""
	warning = frappe.get_cached_doc("PRE Settings").consent_warning_days or 0
	sentences = {
		EXPIRED: _("The agreement « {0} » of {1} has ended"),
		EXPIRING: _("The agreement « {0} » of {1} ends soon"),
	}
	for line in lines_of(list(day.children), day.today, warning):
		if line["state"] in sentences:
			child = line["child"]
			yield Row(
				text=sentences[line["state"]].format(_(line["stage"]), line["guardian"]),
				doctype="PRE Child",
				name=child,
				child=child,
				title=day.title(child),
				on=line["day"],
				late=day.late(line["day"]),
			)


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
