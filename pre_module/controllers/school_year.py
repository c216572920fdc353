"""School years as the site's settings define them."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from pre_module.rules.dates import Period, school_year_of, school_year_period


def start_month() -> int:
	"""First month of the school year, 1 to 12 (PRE Settings)."""
	return frappe.get_cached_doc("PRE Settings").school_year_start_month or 9


def current_school_year(day: date | None = None) -> str:
	"""School year of a day (today by default), written "2026-2027"."""
	return school_year_of(day or getdate(), start_month())


def period_of(school_year: str) -> Period:
	"""First and last day of a school year; a clear message when it isn't one."""
	return school_year_period(parse_school_year(school_year), start_month())


def parse_school_year(school_year: str) -> str:
	"""A school year written "2026-2027" from what people type ("2026/2027", "2026 - 2027")."""
	text = "-".join(part.strip() for part in (school_year or "").replace("/", "-").split("-"))
	try:
		school_year_period(text)
	except ValueError:
		frappe.throw(
			_("{0} is not a school year: write it like 2026-2027.").format(escape_html(str(school_year)))
		)
	return text
