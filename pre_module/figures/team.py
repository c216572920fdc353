"""F20: the team: its members by field, its meetings, the situations examined, the attendance by partner.

Counts of staff and of meetings; the situations examined stand for children, so their small numbers are hidden from
readers outside the circle (P2).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.team import people_of, period_of
from pre_module.figures.filters import Filters
from pre_module.figures.partition import Partition
from pre_module.figures.reader import is_outside, threshold
from pre_module.rules.team import COUNTED, MET, NOT_MET, UNKNOWN, fields_on, members_on

FIGURE = "F20"


@dataclass(frozen=True)
class Attendance:
	"""How often the members of one partner were there or replaced, of the times they were expected."""

	partner: str
	there: int
	expected: int


def team_figures(f: Filters) -> tuple[list[Partition], list[Attendance]]:
	"""Members by field, meetings by quorum, situations examined; attendance by partner, as their reader may see them."""
	held = _held(f)
	examined = situations_examined(f, held)
	if is_outside():
		examined = examined.for_outside(threshold())
	return [members_by_field(f), meetings(held), examined], attendance(held)


def members_by_field(f: Filters) -> Partition:
	"""The members of the teams in force on the last day of the year, or today, each once in each of his fields."""
	day, found = min(f.year.end, getdate()), set()
	# Who works together: no child's data; `f.structures` are those the reader may see.
	for name in frappe.get_all("PRE Team", {"structure": ("in", f.structures or ("",))}, pluck="name"):
		team = frappe.get_doc("PRE Team", name)
		if period_of(team).contains(day) and fields_on(people_of(team), day):
			found |= {(p.field, p.user) for p in members_on(people_of(team), day)}
	counts = Counter(field for field, _user in found)
	options = frappe.get_meta("PRE Team Person").get_field("work_field").options.split("\n")
	return Partition.of(FIGURE, _("Members by field of work"), {_(o): counts[o] for o in options if o})


def meetings(held: list) -> Partition:
	"""The meetings held in the year, by their quorum."""
	counts = Counter(m.quorum_state or UNKNOWN for m in held)
	labels = {MET: _("Quorum met"), NOT_MET: _("Quorum not met"), UNKNOWN: _("Attendance not noted")}
	return Partition.of(FIGURE, _("Meetings held"), {label: counts[state] for state, label in labels.items()})


def situations_examined(f: Filters, held: list) -> Partition:
	"""The situations examined in these meetings: each once, and how often one came back in the year."""
	rows = _lines("PRE Team Meeting Item", held, {"status": "Examined"}, ["situation"])
	different = len({r.situation for r in rows})
	return Partition.of(
		FIGURE,
		_("Situations examined"),
		{_("Different situations"): different, _("Examined again"): len(rows) - different},
	)


def attendance(held: list) -> list[Attendance]:
	"""Of each partner, how often its members were there or replaced; without a partner, together."""
	rows = _lines("PRE Team Meeting Member", held, {"attendance": ("is", "set")}, ["partner", "attendance"])
	expected = Counter(r.partner or "" for r in rows)
	there = Counter(r.partner or "" for r in rows if r.attendance in COUNTED)
	return [Attendance(partner, there[partner], expected[partner]) for partner in sorted(expected)]


def _held(f: Filters) -> list:
	days: tuple[date, date] = (f.year.start, f.year.end)
	# Meetings hold no name; `f.structures` are those the reader may see.
	return frappe.get_all(
		"PRE Team Meeting",
		filters={
			"structure": ("in", f.structures or ("",)),
			"status": "Held",
			"meeting_date": ("between", days),
		},
		fields=["name", "quorum_state"],
	)


def _lines(table: str, held: list, filters: dict, fields: list[str]) -> list:
	# To be counted; no line is returned.
	parents = {"parenttype": "PRE Team Meeting", "parent": ("in", [m.name for m in held] or [""])}
	return frappe.get_all(table, filters={**parents, **filters}, fields=fields)
