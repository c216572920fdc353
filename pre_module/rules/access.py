"""R10 and design.md section 4: who sees a child. Grants with a ground, a document and a period, and what each opens."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

COORDINATOR = "Coordinator's Structure"
REFERENT = "Referent Contract"
MEETING = "Meeting Agenda"
REFERRAL = "Own Referral"
SHARING = "Sharing Agreement"
EMERGENCY = "Emergency"
GROUNDS = (COORDINATOR, REFERENT, MEETING, REFERRAL, SHARING, EMERGENCY)

# A ground opens nothing to an account that lost each of these roles: the function is over.
ROLES_OF = {
	COORDINATOR: ("PRE Coordinator",),
	REFERENT: ("PRE Referent",),
	MEETING: ("PRE Team Member", "PRE Referent", "PRE Partner", "PRE Coordinator"),
	REFERRAL: (
		"PRE Partner",
		"PRE Referent",
	),  # a coordonnateur sees those of the structures coordinated, while it lasts
	SHARING: ("PRE Partner", "PRE Team Member"),
	EMERGENCY: ("PRE Referent", "PRE Coordinator"),
}

# The whole file of a child; every other ground opens one kind of document only.
WHOLE_FILE = (COORDINATOR, REFERENT, EMERGENCY)
READ_ONLY = (EMERGENCY,)
READING = ("read", "select")
SITUATION, REFERRED, HEALTH = "PRE Situation", "PRE Referral", "PRE Health Note"
# A sharing agreement opens them one enrolment at a time: to the partner that leads the action, in a domain agreed.
ENROLMENT, ATTENDANCE = "PRE Action Enrolment", "PRE Attendance"
OF_ENROLMENT = (ENROLMENT, ATTENDANCE)

# Whoever comes through one of these is a partner: its institution signed the charter too (R10).
FOR_PARTNERS = (REFERRAL, SHARING)


@dataclass(frozen=True)
class Grant:
	"""Who may see what, why, from when (included) to when (excluded; None: without end).

	child: file number; empty for a ground that opens every child of the structure, or a referral without a file.
	structure: that of the child. source: the document that gave it.
	"""

	user: str
	child: str
	structure: str
	ground: str
	source_doctype: str
	source_name: str
	start: datetime
	end: datetime | None = None
	reason: str = ""

	def is_live(self, at: datetime) -> bool:
		"""Whether it opens something at that moment: the dates rule, not a flag."""
		return self.start <= at and (self.end is None or at < self.end)

	def overlaps(self, start: datetime, end: datetime) -> bool:
		"""Whether it opened something at some moment from `start` (included) to `end` (excluded)."""
		return self.start < end and (self.end is None or start < self.end)

	@property
	def of_enrolment(self) -> str | None:
		"""The enrolment that a sharing agreement opens to the partner that leads its action."""
		mine = self.ground == SHARING and self.source_doctype == ENROLMENT
		return self.source_name if mine else None

	@property
	def key(self) -> tuple[str, ...]:
		"""What makes it this grant and no other; its dates may move."""
		return (self.user, self.child, self.structure, self.ground, self.source_doctype, self.source_name)


@dataclass(frozen=True)
class Charters:
	"""R10: the structures whose charter in force a person accepted, and those where the institution signed as well."""

	accepted: frozenset[str]
	signed: frozenset[str]

	def open(self, grant: Grant) -> bool:
		"""Whether the charter lets this grant open anything."""
		return grant.structure in (self.signed if grant.ground in FOR_PARTNERS else self.accepted)


def opens(ground: str, doctype: str) -> bool:
	"""Which documents with a `child` a ground opens (R10 « never more than the consent names »)."""
	if ground in WHOLE_FILE:
		return True
	if ground == REFERRAL:
		return doctype == REFERRED
	# A health note asks to be named on it as well (P14): a partner's professional may be, the family having agreed.
	return doctype == SITUATION or (ground == SHARING and doctype == HEALTH)


def grounds_for(doctype: str, ptype: str = "read") -> tuple[str, ...]:
	"""The grounds, granted child by child, that open a DocType for a kind of permission."""
	return tuple(
		g
		for g in GROUNDS
		if g not in (COORDINATOR, REFERRAL) and opens(g, doctype) and (g not in READ_ONLY or ptype in READING)
	)


def sees(
	grants: Iterable[Grant],
	charters: Charters,
	at: datetime,
	*,
	doctype: str,
	child: str,
	structure: str,
	name: str = "",
	enrolment: str = "",
	ptype: str = "read",
) -> bool:
	"""R10: whether one of a person's grants opens a document at that moment.

	structure: the child's, or the referral's own. name: of the document; enrolment: that it is, or belongs to. The
	lists' condition says the same in SQL (`access/conditions.py`); a property test holds both equal.
	"""
	by_child = grounds_for(doctype, ptype)
	for grant in grants:
		if not (grant.is_live(at) and charters.open(grant)):
			continue
		if grant.ground == COORDINATOR and structure and grant.structure == structure:
			return True
		if grant.ground in by_child and child and grant.child == child:
			return True
		if grant.ground == REFERRAL and doctype == REFERRED and grant.source_name == name:
			return True
		if enrolment and doctype in OF_ENROLMENT and grant.of_enrolment == enrolment:
			return True
	return False


@dataclass(frozen=True)
class Settlement:
	"""What brings a register to the facts. opened: new rows. ended: a row and its new end. dropped: never began."""

	opened: list[Grant]
	ended: list[tuple[Grant, datetime | None]]
	dropped: list[Grant]


def settle(now: datetime, written: Iterable[Grant], due: Iterable[Grant]) -> Settlement:
	"""Bring written grants to those that are due, without ever rewriting the past.

	The register says what was really possible: a grant opens when its fact was written, never before, and one whose
	fact ended earlier than noted was open until now. written: rows not yet over, in any order.
	"""
	pending = [g for g in merged(due) if g.end is None or g.end > now]
	opened, ended, dropped = [], [], []
	for row in written:
		if row.end is not None and row.end <= now:
			continue
		wanted = next((g for g in pending if g.key == row.key and _same_begin(row, g, now)), None)
		if wanted:
			pending.remove(wanted)
			if row.end != wanted.end:
				ended.append((row, wanted.end))
		elif row.start > now:
			dropped.append(row)
		else:
			ended.append((row, now))
	opened = [replace(g, start=max(g.start, now)) for g in pending]
	return Settlement(opened, ended, dropped)


def _same_begin(row: Grant, wanted: Grant, now: datetime) -> bool:
	return row.start == wanted.start or (row.start <= now and wanted.start <= now)


def merged(grants: Iterable[Grant]) -> list[Grant]:
	"""The same grants with no two of one key that touch: two lines of one contract are one reason to see."""
	found: list[Grant] = []
	for grant in sorted(grants, key=lambda g: (g.key, g.start)):
		last = found[-1] if found else None
		if last and last.key == grant.key and (last.end is None or grant.start <= last.end):
			end = None if None in (grant.end, last.end) else max(grant.end, last.end)
			found[-1] = replace(last, end=end)
		elif grant.end is None or grant.start < grant.end:
			found.append(grant)
	return found


def within(grant: Grant, start: datetime, end: datetime | None) -> list[Grant]:
	"""The grant as far as a span of time goes, in a list; an empty one where they don't meet."""
	start, ends = max(grant.start, start), [e for e in (grant.end, end) if e]
	end = min(ends, default=None)
	return [replace(grant, start=start, end=end)] if end is None or start < end else []


def first_moment(day: date) -> datetime:
	"""When a grant from this day on begins."""
	return datetime.combine(day, time.min)


def last_moment(day: date | None) -> datetime | None:
	"""When a grant up to this day (included) is over; None for no end."""
	return datetime.combine(day + timedelta(days=1), time.min) if day else None
