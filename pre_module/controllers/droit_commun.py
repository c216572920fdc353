"""Droit commun first (R2): a child's needs and what existing services answered, read from the base."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import frappe
from frappe.utils import getdate

from pre_module.rules import droit_commun as rule
from pre_module.rules.refusal import Refusal

REQUEST, ROW, DIAGNOSTIC = "PRE Service Request", "PRE Diagnostic Need", "PRE Diagnostic"
FIELDS = ["name", "need_row", "service", "asked_on", "answer", "answered_on", "offered_from"]

# Read past permissions throughout: R2 must see all requests, whoever saves. A refusal names one service at most, to
# somebody who writes about this very child.


def check_gap(child: str, need_domain: str) -> list[Refusal]:
	"""R2: why the PRE may not act for a child in a domain today; nothing where a need is left as a gap."""
	return rule.check_gap(need_domain, needs_of(child), on=getdate(), days=delay())


def check_place(child: str, need_domain: str) -> list[Refusal]:
	"""R2: why a child may not be enrolled today in an action of a domain."""
	return rule.check_place(need_domain, needs_of(child), on=getdate(), days=delay())


def borne(child: str, domains: Sequence[tuple[str, str]]) -> rule.Borne:
	"""R2 for actions of these domains (see `rules.droit_commun.Borne`), today."""
	return rule.Borne(domains, needs_of(child), getdate(), delay())


def delay() -> int:
	"""Days for which the answer of a service is awaited before the need is a gap (PRE Settings)."""
	return frappe.get_cached_doc("PRE Settings").service_answer_days or 0


def needs_of(child: str) -> list[rule.Need]:
	"""The needs of a child: in each domain, those of its last diagnostic that names the domain.

	A closed diagnostic counts only where no other names it.
	"""
	row, diagnostic = frappe.qb.DocType(ROW), frappe.qb.DocType(DIAGNOSTIC)
	found = (
		frappe.qb.from_(row)
		.join(diagnostic)
		.on((diagnostic.name == row.parent) & (row.parenttype == DIAGNOSTIC))
		.select(
			row.name,
			row.parent,
			row.need_domain,
			row.service,
			row.asked_on,
			row.answer,
			row.answered_on,
			diagnostic.diagnostic_date,
			diagnostic.status,
			diagnostic.creation,
		)
		.where(diagnostic.child == child)
		.run(as_dict=True)
	)
	found.sort(key=lambda r: (r.status != "Closed", getdate(r.diagnostic_date), r.creation), reverse=True)
	last: dict[str, str] = {}
	for r in found:
		last.setdefault(r.need_domain, r.parent)
	asked = requests_by_row({"child": child})
	return [
		rule.Need(r.need_domain, asked.get(r.name) or typed(r, r.diagnostic_date))
		for r in found
		if last[r.need_domain] == r.parent
	]


def requests_by_row(filters: dict) -> dict[str, tuple[rule.Request, ...]]:
	"""The requests to services, by the line of the diagnostic they were made for, the first asked first."""
	by_row = defaultdict(list)
	for r in frappe.get_all(REQUEST, filters=filters, fields=FIELDS, order_by="asked_on, creation"):
		by_row[r.need_row].append(as_request(r))
	return {row: tuple(requests) for row, requests in by_row.items()}


def as_request(r) -> rule.Request:
	"""A PRE Service Request, or the line of one, as the rules read it."""
	return rule.Request(
		service=r.service or "",
		asked_on=getdate(r.asked_on),
		answer=r.answer,
		answered_on=r.answered_on and getdate(r.answered_on),
		offered_from=r.get("offered_from") and getdate(r.offered_from),
	)


def typed(row, diagnostic_date) -> tuple[rule.Request, ...]:
	"""The request that a line of a diagnostic says by itself, where no PRE Service Request stands for it yet."""
	if not row.answer:
		return ()
	asked_on = getdate(row.asked_on or diagnostic_date)
	return (
		rule.Request(
			row.service or "", asked_on, row.answer, row.answered_on and getdate(row.answered_on), None
		),
	)


def follower_of(child: str, asked_by: str | None) -> str | None:
	"""Who follows a child's requests today: the référent in charge, else that of the first steps, else who asked."""
	in_charge = frappe.db.get_value(
		"PRE Parcours", {"child": child, "status": ("!=", "Closed"), "referent": ("is", "set")}, "referent"
	)
	contract = None if in_charge else frappe.db.get_value("PRE Child", child, "contract")
	first_steps = contract and frappe.db.get_value("PRE Referent Contract", contract, "referent")
	return next(_open_accounts(in_charge, first_steps, asked_by), None)


def _open_accounts(*users: str | None) -> Iterable[str]:
	return (u for u in users if u and frappe.db.get_value("User", u, "enabled"))
