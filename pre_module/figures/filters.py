"""What a figure is counted over: structures, a school year, perhaps a territory or a référent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import frappe
from frappe import _

from pre_module.controllers.refusals import refuse
from pre_module.controllers.school_year import current_school_year, parse_school_year, period_of
from pre_module.figures.reader import is_outside, readable_structures
from pre_module.rules.dates import Period
from pre_module.rules.values import check_date


@dataclass(frozen=True)
class Filters:
	"""structures: names, all of them readable. year: first and last day of the school year."""

	structures: tuple[str, ...]
	school_year: str
	year: Period
	territory: str | None = None
	referent: str | None = None

	def narrows(self, structure):
		"""The condition that a structure column is one of the filter's."""
		return structure.isin(self.structures or ("",))


def read_filters(values: dict[str, Any] | None, by_child: bool = False) -> Filters:
	"""Filters as a report got them, from the form or from anybody's request.

	Current school year and every readable structure when they say nothing. A reader outside the circle reads one
	structure at a time and whole: the difference between two answers would give a small number away.
	Raises ValidationError (school year, structure to choose), PermissionError (structure of others).
	"""
	values = values or {}
	school_year = parse_school_year(text(values, "school_year") or current_school_year())
	structures = chosen_structures(values, by_child)
	territory, referent = text(values, "territory"), text(values, "referent")
	if is_outside():
		if len(structures) > 1:
			frappe.throw(_("Choose one structure."))
		if territory or referent:
			frappe.throw(_("These figures are given for the whole structure only."), frappe.PermissionError)
	return Filters(structures, school_year, period_of(school_year), territory, referent)


def chosen_structures(values: dict[str, Any], by_child: bool = False) -> tuple[str, ...]:
	"""The structure of the filter when the reader may see it, else all those he may see (see `reader.py`)."""
	readable = readable_structures(by_child)
	structure = text(values, "structure")
	if not structure:
		return tuple(readable)
	if structure not in readable:
		frappe.throw(_("You may not read the figures of this structure."), frappe.PermissionError)
	return (structure,)


def one_structure(values: dict[str, Any]) -> str:
	"""The structure of the filter, or the only one the reader may see. Raises ValidationError when it is not one."""
	structures = chosen_structures(values)
	if len(structures) != 1:
		frappe.throw(_("Choose one structure."))
	return structures[0]


def chosen_days(values: dict[str, Any]) -> Period:
	"""The days from_date to to_date of the filters, both included.

	Raises ValidationError when one is missing, is no day of the calendar, or when they are in the wrong order.
	"""
	first, last = text(values, "from_date"), text(values, "to_date")
	if not first or not last:
		frappe.throw(_("Choose the first and the last day."))
	refuse([*check_date("From", first), *check_date("Until", last)])
	period = Period(date.fromisoformat(first[:10]), date.fromisoformat(last[:10]))
	if period.is_backwards:
		frappe.throw(_("The last day comes before the first."))
	return period


def text(values: dict[str, Any], key: str) -> str | None:
	"""A filter's value as text. Raises ValidationError for anything else a request may hold."""
	value = values.get(key)
	if value is not None and not isinstance(value, str):
		frappe.throw(_("The filter {0} takes one value.").format(frappe.bold(key)))
	return (value or "").strip() or None
