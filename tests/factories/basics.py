"""Days, numbers and the one way in which factories insert: through the ORM, under the rules."""

from itertools import count
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, add_years, nowdate

_numbers = count(1)


def day(offset: int = 0) -> str:
	"""The day `offset` days from today, as "2026-11-22"."""
	return str(add_days(nowdate(), offset))


def years_old(years: int, days_more: int = 30) -> str:
	"""Birth date of a child who turned `years` `days_more` days ago."""
	return str(add_days(add_years(nowdate(), -years), -days_more))


def next_number() -> int:
	"""The next number of the session, for whatever must be unique."""
	return next(_numbers)


def insert(doctype: str, **values: Any) -> Document:
	"""A document of these values, inserted as the user of the moment."""
	return frappe.get_doc({"doctype": doctype, **values}).insert()
