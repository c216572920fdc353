"""What a person may see right now, read once per request: the live grants, and the charters that let them open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import frappe
from frappe.utils import get_datetime, now_datetime

from pre_module.access.charter import accepted_structures, signed_structures
from pre_module.rules.access import COORDINATOR, FOR_PARTNERS, REFERRAL, Charters, Grant, grounds_for

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
FEW = 300  # children whose names a list's condition holds; of more, the statement asks the register itself


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
	"""grants: those live at `at`, of `user` alone. many: there are more, of single children, than were read."""

	user: str
	at: datetime
	grants: Sequence[Grant]
	charters: Charters | Words
	many: bool = False

	@property
	def coordinated(self) -> set[str]:
		"""The structures whose children are all open."""
		return {g.structure for g in self.grants if g.ground == COORDINATOR and self.charters.open(g)}

	def granted(self, doctype: str) -> set[str]:
		"""The children granted one by one whose documents of a DocType are open; not to be asked where `many`."""
		wanted = grounds_for(doctype)
		return {g.child for g in self.grants if g.child and g.ground in wanted and self.charters.open(g)}

	@property
	def own_referrals(self) -> set[str]:
		"""The referrals this person made and may follow; not to be asked where `many`."""
		return {g.source_name for g in self.grants if g.ground == REFERRAL and self.charters.open(g)}

	@property
	def own_enrolments(self) -> set[str]:
		"""The enrolments in actions that this person's institution leads; not to be asked where `many`."""
		return {g.of_enrolment for g in self.grants if g.of_enrolment and self.charters.open(g)}

	def about(self, child: str, name: str = "") -> Sequence[Grant]:
		"""The grants that could open a document of this child, or the referral of this name."""
		if not self.many:
			return self.grants
		wide = [g for g in self.grants if g.ground == COORDINATOR]
		mine = grants_where({"user": self.user, "child": child}) if child else []
		own = grants_where({"user": self.user, "ground": REFERRAL, "source_name": name}) if name else []
		return [*wide, *(g for g in (*mine, *own) if g.is_live(self.at))]

	def all_grants(self) -> Sequence[Grant]:
		"""Every live grant, however many."""
		if not self.many:
			return self.grants
		return [g for g in grants_where({"user": self.user}, not_over_at=self.at) if g.is_live(self.at)]

	def structures_of(self, ground: str) -> frozenset[str]:
		"""The structures whose charter lets a ground open."""
		return self.charters.signed if ground in FOR_PARTNERS else self.charters.accepted


def scope_of(user: str | None = None, at: datetime | None = None) -> Scope:
	"""The scope of a person now, or at another moment of which the register still knows the rows."""
	user, moment = user or frappe.session.user, at or now_datetime()
	kept = _kept().get(user)
	if not kept or abs(moment - kept[0]) > FRESH:
		kept = _kept()[user] = (moment, _live(user, moment))
	grants = kept[1]
	return Scope(user, moment, grants, Words(user, at), many=len(grants) > FEW)


def _live(user: str, at: datetime) -> list[Grant]:
	"""A person's live rows in one statement: all that open a structure, and of the others one more than a few."""
	rows = (
		f"select {', '.join(f'`{f}`' for f in FIELDS[:-1])} from `tab{REGISTER}` where `user` = %(user)s"
		" and `from_time` <= %(at)s and (`to_time` is null or `to_time` > %(at)s)"
	)
	# The register is what decides the permission: it is read without asking one. No name of a child is in it.
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


def _kept() -> dict[str, tuple[datetime, list[Grant]]]:
	"""For this request only: the next one, and another process, read the register again."""
	return frappe.local.cache.setdefault("pre_scopes", {})
