"""What the reports share: columns, titles of children, text that no spreadsheet runs."""

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.utils import getdate

from pre_module.controllers.school_year import current_school_year, period_of
from pre_module.rules.dates import add_months

YEARS_OFFERED = 6


def column(fieldname: str, label: str, fieldtype: str = "Int", width: int = 110, **more: Any) -> dict:
	"""A column; label already in the reader's language. more: options and the like."""
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}


def link(fieldname: str, label: str, doctype: str, width: int = 180) -> dict:
	"""A column that links to documents."""
	return column(fieldname, label, "Link", width, options=doctype)


def summary(label: str, value: float | None, indicator: str = "Blue", datatype: str = "Int") -> dict:
	"""A number above the table."""
	return {"label": label, "value": value, "indicator": indicator, "datatype": datatype}


def plain(text: str | None) -> str:
	"""What a person typed, so that a spreadsheet shows it instead of running it."""
	text = text or ""
	return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") else text


def show_child_titles(children: Iterable[str]) -> None:
	"""Send the children's names beside the answer, for the links of a report: no row holds a copy of a name.

	Only of children the reader may see (get_list), and only for the screen: an export keeps the file numbers.
	"""
	names = list({c for c in children if c})
	if not names:
		return
	rows = frappe.get_list(
		"PRE Child", filters={"name": ("in", names)}, fields=["name", "full_name"], limit_page_length=0
	)
	titles = frappe.local.response.setdefault("_link_titles", {})
	titles.update({f"PRE Child::{row.name}": row.full_name for row in rows})


@frappe.whitelist()
def school_years() -> list[dict[str, str]]:
	"""The school years offered as a filter, the current one first, with their first and last day.

	For any account: dates, nothing else.
	"""
	day, years = getdate(), []
	for _year in range(YEARS_OFFERED):
		name = current_school_year(day)
		period = period_of(name)
		years.append({"name": name, "from_date": str(period.start), "to_date": str(period.end)})
		day = add_months(day, -12)
	return years
