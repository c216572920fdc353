"""The parcours to follow up: next review, the late ones first, and where the family's agreement ends."""

from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.figures.filters import chosen_structures, text
from pre_module.report.shape import column, link, plain, show_child_titles, summary
from pre_module.rules.consent import PARCOURS

FOLLOWED = ("Active", "Suspended")
STATUSES = ("Draft", "Proposed", "Approved", "Active", "Suspended")


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart, numbers on top."""
	lines = parcours(frappe._dict(filters or {}))
	show_child_titles(line["child"] for line in lines)
	return columns(), lines, None, None, numbers(lines)


def columns() -> list[dict]:
	return [
		column("next_review_on", _("Next Review"), "Date", 120),
		column("days_late", _("Days Late"), "Int", 100),
		link("child", _("Child"), "PRE Child", 190),
		link("parcours", _("Parcours"), "PRE Parcours", 150),
		column("status_label", _("Status"), "Data", 120),
		column("referent_name", _("Référent"), "Data", 180),
		column("started_on", _("Started On"), "Date", 120),
		column("agreement_until", _("Agreement Until"), "Date", 140),
		link("structure", _("Structure"), "PRE Structure", 200),
	]


def parcours(values: dict[str, Any]) -> list[dict[str, Any]]:
	"""The parcours not closed that the reader may see; without a review date last."""
	today = getdate()
	# get_list: only what this reader may see, whatever decides it.
	rows = frappe.get_list(
		"PRE Parcours",
		filters=conditions(values),
		fields=[
			"name as parcours",
			"child",
			"status",
			"referent",
			"started_on",
			"next_review_on",
			"structure",
		],
		limit_page_length=0,
	)
	names, ends = referent_names(rows), agreement_ends({r.child for r in rows}, today)
	for row in rows:
		late = (today - getdate(row.next_review_on)).days if row.next_review_on else 0
		row.days_late = late if late > 0 and row.status == "Active" else None
		row.status_label = _(row.status)
		row.referent_name = plain(names.get(row.referent))
		row.agreement_until = ends.get(row.child)
	if values.get("late_only"):
		rows = [r for r in rows if r.days_late]
	return sorted(rows, key=lambda r: (-(r.days_late or 0), r.next_review_on or date.max, r.parcours))


def conditions(values: dict[str, Any]) -> dict[str, Any]:
	"""Filters structure, territory, referent, status; open parcours without a status."""
	status = text(values, "status")
	found: dict[str, Any] = {
		"structure": ("in", chosen_structures(values, by_child=True) or ("",)),
		"status": status if status in STATUSES else ("in", FOLLOWED),
	}
	if referent := text(values, "referent"):
		found["referent"] = referent
	if territory := text(values, "territory"):
		children = frappe.get_list(
			"PRE Child", filters={"territory": territory}, pluck="name", limit_page_length=0
		)
		found["child"] = ("in", children or ("",))
	return found


def referent_names(rows: list[dict[str, Any]]) -> dict[str, str]:
	"""Names of staff for the accounts of the lines."""
	users = {r.referent for r in rows if r.referent}
	# Names of staff, beside lines the reader was found to see.
	found = frappe.get_all("User", filters={"name": ("in", list(users))}, fields=["name", "full_name"])
	return {user.name: user.full_name for user in found}


def agreement_ends(children: set[str], today: date) -> dict[str, date]:
	"""Per child the first day on which an agreement to the parcours ends, among those not yet ended (R3)."""
	rows = frappe.get_list(
		"PRE Consent",
		filters={
			"child": ("in", list(children)),
			"stage": PARCOURS,
			"status": "Given",
			"valid_until": (">=", today),
		},
		fields=["child", "valid_until"],
		order_by="valid_until desc",
		limit_page_length=0,
	)
	return {row.child: getdate(row.valid_until) for row in rows}


def numbers(lines: list[dict[str, Any]]) -> list[dict]:
	late = sum(1 for line in lines if line["days_late"])
	return [summary(_("Parcours"), len(lines)), summary(_("Late reviews"), late, "Red" if late else "Green")]
