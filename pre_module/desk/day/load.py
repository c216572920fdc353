"""For a coordonnateur: the load of the référents of her structures, as the report has it (F19). Counts of work alone."""

from datetime import date
from typing import Any

from frappe import _
from frappe.utils import formatdate, getdate

from pre_module.access.scope import scope_of
from pre_module.figures.caseload import caseload

SHOWN = ("referent_name", "contract", "children", "weighted_load", "maximum_children", "late_reviews")


def load() -> list[dict[str, Any]]:
	"""One line per contract in force, or over with children left (R5); nothing for who coordinates no structure."""
	if not scope_of().coordinated:
		return []
	today = getdate()
	return [_line(line, today) for line in caseload({})]


def _line(line: dict[str, Any], today: date) -> dict[str, Any]:
	shown = {key: line.get(key) for key in SHOWN}
	if getdate(line["to_date"]) < today:
		shown["referent_name"] = _("{0}: contract over since {1}, children to hand over").format(
			line["referent_name"], formatdate(line["to_date"])
		)
	return shown
