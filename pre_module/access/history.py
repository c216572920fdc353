"""« Who could see this child on that date, and why »: the register, read backwards (R10, P12)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe
from frappe.utils import get_datetime

from pre_module.access.charter import accepted_structures, signed_structures
from pre_module.access.scope import grants_where
from pre_module.rules.access import COORDINATOR, Charters, Grant

STEP = timedelta(microseconds=1)


@dataclass(frozen=True)
class Sight:
	"""One reason for which a person could see a child in a span of time.

	since, until: the part of the span that the grant covers. by_charter: whether the charter let it open anything at
	the end of that part; without, the person had the ground and saw nothing.
	"""

	grant: Grant
	since: datetime
	until: datetime
	by_charter: bool


def who_could_see(child: str, start: datetime, end: datetime) -> list[Sight]:
	"""Every grant that opened a child's documents at some moment from `start` (included) to `end` (excluded).

	The first to open comes first. Sensitive parts aside: health notes and safeguarding reports keep their own.
	"""
	grants = [g for g in [*grants_where({"child": child}), *_of_structure(child)] if g.overlaps(start, end)]
	sights = []
	for grant in grants:
		since = max(start, grant.start)
		until = end if grant.end is None else min(end, grant.end)
		sights.append(Sight(grant, since, until, _charter_let(grant, until - STEP)))
	return sorted(sights, key=lambda s: (s.since, s.grant.user, s.grant.ground))


def _of_structure(child: str) -> list[Grant]:
	"""The grants on every child of its structure, for the time this child has been in it.

	For a structure it left, the register has rows of the child's own (`facts/moves.py`).
	"""
	# Where the child's file is, to answer of its structure; no name.
	file = frappe.db.get_value("PRE Child", child, ["structure", "structure_since", "creation"], as_dict=True)
	if not file:
		return []
	since = get_datetime(file.structure_since or file.creation)
	found = grants_where({"ground": COORDINATOR, "structure": file.structure})
	return [_from(g, since) for g in found if not g.child and (g.end is None or g.end > since)]


def _from(grant: Grant, since: datetime) -> Grant:
	return Grant(**{**grant.__dict__, "start": max(grant.start, since)})


def _charter_let(grant: Grant, at: datetime) -> bool:
	accepted, signed = accepted_structures(grant.user, at), signed_structures(grant.user, at)
	return Charters(frozenset(accepted), frozenset(signed)).open(grant)
