"""How a person reads a situation today: whole, named with some domains, anonymous, or not at all (R10).

Worked out from the facts each time, so that a name is there from the minute both charter and agreement are, and
gone the minute one of them ends, without any job.
"""

from dataclasses import dataclass
from datetime import date, datetime

import frappe
from frappe.utils import get_datetime

from pre_module.access.charter import (
	accepted_structures,
	partners_of,
	published_versions,
	signatures_of,
	signed_structures,
)
from pre_module.access.scope import Live, Scope, grants_where, scope_of
from pre_module.controllers.sharing import Family, family_of
from pre_module.rules.access import MEETING, SHARING, Charters, sees
from pre_module.rules.charter import accepts


@dataclass(frozen=True)
class Reading:
	"""whole: the file is open to this person anyway. named: the child's identity is known to him.

	domains: what he reads of, None for all.
	"""

	whole: bool
	named: bool
	domains: frozenset[str] | None = None


WHOLE = Reading(whole=True, named=True)
ANONYMOUS = Reading(whole=False, named=False)


def named_for(domains: frozenset[str]) -> Reading:
	"""R10 « jamais plus que l'accord ne nomme »: named, with the agreed domains and no others."""
	return Reading(whole=False, named=True, domains=domains)


def reading_of(child: str, user: str, at: datetime | None = None) -> Reading | None:
	"""How a person reads the situation of a child, now or at another moment; None: it is closed to him."""
	if user == "Administrator":
		return WHOLE
	# The field that decides, whoever asks.
	structure = frappe.db.get_value("PRE Child", child, "structure")
	scope = _scope(user, at)
	grants = scope.about(child)
	if sees(grants, scope.charters, scope.at, doctype="PRE Child", child=child, structure=structure or ""):
		return WHOLE
	grounds = {g.ground for g in grants if g.child == child and scope.charters.open(g)}
	if not grounds & {MEETING, SHARING} or structure not in scope.charters.accepted:
		return None
	agreed = agreed_domains(child, structure, user, scope.at)
	if agreed:
		return named_for(agreed)
	return ANONYMOUS if MEETING in grounds else None


def agreed_domains(child: str, structure: str, user: str, at: datetime) -> frozenset[str]:
	"""R3, R10: what the family shares with the partners of a person that signed the charter in force."""
	own = [name for name, disabled in partners_of(user).items() if not disabled]
	signed = [partner for partner in own if partner_signed(partner, structure, at)]
	if not signed:
		return frozenset()
	return _shared(family_of(child), signed, at.date())


def partner_signed(partner: str, structure: str, at: datetime) -> bool:
	"""R10: whether a partner's own signature of the structure's charter counts at that moment."""
	words = [word for where, _partner, word in signatures_of([partner]) if where == structure]
	return accepts(published_versions([structure]).get(structure, []), words, at)


def _shared(family: Family, partners: list[str], on: date) -> frozenset[str]:
	return frozenset().union(*(family.shared(partner, on) for partner in partners))


def _scope(user: str, at: datetime | None) -> Scope:
	if at is None:
		return scope_of(user)
	at = get_datetime(at)
	grants = tuple(g for g in grants_where({"user": user}) if g.is_live(at))
	charters = Charters(frozenset(accepted_structures(user, at)), frozenset(signed_structures(user, at)))
	return Scope(user, at, Live(user, at, grants), charters)
