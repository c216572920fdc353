"""P10, P14: who sees a guarded document, one by one; the register of children opens none of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pre_module.rules.refusal import Refusal, _

SAFEGUARDING, HEALTH = "PRE Safeguarding Report", "PRE Health Note"
GUARDED = (SAFEGUARDING, HEALTH)
READING = ("read", "select", "print")

# Who holds one of these roles can be named on a guarded document; the others see figures, settings or registers.
NAMEABLE = ("PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner")


@dataclass(frozen=True)
class Reader:
	"""A person named on a guarded document, from a moment (included) to another (excluded; None: still named).

	key: name of the line, empty for a line just typed.
	"""

	user: str
	start: datetime
	end: datetime | None = None
	key: str = ""

	def is_named(self, at: datetime) -> bool:
		"""Whether the person is named at that moment."""
		return self.start <= at and (self.end is None or at < self.end)


def sees_guarded(
	doctype: str,
	readers: Iterable[Reader],
	user: str,
	now: datetime,
	structure: str | None,
	*,
	coordinated: frozenset[str] | set[str],
	accepted: frozenset[str] | set[str],
	sees_child: bool,
) -> bool:
	"""P10 « strictement limité »: the coordonnateur, or a person named at that moment who accepted the charter (R10).

	A health note (P14) asks of the person named a live grant on the child as well. coordinated: structures he
	coordinates and whose charter he accepted. accepted: structures whose charter in force he accepted. The lists'
	condition says the same in SQL (`access/guarded.py`); a property test holds both equal.
	"""
	if structure in coordinated:
		return True
	if structure not in accepted or (doctype == HEALTH and not sees_child):
		return False
	return any(r.user == user and r.is_named(now) for r in readers)


def may_change_guarded(
	author: str | None, user: str, structure: str | None, coordinated: frozenset[str] | set[str]
) -> bool:
	"""P10: of those who see a guarded document, its author and the coordonnateur write in it and name its readers."""
	return user == author or structure in coordinated


def settle_readers(
	written: Sequence[Reader], typed: Sequence[tuple[str, str]], author: str, now: datetime
) -> list[Reader]:
	"""The readers after a save: who could read stays known, whatever the form did with the lines.

	written: lines as they stand in the base. typed: (key, user) of the form's lines. A line that is gone is closed
	now; a line just typed begins now; the times of the others stay. The author is named from the beginning.
	"""
	keys = {key for key, _user in typed if key}
	kept = [r if r.key in keys or r.end is not None else replace(r, end=now) for r in written]
	known = {r.key for r in written}
	users = [user for key, user in typed if key not in known and user]
	if not written:
		users.insert(0, author)
	for user in users:
		if not any(r.user == user and r.end is None for r in kept):
			kept.append(Reader(user, now))
	return kept


def check_readers(roles: dict[str, Iterable[str]]) -> list[Refusal]:
	"""P10: nobody is named whose function has nothing to read here. roles: those of each person newly named."""
	message = _("{0} can't be named: the account is closed, or has no role that works with children.")
	return [Refusal("R11", message, (user,)) for user, held in roles.items() if not set(held) & set(NAMEABLE)]
