"""What a child's file says, domain by domain, as the view tells it. Nothing here decides who reads it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import frappe

Words = Callable[[str | None], str]

# Read past permissions throughout: `reading.py` has decided what of it is told, and to whom.

DECIDED = {
	"PRE Diagnostic": ("Validated", "Closed"),
	"PRE Parcours": ("Proposed", "Approved", "Active", "Suspended", "Closed"),
}
OPEN_REFERRALS = ("Received", "Under Review", "Accepted")


@dataclass
class Domain:
	"""What is said in one domain; lines of text and dates, each a dict."""

	name: str
	reasons: list[dict] = field(default_factory=list)
	needs: list[dict] = field(default_factory=list)
	objectives: list[dict] = field(default_factory=list)
	actions: list[dict] = field(default_factory=list)


def latest(doctype: str, child: str, *, decided: bool) -> str | None:
	"""The newest diagnostic or parcours of a child. decided: drafts left out, which only the team works on."""
	filters: dict = {"child": child}
	if decided:
		filters["status"] = ("in", DECIDED[doctype])
	found = frappe.get_all(doctype, filters=filters, order_by="creation desc", pluck="name", limit=1)
	return found[0] if found else None


def by_domain(child: str, words: Words, *, decided: bool, providers: bool) -> list[Domain]:
	"""Reasons, needs, objectives and actions by domain. words: what is left of each free text for this reader.

	providers: whether who holds an action, and where, is told; it would tell the school.
	"""
	found: dict[str, Domain] = {}

	def of(name: str) -> Domain:
		return found.setdefault(name, Domain(name))

	for row in _reasons(child):
		of(row.need_domain).reasons.append({"text": words(row.observation)})
	diagnostic, parcours = (latest(d, child, decided=decided) for d in ("PRE Diagnostic", "PRE Parcours"))
	for row in _lines("PRE Diagnostic Need", "PRE Diagnostic", diagnostic):
		of(row.need_domain).needs.append(
			{"text": words(row.need), "service": words(row.service), "answer": row.answer}
		)
	for row in _lines("PRE Parcours Objective", "PRE Parcours", parcours):
		of(row.need_domain).objectives.append({"text": words(row.objective), "target_date": row.target_date})
	for row in _lines("PRE Parcours Action", "PRE Parcours", parcours):
		of(row.need_domain).actions.append(_action(row, words, providers))
	return [found[name] for name in sorted(found, key=frappe._)]


def _action(row, words: Words, providers: bool) -> dict:
	line = {
		"text": words(row.action_title),
		"mode": row.mode,
		"from_date": row.from_date,
		"to_date": row.to_date,
		"planning": words(row.planning),
	}
	if providers:
		line |= {"provider": row.provider or "", "place": words(row.place)}
	return line


def factors(child: str, *, decided: bool) -> list[dict]:
	"""The factors of the diagnostic, by their label and nature; what was observed is not told."""
	rows = _lines("PRE Diagnostic Factor", "PRE Diagnostic", latest("PRE Diagnostic", child, decided=decided))
	told = [r for r in rows if r.nature in ("Strength", "Difficulty")]
	by_nature = defaultdict(list)
	for row in told:
		by_nature[row.nature].append(row.factor)
	return [{"nature": n, "factors": by_nature[n]} for n in ("Strength", "Difficulty") if by_nature[n]]


def own_words(child: str, words: Words) -> dict[str, str]:
	"""P17: the child's and the parents' own words, of the diagnostic."""
	name = latest("PRE Diagnostic", child, decided=False)
	row = (
		frappe.db.get_value("PRE Diagnostic", name, ["child_word", "parents_word"], as_dict=True)
		if name
		else None
	)
	return {key: words(text) for key, text in (row or {}).items() if text}


def _reasons(child: str) -> list:
	referrals = frappe.get_all(
		"PRE Referral",
		filters={"child": child, "status": ("in", OPEN_REFERRALS)},
		order_by="received_on desc",
		pluck="name",
	)
	rows = [row for name in referrals for row in _lines("PRE Referral Reason", "PRE Referral", name)]
	return [r for r in rows if r.need_domain]


def _lines(table: str, doctype: str, name: str | None) -> list:
	if not name:
		return []
	filters = {"parent": name, "parenttype": doctype}
	return frappe.get_all(table, filters=filters, fields=["*"], order_by="idx")
