"""R12, the regular information of the parents: what a contact keeps, whom it informed, which silence shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pre_module.rules.refusal import Refusal, _


@dataclass(frozen=True)
class Contact:
	"""A contact with a family. people: keys of the guardians who were spoken to."""

	on: date
	reached: bool
	people: frozenset[str] = frozenset()
	child_present: bool = False
	said: str = ""
	next_gesture: str = ""
	next_on: date | None = None
	minutes: int = 0


@dataclass(frozen=True)
class Holder:
	"""A holder of parental authority. key: stable identifier within the child's file."""

	key: str
	name: str
	lives_with_child: bool


@dataclass(frozen=True)
class Silence:
	"""Parents whom nobody informed for longer than the interval.

	holders: those who live with the child together, or one who lives elsewhere. last: day of their last information,
	None for never. days: since then, or since the accompaniment began.
	"""

	holders: tuple[Holder, ...]
	last: date | None
	days: int


def check_contact(contact: Contact, today: date) -> list[Refusal]:
	"""R12 « information régulière des parents »: who was spoken to, of what, on a day that has come (P15)."""
	refusals = []
	if contact.on > today:
		refusals.append(
			Refusal("R12", _("The contact is dated in the future: note what is to come as the next gesture."))
		)
	if contact.reached and not (contact.people or contact.child_present):
		refusals.append(Refusal("R12", _("Say who was spoken to.")))
	if contact.reached and not contact.said.strip():
		refusals.append(Refusal("R12", _("Say in a line what was said.")))
	if not contact.reached and (contact.people or contact.child_present):
		refusals.append(Refusal("R12", _("Nobody was reached: name nobody as spoken to.")))
	if contact.minutes > 24 * 60:
		refusals.append(Refusal("R12", _("A contact lasts a day at most.")))
	return refusals + _check_next(contact)


def _check_next(contact: Contact) -> list[Refusal]:
	if contact.next_gesture.strip() and not contact.next_on:
		return [Refusal("R12", _("Say by which day the next gesture is done."))]
	if contact.next_on and not contact.next_gesture.strip():
		return [Refusal("R12", _("Say what the next gesture is."))]
	if contact.next_on and contact.next_on < contact.on:
		return [Refusal("R12", _("The next gesture comes before the contact."))]
	return []


def check_correction(
	*, author: str, editor: str, written_at: datetime, now: datetime, hours: int
) -> list[Refusal]:
	"""R12: what was noted stays what was noted. Its author corrects it within the delay, and nobody else ever."""
	if editor != author:
		return [Refusal("R12", _("Only its author corrects a contact; write another one."))]
	if now >= written_at + timedelta(hours=hours):
		return [
			Refusal("R12", _("A contact can be corrected for {0} hours; write another one now."), (hours,))
		]
	return []


def informed_apart(holders: Iterable[Holder]) -> list[tuple[Holder, ...]]:
	"""P3: parents who live with the child are informed together; each who lives elsewhere is informed apart."""
	holders = list(holders)
	together = tuple(h for h in holders if h.lives_with_child)
	return [*([together] if together else []), *((h,) for h in holders if not h.lives_with_child)]


def informed_at_reviews(
	holders: Iterable[Holder], last: Mapping[str, date], present: Mapping[str, date], told: date | None
) -> dict[str, date]:
	"""R12: a parent who was at a review, or was told of it, is informed as by any contact.

	last, present: last day of a contact, last review attended, by key of the holder. told: last day on which the family
	was told of a review that no parent came to: that is, those with whom the child lives (P3).
	"""
	found = dict(last)
	for holder in holders:
		days = [found.get(holder.key), present.get(holder.key)]
		if holder.lives_with_child:
			days.append(told)
		if known := [day for day in days if day]:
			found[holder.key] = max(known)
	return found


def silences(
	holders: Sequence[Holder], last: Mapping[str, date], since: date, on: date, interval: int
) -> list[Silence]:
	"""R12 « information régulière des parents »: the silences longer than the interval, in days, on that day.

	last: the last day on which each holder was informed, by key. since: first day of the accompaniment, before which nobody was to inform.
	interval: 0 asks for nothing.
	"""
	if interval < 1:
		return []
	found = []
	for group in informed_apart(holders):
		days = [last[h.key] for h in group if h.key in last and last[h.key] <= on]
		informed = max(days, default=None)
		silent = (on - max(informed or since, since)).days
		if silent > interval:
			found.append(Silence(group, informed, silent))
	return found
