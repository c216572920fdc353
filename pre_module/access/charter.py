"""R10: the charter of each structure, who accepted it and which partners signed it, read from the base.

Without the charter nobody sees a child. `accepted_structures` and `signed_structures` are asked at every door;
they cost one and three queries more, once per request. A version opens from its first day to the day its successor
says; the dates rule, nothing has to be closed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import frappe
from frappe.utils import get_datetime, getdate, now_datetime

from pre_module.access.charter_people import structures_concerning
from pre_module.rules.charter import Version, Word, accepts, in_force, open_until, that_count, to_give_word

CACHE = "pre_charter"
SUPERUSER = "Administrator"  # of Frappe: installs, repairs, and passes everywhere


def accepted_structures(user: str, at: datetime | None = None) -> set[str]:
	"""The structures of which the user has accepted a charter that counts. at: another moment than now."""
	return _kept("accepted", user, at, _accepted_structures)


def signed_structures(user: str, at: datetime | None = None) -> set[str]:
	"""Those of them whose charter a partner, of which the user is one of the people, has signed as well.

	All of them for who belongs to no partner. A partner no longer one binds nobody, and opens nothing to its people.
	at: another moment than now; of the people of a partner, today's list is read all the same.
	"""
	accepted = accepted_structures(user, at)
	return _kept("signed", user, at, lambda user, moment: _signed_among(accepted, user, moment))


def forget() -> None:
	"""Read again, in this request, what was read of charters: an acceptance, a signature, a version, a partner changed."""
	frappe.local.cache.pop(CACHE, None)


def _kept(kind: str, user: str, at: datetime | None, read: Callable[[str, datetime], set[str]]) -> set[str]:
	"""The answer kept for this request only (`frappe.local`): another process never keeps an old one."""
	if at is not None:
		return read(user, get_datetime(at))
	kept, moment = frappe.local.cache.setdefault(CACHE, {}), now_datetime()
	key = (kind, user, moment.date())
	if key not in kept:
		kept[key] = read(user, moment)
	return set(kept[key])


def _accepted_structures(user: str, at: datetime) -> set[str]:
	if user == SUPERUSER:
		# Names of structures, for whom nothing is closed to.
		return set(frappe.get_all("PRE Structure", pluck="name"))
	given, versions = defaultdict(set), defaultdict(set)
	for r in _acceptances_and_versions(user):
		given[r.structure].add(Word(r.charter, get_datetime(r.accepted_at)))
		until = r.previous_until and getdate(r.previous_until)
		versions[r.structure].add(Version(r.name, r.version, getdate(r.in_force_from), until))
	return {s for s, words in given.items() if accepts(list(versions[s]), words, at)}


def _acceptances_and_versions(user: str) -> list:
	"""Each acceptance of a person beside each published version: one statement, for each list waits for it."""
	# Who gave his word on what: nothing about a child, and the permission itself rests on it.
	return frappe.db.sql(
		"select given.`structure`, given.`charter`, given.`accepted_at`, version.`name`, version.`version`,"
		" version.`in_force_from`, version.`previous_until`"
		" from `tabPRE Charter Acceptance` given join `tabPRE Charter` version"
		" on version.`structure` = given.`structure` and version.`status` = 'Published'"
		" where given.`user` = %(user)s",
		{"user": user},
		as_dict=True,
	)


def _signed_among(accepted: set[str], user: str, at: datetime) -> set[str]:
	if user == SUPERUSER or not accepted:
		return accepted
	partners = partners_of(user)
	if not partners:
		return accepted
	signed = defaultdict(list)
	for structure, _partner, word in signatures_of(p for p, disabled in partners.items() if not disabled):
		signed[structure].append(word)
	return accepted & _bound_by(signed, at)


def _bound_by(words: dict[str, list[Word]], at: datetime) -> set[str]:
	versions = published_versions(words)
	return {s for s, given in words.items() if accepts(versions.get(s, []), given, at)}


# What the rules work on. None of it is about a child; read whoever asks, for permission itself rests on it.


def published_versions(structures: Iterable[str] | None = None) -> dict[str, list[Version]]:
	"""The published versions of the charters of these structures (of all without), by structure."""
	filters: dict = {"status": "Published"}
	if structures is not None:
		filters["structure"] = ("in", list(structures) or [""])
	found = defaultdict(list)
	for r in frappe.get_all(
		"PRE Charter",
		filters=filters,
		fields=["name", "structure", "version", "in_force_from", "previous_until"],
	):
		until = r.previous_until and getdate(r.previous_until)
		found[r.structure].append(Version(r.name, r.version, getdate(r.in_force_from), until))
	return found


def acceptances_of(user: str) -> dict[str, list[Word]]:
	"""What a person has accepted, by structure."""
	found = defaultdict(list)
	for r in frappe.get_all(
		"PRE Charter Acceptance", filters={"user": user}, fields=["charter", "structure", "accepted_at"]
	):
		found[r.structure].append(Word(r.charter, get_datetime(r.accepted_at)))
	return found


def signatures_of(partners: Iterable[str]) -> list[tuple[str, str, Word]]:
	"""(structure, partner, signature) of these partners. It counts from the day it bears and once it is noted."""
	rows = frappe.get_all(
		"PRE Charter Signature",
		filters={"partner": ("in", list(partners) or [""])},
		fields=["charter", "structure", "partner", "signed_on", "noted_at", "withdrawn", "withdrawn_at"],
	)
	return [
		(
			r.structure,
			r.partner,
			Word(
				r.charter,
				max(get_datetime(r.signed_on), get_datetime(r.noted_at)),
				get_datetime(r.withdrawn_at) if r.withdrawn else None,
			),
		)
		for r in rows
	]


def partners_of(user: str) -> dict[str, bool]:
	"""The partners of which the user is one of the people, and whether each is disabled."""
	person, partner = frappe.qb.DocType("PRE Partner Person"), frappe.qb.DocType("PRE Partner")
	rows = (
		frappe.qb.from_(person)
		.join(partner)
		.on(partner.name == person.parent)
		.select(partner.name, partner.disabled)
		.where((person.parenttype == "PRE Partner") & (person.user == user))
		.run()
	)
	return {name: bool(disabled) for name, disabled in rows}


# What a person is asked


@dataclass(frozen=True)
class ToAccept:
	"""A version that a person has still to accept.

	closed: nothing of the structure's children is open to the person before. until: the day from which nothing is
	open any more without it, None where that is no matter of days.
	"""

	charter: str
	structure: str
	closed: bool
	until: date | None


def charters_to_accept(user: str, at: datetime | None = None) -> list[ToAccept]:
	"""The versions in force or to come, of the structures that concern the user, that he has not accepted yet.

	First those without which nothing is open to him. Nobody asks Administrator.
	"""
	if user == SUPERUSER:
		return []
	at = at or now_datetime()
	structures = structures_concerning(user)
	versions, given = published_versions(structures), acceptances_of(user)
	found = []
	for structure in sorted(structures & versions.keys()):
		words = given.get(structure, [])
		accepted, opened = {w.charter for w in words}, accepts(versions[structure], words, at)
		found += [
			ToAccept(
				charter=version.name,
				structure=structure,
				closed=not opened and version.in_force_from <= at.date(),
				until=open_until(versions[structure], words, at) if opened else None,
			)
			for version in to_give_word(versions[structure], at.date())
			if version.name not in accepted
		]
	return sorted(found, key=lambda c: (not c.closed, c.until or date.max, c.structure))


def structures_without_charter(user: str) -> set[str]:
	"""The structures that concern the user and have no charter in force nor to come: nothing of them is open."""
	structures = structures_concerning(user) if user != SUPERUSER else set()
	return structures - published_versions(structures).keys()
