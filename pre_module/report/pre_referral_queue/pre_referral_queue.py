"""The referrals that wait for a decision, the oldest first, with how long each has been waiting (R16, F12)."""

from typing import Any

import frappe
from frappe import _

from pre_module.controllers.eligibility import in_words
from pre_module.figures.queue import TO_DECIDE, Waiting, queue
from pre_module.report.shape import column, link, plain, summary


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart, numbers on top."""
	found = queue(filters)
	return columns(), [line_of(w) for w in found], None, None, numbers(found)


def columns() -> list[dict]:
	return [
		column("waiting", _("Waiting Since"), "Data", 140),
		link("referral", _("Referral"), "PRE Referral", 150),
		column("child_title", _("Child as Referred"), "Data", 200),
		column("waits_for", _("Next Step"), "Data", 310),
		column("origin", _("Origin"), "Data", 130),
		link("partner", _("Partner"), "PRE Partner", 200),
		column("received_on", _("Received On"), "Date", 120),
		column("days", _("Days of Waiting"), "Int", 130),
	]


def line_of(waiting: Waiting) -> dict[str, Any]:
	"""A line in the reader's language."""
	return {
		"waiting": in_words(waiting.days),
		"referral": waiting.name,
		"child_title": plain(waiting.child_title),
		"waits_for": _(waiting.waits_for),
		"origin": _(waiting.origin),
		"partner": waiting.partner or None,
		"received_on": waiting.received_on,
		"days": waiting.days,
		"is_late": int(waiting.is_late),
		"is_ready": int(waiting.waits_for == TO_DECIDE),
	}


def numbers(found: list[Waiting]) -> list[dict]:
	late = sum(1 for w in found if w.is_late)
	expected = frappe.get_cached_doc("PRE Settings").referral_decision_days or 0
	oldest = in_words(found[0].days) if found else "–"
	return [
		summary(_("Referrals waiting"), len(found), "Blue" if found else "Green"),
		summary(_("For more than {0} days").format(expected), late, "Red" if late else "Green"),
		summary(_("The oldest"), oldest, "Orange" if found else "Green", "Data"),
	]
