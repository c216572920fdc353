"""What a person may see right now, read once per request: the live grants, and the charters that let them open.

A list lets the database look up the children (`conditions.py`), one document asks for the grants themselves: each is
read when it is asked, so that a list waits for no more than it needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import frappe
from frappe.utils import get_datetime, now_datetime

from pre_module.access.charter import accepted_structures, signed_structures
from pre_module.rules.access import COORDINATOR, FOR_PARTNERS, REFERRAL, ROLES_OF, Charters, Grant

REGISTER = "PRE Child Access"
FRESH = timedelta(seconds=1)  # a long job reads again what it holds
FIELDS = (
	"user",
	"child",
	"structure",
	"ground",
	"source_doctype",
	"source_name",
	"from_time",
	"to_time",
	"reason",
)
FEW = 300  # grants read at once; of somebody who has more, those of one child when that child is asked


class Words:
	"""The charters of a person as the rules ask them (`rules.access.Charters`), each side read when it is asked."""

	def __init__(self, user: str, at: datetime | None):
		self._of = (user, at)

	@cached_property
	def accepted(self) -> frozenset[str]:
		return frozenset(accepted_structures(*self._of))

	@cached_property
	def signed(self) -> frozenset[str]:
		return frozenset(signed_structures(*self._of))

	open = Charters.open


class Live:
	"""A person's live rows of the register, of the grounds that his roles may hold. grants: known, of a past moment."""

	def __init__(self, user: str, at: datetime, grants: Sequence[Grant] | None = None):
		self.user, self.at = user, at
		if grants is not None:
			self.grants, self.many = grants, False

	@cached_property
	def grounds(self) -> frozenset[str]:
		"""Those that a role of the person may hold: whatever the register says, the function is over with the role."""
		roles = set(frappe.get_roles(self.user))
		return frozenset(ground for ground, of in ROLES_OF.items() if not roles.isdisjoint(of))

	@cached_property
	def held(self) -> frozenset[tuple[str, str]]:
		"""(ground, structure) of each row, without the children."""
		if "grants" in self.__dict__ and not self.many:
			return frozenset((g.ground, g.structure) for g in self.grants)
		return frozenset((g, s) for g, s in _held(self.user, self.at) if g in self.grounds)

	@cached_property
	def grants(self) -> Sequence[Grant]:
		"""All that open a structure, and of those of single children one more than a few."""
		return self.by_role(self._rows)

	@cached_property
	def many(self) -> bool:
		"""Whether there are more, of single children, than were read."""
		return len(self._rows) > FEW

	@cached_property
	def _rows(self) -> list[Grant]:
		return _live(self.user, self.at)

	def by_role(self, grants: Iterable[Grant]) -> list[Grant]:
		"""Those of the grounds that his roles may hold."""
		return [g for g in grants if g.ground in self.grounds]


@dataclass(frozen=True)
class Scope:
	"""What `user` holds at `at`, and the charters that let it open."""

	user: str
	at: datetime
	live: Live
	charters: Charters | Words

	@property
	def coordinated(self) -> set[str]:
		"""The structures whose children are all open."""
		return set(self.open_by(COORDINATOR)) if COORDINATOR in self.live.grounds else set()

	def open_by(self, ground: str) -> list[str]:
		"""The structures of the children that a ground opens: none where it isn't held, or the charter is not in order."""
		held = {structure for of, structure in self.live.held if of == ground}
		return sorted(held & self.structures_of(ground)) if held else []

	def where_to_look(self, ground: str) -> list[str]:
		"""The structures in which a list has the register asked for a ground.

		Who coordinates mostly holds nothing else, and two alternatives cost more than one: it is asked first. Others
		wait for no statement more than the charters': the list itself asks.
		"""
		if ground not in self.live.grounds:
			return []
		if COORDINATOR in self.live.grounds:
			return self.open_by(ground)
		return sorted(self.structures_of(ground))

	def about(self, child: str, name: str = "") -> Sequence[Grant]:
		"""The grants that could open a document of this child, or the referral of this name."""
		if not self.live.many:
			return self.live.grants
		wide = [g for g in self.live.grants if g.ground == COORDINATOR]
		mine = grants_where({"user": self.user, "child": child}) if child else []
		own = grants_where({"user": self.user, "ground": REFERRAL, "source_name": name}) if name else []
		return [*wide, *self.live.by_role(g for g in (*mine, *own) if g.is_live(self.at))]

	def all_grants(self) -> Sequence[Grant]:
		"""Every live grant, however many."""
		if not self.live.many:
			return self.live.grants
		rows = grants_where({"user": self.user}, not_over_at=self.at)
		return self.live.by_role(g for g in rows if g.is_live(self.at))

	def structures_of(self, ground: str) -> frozenset[str]:
		"""The structures whose charter lets a ground open."""
		return self.charters.signed if ground in FOR_PARTNERS else self.charters.accepted


def scope_of(user: str | None = None, at: datetime | None = None) -> Scope:
	"""The scope of a person now, or at another moment of which the register still knows the rows."""
	user, moment = user or frappe.session.user, at or now_datetime()
	kept = _kept().get(user)
	if not kept or abs(moment - kept[0]) > FRESH:
		kept = _kept()[user] = (moment, Live(user, moment))
	return Scope(user, moment, kept[1], Words(user, at))


# The register is what decides the permission: it is read without asking one. No name of a child is in it.
LIVE = (
	f"from `tab{REGISTER}` where `user` = %(user)s and `from_time` <= %(at)s"
	" and (`to_time` is null or `to_time` > %(at)s)"
)


def _held(user: str, at: datetime) -> frozenset[tuple[str, str]]:
	rows = frappe.db.sql(f"select distinct `ground`, `structure` {LIVE}", {"user": user, "at": as_stored(at)})
	return frozenset((ground, structure or "") for ground, structure in rows)


def _live(user: str, at: datetime) -> list[Grant]:
	rows = f"select {', '.join(f'`{f}`' for f in FIELDS[:-1])} {LIVE}"
	found = frappe.db.sql(
		f"{rows} and `ground` = %(wide)s"
		f" union all select * from ({rows} and `ground` <> %(wide)s limit {FEW + 1}) `others`",
		{"user": user, "at": as_stored(at), "wide": COORDINATOR},
		as_dict=True,
	)
	return [grant_of(row) for row in found]


def forget(user: str | None = None) -> None:
	"""Read again at the next question: the register, an acceptance or an account changed in this request."""
	if user:
		_kept().pop(user, None)
	else:
		_kept().clear()


def grants_where(filters: dict, not_over_at: datetime | None = None) -> list[Grant]:
	"""Rows of the register as the rules read them, the oldest first; `not_over_at`: without those over by then."""
	# The register is what decides the permission: it is read without asking one. No name of a child is in it.
	rows = frappe.get_all(
		REGISTER, filters=filters, fields=FIELDS, order_by="from_time, name", ignore_ifnull=True
	)
	grants = [grant_of(r) for r in rows]
	return [g for g in grants if not not_over_at or g.end is None or g.end > not_over_at]


def grant_of(row) -> Grant:
	"""A row of the register as the rules read it."""
	return Grant(
		user=row.user,
		child=row.child or "",
		structure=row.structure or "",
		ground=row.ground,
		source_doctype=row.source_doctype,
		source_name=row.source_name,
		start=get_datetime(row.from_time),
		end=get_datetime(row.to_time) if row.to_time else None,
		reason=row.reason or "",
	)


def as_stored(moment: datetime) -> str:
	"""A moment as a text that compares rightly with what is stored, on MariaDB and on SQLite, which compares texts."""
	return moment.isoformat(sep=" ", timespec="microseconds")


def _kept() -> dict[str, tuple[datetime, Live]]:
	"""For this request only: the next one, and another process, read the register again."""
	return frappe.local.cache.setdefault("pre_scopes", {})
