"""The referrals that wait for a decision, the oldest first: what a coordonnateur has to do next (R16, F12)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import frappe
from frappe.utils import getdate

from pre_module.figures.filters import chosen_structures, text
from pre_module.rules.eligibility import days_waiting
from pre_module.rules.refusal import _

# What a referral waits for.
TO_EXAMINE, NO_FILE, TO_ANSWER, TO_DECIDE = (
	_("To examine"),
	_("The child's file is to be made or found"),
	_("Criteria to answer"),
	_("Ready to be decided"),
)


@dataclass(frozen=True)
class Waiting:
	"""A referral not decided yet. waits_for: one of the four above. days: since it was received."""

	name: str
	child_title: str
	origin: str
	partner: str
	received_on: date
	days: int
	waits_for: str
	is_late: bool


def queue(values: dict[str, Any] | None) -> list[Waiting]:
	"""The referrals the reader may see (get_list), in the order of their reception. values: filters structure, origin."""
	values = values or {}
	filters: dict[str, Any] = {
		"status": ("in", ("Received", "Under Review")),
		"structure": ("in", chosen_structures(values) or ("",)),
	}
	if origin := text(values, "origin"):
		filters["origin"] = origin
	rows = frappe.get_list(
		"PRE Referral",
		filters=filters,
		fields=["name", "child_title", "origin", "partner", "received_on", "status", "child"],
		order_by="received_on asc, creation asc",
		limit_page_length=0,
	)
	unanswered = _unanswered([r.name for r in rows])
	today, expected = getdate(), frappe.get_cached_doc("PRE Settings").referral_decision_days or 0
	found = []
	for r in rows:
		days = days_waiting(getdate(r.received_on), today)
		waits_for = TO_EXAMINE
		if r.status == "Under Review":
			waits_for = NO_FILE if not r.child else TO_ANSWER if unanswered[r.name] else TO_DECIDE
		late = bool(expected) and days > expected
		found.append(
			Waiting(r.name, r.child_title, r.origin, r.partner or "", r.received_on, days, waits_for, late)
		)
	return found


def _unanswered(names: list[str]) -> Counter:
	"""How many criteria have no answer yet; past permissions, of referrals the reader was found to see."""
	filters = {"parent": ("in", names or [""]), "parenttype": "PRE Referral", "met": ("is", "not set")}
	return Counter(frappe.get_all("PRE Referral Criterion", filters=filters, pluck="parent"))
