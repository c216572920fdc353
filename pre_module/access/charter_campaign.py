"""R10: who has still to give its word to a charter, seen from the structure. Staff and partners, no child's data."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import get_datetime, getdate, now_datetime

from pre_module.access.charter import published_versions, signatures_of
from pre_module.access.charter_people import concerned, coordinated_structures, partners_concerned
from pre_module.access.charter_rights import reads_all
from pre_module.rules.charter import Version, Word, open_until, to_give_word
from pre_module.rules.refusal import Label

PARTNER, PERSON = Label("Partner to Sign"), Label("Person to Accept")


@dataclass(frozen=True)
class Missing:
	"""A partner that has not signed a version, or a person who has not accepted it.

	user: empty for a partner. partners: those the person belongs to, or the partner itself. until: the day from which
	nothing is open any more to it; None when nothing is open now.
	"""

	structure: str
	version: Version
	kind: str
	user: str
	partners: tuple[str, ...]
	until: date | None

	@property
	def name(self) -> str:
		"""Name of the account, or of the partner."""
		return self.user or self.partners[0]


def structures_followed(user: str) -> list[str]:
	"""The structures whose campaign a person may follow: those he coordinates; all for the data protection officer."""
	if reads_all(user):
		return frappe.get_all("PRE Structure", pluck="name", order_by="name")
	return sorted(coordinated_structures(user))


def missing_words(structures: Iterable[str]) -> list[Missing]:
	"""Who is missing in the structures, for each version in force or to come: partners first, then people."""
	versions = published_versions(structures)
	partners, people = _partners(versions), _people(versions)
	found = []
	for structure in sorted(versions):
		for version in to_give_word(versions[structure], getdate()):
			found += _partners_missing(structure, version, versions[structure], partners[structure])
			found += _people_missing(structure, version, versions[structure], people[structure])
	return found


def _partners_missing(structure, version, versions, partners) -> Iterator[Missing]:
	for partner, words in sorted(partners.items()):
		if not _given(version, words):
			until = open_until(versions, words, now_datetime())
			yield Missing(structure, version, PARTNER, "", (partner,), until)


def _people_missing(structure, version, versions, people) -> Iterator[Missing]:
	for user, (partners, words) in sorted(people.items()):
		if not _given(version, words):
			until = open_until(versions, words, now_datetime())
			yield Missing(structure, version, PERSON, user, tuple(sorted(partners)), until)


def _given(version: Version, words: list[Word]) -> bool:
	return any(w.charter == version.name and w.until is None for w in words)


def _partners(structures: Iterable[str]) -> dict[str, dict[str, list[Word]]]:
	"""Structure → partner → what it has signed there."""
	found: dict[str, dict[str, list[Word]]] = defaultdict(dict)
	for structure, names in partners_concerned(structures).items():
		for name in names:
			found[structure][name] = []
	names = {name for of_one in found.values() for name in of_one}
	for structure, partner, word in signatures_of(names):
		if partner in found[structure]:
			found[structure][partner].append(word)
	return found


def _people(structures: Iterable[str]) -> dict[str, dict[str, tuple[set[str], list[Word]]]]:
	"""Structure → open account concerned → its partners and what it has accepted there."""
	wanted = set(structures)
	# Past permissions: accounts and acceptances of the structures whose campaign the reader follows.
	enabled = set(
		frappe.get_all("User", filters={"enabled": 1, "name": ("!=", "Administrator")}, pluck="name")
	)
	found: dict = defaultdict(dict)
	for c in concerned(structures=wanted):
		if c.structure in wanted and c.user in enabled:
			partners, _words = found[c.structure].setdefault(c.user, (set(), []))
			partners |= {c.partner} - {""}
	for r in frappe.get_all(
		"PRE Charter Acceptance",
		filters={"structure": ("in", list(wanted) or [""])},
		fields=["structure", "user", "charter", "accepted_at"],
	):
		if r.user in found[r.structure]:
			found[r.structure][r.user][1].append(Word(r.charter, get_datetime(r.accepted_at)))
	return found
