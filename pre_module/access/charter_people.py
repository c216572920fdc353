"""Whom the charter of a structure concerns: its coordonnateurs, its référents, its partners' people, the members
of its meetings, and whoever has or will have a grant on one of its children. Staff and partners only, no child's data is returned."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import frappe
from frappe.utils import getdate, now_datetime

from pre_module.rules.referent import PRE

COORDINATOR, REFERENT, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Partner"
MEMBER, GRANT = "PRE Team Member", "Grant"
LIVE_CONTRACTS = ("To Sign", "In Force")


@dataclass(frozen=True)
class Concerned:
	"""An account that a structure's charter concerns, and why. partner: the one it belongs to, where it is why."""

	structure: str
	user: str
	why: str
	partner: str = ""


def structures_concerning(user: str) -> set[str]:
	"""The structures whose charter concerns a user."""
	return {c.structure for c in concerned(user)}


def concerned(user: str | None = None, structures: Iterable[str] | None = None) -> Iterator[Concerned]:
	"""Whom each charter concerns today. user: this account only. structures: of these only, for the long register.

	Read past permissions: whom the charter is asked of can't rest on what he may already read.
	"""
	yield from _coordinators(user)
	yield from _referents(user)
	yield from _people_of_partners(user)
	yield from _members_of_meetings(user)
	yield from _holders_of_grants(user, structures)


def coordinated_structures(user: str) -> set[str]:
	"""The structures that a user coordinates today."""
	return {c.structure for c in _coordinators(user)}


def partners_concerned(structures: Iterable[str]) -> dict[str, set[str]]:
	"""The partners that have to sign the charter of each of these structures: theirs, and those bound there already."""
	wanted = set(structures)
	rows = frappe.get_all("PRE Partner", filters={"disabled": 0}, fields=["name", "structure"])
	found = defaultdict(set)
	for row in rows:
		if row.structure in wanted:
			found[row.structure].add(row.name)
	for partner, places in _structures_of_unattached({r.name for r in rows if not r.structure}).items():
		for structure in places & wanted:
			found[structure].add(partner)
	return found


def _coordinators(user: str | None) -> Iterator[Concerned]:
	line, today = frappe.qb.DocType("PRE Structure Coordinator"), getdate()
	query = (
		frappe.qb.from_(line)
		.select(line.parent, line.user)
		.where((line.parenttype == "PRE Structure") & (line.function == PRE))
		.where((line.from_date <= today) & (line.to_date.isnull() | (line.to_date >= today)))
	)
	for structure, person in _of(query, line.user, user):
		yield Concerned(structure, person, COORDINATOR)


def _referents(user: str | None) -> Iterator[Concerned]:
	contract = frappe.qb.DocType("PRE Referent Contract")
	query = (
		frappe.qb.from_(contract)
		.select(contract.structure, contract.referent)
		.where(contract.status.isin(LIVE_CONTRACTS) & (contract.to_date >= getdate()))
	)
	for structure, person in _of(query, contract.referent, user):
		yield Concerned(structure, person, REFERENT)


def _people_of_partners(user: str | None) -> Iterator[Concerned]:
	"""A partner that names no structure: those whose charter it has signed, and the only one of the site."""
	line, partner = frappe.qb.DocType("PRE Partner Person"), frappe.qb.DocType("PRE Partner")
	query = (
		frappe.qb.from_(line)
		.join(partner)
		.on(partner.name == line.parent)
		.select(partner.structure, line.user, partner.name)
		.where((line.parenttype == "PRE Partner") & (partner.disabled == 0))
	)
	rows = _of(query, line.user, user)
	elsewhere = _structures_of_unattached({name for structure, _person, name in rows if not structure})
	for structure, person, name in rows:
		for named in [structure] if structure else elsewhere[name]:
			yield Concerned(named, person, PARTNER, name)


def _structures_of_unattached(partners: set[str]) -> dict[str, set[str]]:
	if not partners:
		return {}
	structures = frappe.get_all("PRE Structure", filters={"disabled": 0}, pluck="name", limit=2)
	found = {partner: set(structures if len(structures) == 1 else ()) for partner in partners}
	for row in frappe.get_all(
		"PRE Charter Signature",
		filters={"partner": ("in", list(partners)), "withdrawn": 0},
		fields=["partner", "structure"],
	):
		found[row.partner].add(row.structure)
	return found


def _members_of_meetings(user: str | None) -> Iterator[Concerned]:
	"""Of meetings to come: who reads its agenda has accepted before."""
	line, meeting = frappe.qb.DocType("PRE Team Meeting Member"), frappe.qb.DocType("PRE Team Meeting")
	query = (
		frappe.qb.from_(line)
		.join(meeting)
		.on(meeting.name == line.parent)
		.select(meeting.structure, line.user)
		.where((line.parenttype == "PRE Team Meeting") & (meeting.status != "Cancelled"))
		.where(meeting.meeting_date >= getdate())
	)
	for structure, person in _of(query, line.user, user):
		yield Concerned(structure, person, MEMBER)


def _holders_of_grants(user: str | None, structures: Iterable[str] | None) -> Iterator[Concerned]:
	"""Agendas, referrals, agreements that name a partner: the register of access knows them all."""
	row = frappe.qb.DocType("PRE Child Access")
	query = (
		frappe.qb.from_(row)
		.select(row.structure, row.user)
		.distinct()
		.where(row.to_time.isnull() | (row.to_time > now_datetime()))
	)
	if structures is not None:
		query = query.where(row.structure.isin(list(structures) or [""]))
	for structure, person in _of(query, row.user, user):
		yield Concerned(structure, person, GRANT)


def _of(query, field, user: str | None) -> list[tuple]:
	rows = (query.where(field == user) if user else query).run()
	return [r for r in rows if r[1]]
