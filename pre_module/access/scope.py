"""What a person may see right now, read once per request: the live grants, and the charters that let them open."""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.utils import get_datetime, now_datetime

from pre_module.access.charter import accepted_structures, signed_structures
from pre_module.rules.access import COORDINATOR, FOR_PARTNERS, REFERRAL, Charters, Grant, grounds_for

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


@dataclass(frozen=True)
class Scope:
	"""grants: those live at `at`, of `user` alone."""

	user: str
	at: datetime
	grants: tuple[Grant, ...]
	charters: Charters

	@property
	def coordinated(self) -> set[str]:
		"""The structures whose children are all open."""
		return {g.structure for g in self.grants if g.ground == COORDINATOR and self.charters.open(g)}

	def grounds(self, doctype: str, ptype: str = "read") -> list[str]:
		"""The grounds this person really holds, child by child, that open a DocType."""
		wanted = grounds_for(doctype, ptype)
		return sorted({g.ground for g in self.grants if g.ground in wanted and self.charters.open(g)})

	@property
	def own_referrals(self) -> list[str]:
		"""The referrals this person made and may follow."""
		return sorted({g.source_name for g in self.grants if g.ground == REFERRAL and self.charters.open(g)})

	def structures_of(self, ground: str) -> frozenset[str]:
		"""The structures whose charter lets a ground open."""
		return self.charters.signed if ground in FOR_PARTNERS else self.charters.accepted


def scope_of(user: str | None = None, at: datetime | None = None) -> Scope:
	"""The scope of a person now, or at another moment of which the register still knows the rows."""
	user, moment = user or frappe.session.user, at or now_datetime()
	kept = _kept()
	if user not in kept:
		kept[user] = grants_where({"user": user}, not_over_at=moment)
	charters = Charters(frozenset(accepted_structures(user, at)), frozenset(signed_structures(user, at)))
	return Scope(user, moment, tuple(g for g in kept[user] if g.is_live(moment)), charters)


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


def _kept() -> dict[str, list[Grant]]:
	"""For this request only: the next one, and another process, read the register again."""
	return frappe.local.cache.setdefault("pre_scopes", {})
