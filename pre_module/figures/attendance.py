"""F15, its second half: the sessions held between two days, their hours, and who came.

Counts only, never a name: no permission hook applies, the structure is one the reader may see (`filters.py`).
"""

from collections import defaultdict
from typing import Any

import frappe
from frappe.query_builder import Case
from frappe.query_builder.functions import Count, Sum

from pre_module.figures.filters import chosen_days, one_structure
from pre_module.rules.attendance import ABSENT, EXCUSED, PRESENT

KEYS = ("need_domain", "mode", "provider")


def attendance_by_action(values: dict[str, Any]) -> list[dict[str, Any]]:
	"""F15: one line for each domain, mode and provider. values: filters structure, from_date, to_date.

	rate: of those expected, excused ones apart, how many came, in hundredths; None where nobody was expected.
	Raises what `filters.py` raises of the filters.
	"""
	structure, days = one_structure(values), chosen_days(values)
	lines: dict[tuple, dict] = defaultdict(
		lambda: dict.fromkeys(
			("sessions", "hours", "children", "present", "absent", "excused", "child_hours"), 0
		)
	)
	for query in (_held(structure, days), _noted(structure, days)):
		for row in query.run(as_dict=True):
			key = tuple(row.pop(k) or "" for k in KEYS)
			lines[key].update({field: value or 0 for field, value in row.items()})
	return [
		{"structure": structure, **dict(zip(KEYS, key, strict=True)), **line, "rate": _rate(line)}
		for key, line in sorted(lines.items())
	]


def _held(structure: str, days):
	session = frappe.qb.DocType("PRE Action Session")
	return _in_days(frappe.qb.from_(session), session, structure, days).select(
		Count(session.name).as_("sessions"), Sum(session.hours).as_("hours")
	)


def _noted(structure: str, days):
	session, attendance = frappe.qb.DocType("PRE Action Session"), frappe.qb.DocType("PRE Attendance")
	query = frappe.qb.from_(attendance).join(session).on(session.name == attendance.session)
	came = attendance.status == PRESENT
	return _in_days(query, session, structure, days).select(
		Count(Case().when(came, attendance.child)).distinct().as_("children"),
		*[
			Sum(Case().when(attendance.status == status, 1).else_(0)).as_(status.lower())
			for status in (PRESENT, ABSENT, EXCUSED)
		],
		Sum(Case().when(came, session.hours).else_(0)).as_("child_hours"),
	)


def _in_days(query, session, structure: str, days):
	query = query.select(*(session[k] for k in KEYS)).where(session.structure == structure)
	query = query.where(session.status == "Held").where(session.session_date[days.start : days.end])
	return query.groupby(*(session[k] for k in KEYS))


def _rate(line: dict) -> float | None:
	expected = line["present"] + line["absent"]
	return round(100 * line["present"] / expected, 1) if expected else None
