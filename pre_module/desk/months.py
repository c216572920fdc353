"""Months as people read them."""

from datetime import date

import frappe
from babel.dates import format_date


def month_name(day: date) -> str:
	"""A month in the reader's language, short, with its year: "sept. 2026"."""
	return format_date(day, "MMM y", locale=(frappe.local.lang or "en").replace("-", "_"))
