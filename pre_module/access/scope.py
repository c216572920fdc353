"""What a person may see right now, read once per request: the live grants, and the charters that let them open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

import frappe
from frappe.utils import get_datetime, now_datetime

from pre_module.access.charter import accepted_structures, signed_structures
from pre_module.rules.access import COORDINATOR, FOR_PARTNERS, GROUNDS, REFERRAL, Charters, Grant, grounds_for

REGISTER = "PRE Child Access"
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
FRESH = timedelta(seconds=10)  # a long job reads again what it holds


class Held(NamedTuple):
	"""A ground that a person holds now, on however many children. structure: of COORDINATOR only, one each."""

	ground: str
	structure: str


class Later(Sequence):
	"""Rows read when somebody looks at them, and once: a list needs less of the register than a document does."""

	def __init__(self, read: Callable[[], Sequence]):
		self._read = read

	@cached_property
	def _rows(self) -> tuple:
		return tuple(self._read())

	def __getitem__(self, index):
		return self._rows[index]

	def __len__(self) -> int:
		return len(self._rows)


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


@dataclass(frozen=True)
class Scope:
	"""grants: those live at `at`, of `user` alone, one per child. held: the same in short, which a list needs."""

	user: str
	at: datetime
	grants: Sequence[Grant]
	charters: Charters | Words
	held: Sequence[Held] | None = None

	@property
	def coordinated(self) -> set[str]:
		"""The structures whose children are all open."""
		return {h.structure for h in self._held if h.ground == COORDINATOR and self.charters.open(h)}

	def grounds(self, doctype: str, ptype: str = "read") -> list[str]:
		"""The grounds this person really holds, child by child, that open a DocType where a charter lets them."""
		wanted = grounds_for(doctype, ptype)
		return sorted(ground for ground in self._grounds if ground in wanted)

	@property
	def follows_referrals(self) -> bool:
		"""Whether this person made a referral and may follow it."""
		return REFERRAL in self._grounds

	@property
	def _held(self) -> Sequence[Grant | Held]:
		return self.grants if self.held is None else self.held

	@property
	def _grounds(self) -> set[str]:
		return {ground for ground in {h.ground for h in self._held} if self.structures_of(ground)}

	def structures_of(self, ground: str) -> frozenset[str]:
		"""The structures whose charter lets a ground open."""
		return self.charters.signed if ground in FOR_PARTNERS else self.charters.accepted


def scope_of(user: str | None = None, at: datetime | None = None) -> Scope:
	"""The scope of a person now, or at another moment of which the register still knows the rows."""
	user, moment = user or frappe.session.user, at or now_datetime()
	return Scope(
		user,
		moment,
		Later(lambda: _grants(user, moment)),
		Words(user, at),
		Later(lambda: _held(user, moment)),
	)


def _grants(user: str, at: datetime) -> list[Grant]:
	kept = _kept()
	if user not in kept:
		kept[user] = grants_where({"user": user}, not_over_at=at)
	return [g for g in kept[user] if g.is_live(at)]


def _held(user: str, at: datetime) -> list[Held]:
	read_at, held = _kept().get(("held", user), (None, []))
	if read_at is None or abs(at - read_at) > FRESH:
		held = _read_held(user, at)
		_kept()["held", user] = (at, held)
	return held


def _read_held(user: str, at: datetime) -> list[Held]:
	"""One look in the index per ground, in one statement written out: each list waits for it (benchmarks/)."""
	rows = (
		f"select %({{0}})s, `structure` from `tab{REGISTER}` where `user` = %(user)s and `ground` = %({{0}})s"
		" and `from_time` <= %(at)s and (`to_time` is null or `to_time` > %(at)s)"
	)
	others = [f"select * from ({rows.format(g)} limit 1) `{g}`" for g in _BY_CHILD]
	# The register is what decides the permission: it is read without asking one.
	found = frappe.db.sql(
		" union all ".join([rows.format("coordinator"), *others]),
		{"user": user, "at": as_stored(at), "coordinator": COORDINATOR, **_BY_CHILD},
	)
	return [Held(ground, (structure or "") if ground == COORDINATOR else "") for ground, structure in found]


_BY_CHILD = {f"ground{n}": ground for n, ground in enumerate(GROUNDS) if ground != COORDINATOR}


def forget(user: str | None = None) -> None:
	"""Read again at the next question: the register, an acceptance or an account changed in this request."""
	if user:
		_kept().pop(user, None)
		_kept().pop(("held", user), None)
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


def _kept() -> dict:
	"""For this request only: the next one, and another process, read the register again."""
	return frappe.local.cache.setdefault("pre_scopes", {})
