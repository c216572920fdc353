"""The children followed today whose agreements are to be watched (F13), read from the base."""

from collections import defaultdict
from datetime import date
from typing import Any

import frappe
from frappe.utils import getdate

from pre_module.figures.agreements import NO_HOLDER, ORDER, VALID, expected_stages, state_of
from pre_module.figures.filters import chosen_structures, text
from pre_module.rules.consent import Agreement, Guardian

FOLLOWED = "Followed"
BATCH = 500  # children read at a time, so that memory holds few files and many lines at most


def to_watch(values: dict[str, Any], readable_only: bool = True) -> list[dict[str, Any]]:
	"""One line per child, stage and holder of parental authority whose agreement is not valid for long.

	values: filters structure, territory, referent, stage, state. readable_only: only children the reader may see;
	without, every child of the structures he may read figures of, for counts alone.
	"""
	today = getdate()
	warning = frappe.get_cached_doc("PRE Settings").consent_warning_days or 0
	lines: list[dict[str, Any]] = []
	children = _children(values, readable_only)
	for start in range(0, len(children), BATCH):
		lines += lines_of(children[start : start + BATCH], today, warning)
	stage, state = text(values, "stage"), text(values, "state")
	lines = [r for r in lines if stage in (None, r["stage"]) and state in (None, r["state"])]
	return sorted(
		lines, key=lambda r: (ORDER.index(r["state"]), r["day"] or date.max, r["child"], r["stage"] or "")
	)


def _children(values: dict[str, Any], readable_only: bool) -> list[str]:
	structures = chosen_structures(values, by_child=readable_only)
	filters: dict[str, Any] = {"status": FOLLOWED, "structure": ("in", structures or ("",))}
	if territory := text(values, "territory"):
		filters["territory"] = territory
	# get_all: for counts only, the caller shows no line of a child to a reader who may not see it.
	read = frappe.get_list if readable_only else frappe.get_all
	children = read("PRE Child", filters=filters, pluck="name", order_by="name", limit_page_length=0)
	if referent := text(values, "referent"):
		theirs = set(
			read(
				"PRE Parcours",
				filters={"referent": referent, "status": ("!=", "Closed")},
				pluck="child",
				limit_page_length=0,
			)
		)
		children = [c for c in children if c in theirs]
	return children


def lines_of(children: list[str], today: date, warning: int) -> list[dict[str, Any]]:
	"""The agreements to watch of these children, whom the caller found the reader to see, or whom it only counts."""
	guardians, agreements = _guardians(children), _agreements(children)
	statuses = _parcours_statuses(children)
	lines = []
	for child in children:
		holders = [g for g in guardians[child] if g.holds_authority]
		if not holders:
			lines.append({"child": child, "stage": None, "guardian": None, "state": NO_HOLDER, "day": None})
			continue
		answers = agreements[child]
		for stage in expected_stages(statuses[child], {a.stage for a in answers}):
			for holder in holders:
				state, day = state_of(holder, answers, stage, today, warning)
				if state != VALID:
					lines.append(
						{"child": child, "stage": stage, "guardian": holder.name, "state": state, "day": day}
					)
	return lines


# The three below read what belongs to children the reader was found to see (or that are only counted).


def _guardians(children: list[str]) -> dict[str, list[Guardian]]:
	found = defaultdict(list)
	# Of children the reader was found to see, or that are only counted.
	for r in frappe.get_all(
		"PRE Child Guardian",
		filters={"parent": ("in", children), "parenttype": "PRE Child"},
		fields=["name", "parent", "first_name", "last_name", "parental_authority"],
		order_by="idx",
	):
		name = f"{r.first_name} {r.last_name}"
		found[r.parent].append(Guardian(r.name, name, r.parental_authority == "Yes"))
	return found


def _agreements(children: list[str]) -> dict[str, list[Agreement]]:
	found = defaultdict(list)
	# Likewise.
	for r in frappe.get_all(
		"PRE Consent",
		filters={"child": ("in", children)},
		fields=["child", "stage", "guardian_row", "answer", "given_on", "valid_until", "withdrawn_on"],
	):
		found[r.child].append(
			Agreement(
				stage=r.stage,
				guardian=r.guardian_row,
				given_on=getdate(r.given_on),
				given=r.answer == "Given",
				valid_until=r.valid_until and getdate(r.valid_until),
				withdrawn_on=r.withdrawn_on and getdate(r.withdrawn_on),
			)
		)
	return found


def _parcours_statuses(children: list[str]) -> dict[str, list[str]]:
	found = defaultdict(list)
	# Likewise.
	for r in frappe.get_all("PRE Parcours", filters={"child": ("in", children)}, fields=["child", "status"]):
		found[r.child].append(r.status)
	return found
