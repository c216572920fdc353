"""R10, the charter: which versions open children's data at a moment, and who has given their word to one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pre_module.rules.refusal import Label, Refusal, _

TRANSITION_DAYS = (
	30  # between the first day of a new version and the end of the old one, unless it says otherwise
)


@dataclass(frozen=True)
class Version:
	"""A published version of a structure's charter.

	in_force_from: first day. previous_until: the day from which the versions before it no longer open anything;
	None for the first one.
	"""

	name: str
	number: int
	in_force_from: date
	previous_until: date | None = None


@dataclass(frozen=True)
class Word:
	"""Someone's own word: a person's acceptance, a partner's signature.

	since: the moment it was noted, never earlier. until: the moment it was taken back, None while it holds.
	"""

	charter: str
	since: datetime
	until: datetime | None = None

	def holds(self, at: datetime) -> bool:
		"""Whether it counts at that moment."""
		return self.since <= at and (self.until is None or at < self.until)


def closes_on(version: Version, versions: Iterable[Version]) -> date | None:
	"""R10: the day from which a version no longer opens anything, as its successors say; None for the last one."""
	days = [v.previous_until or v.in_force_from for v in versions if v.number > version.number]
	return min(days, default=None)


def that_count(versions: Sequence[Version], on: date) -> list[Version]:
	"""R10: the versions of one structure's charter whose acceptance opens something that day, oldest first."""
	counting = []
	for version in sorted(versions, key=lambda v: v.number):
		closed = closes_on(version, versions)
		if version.in_force_from <= on and (closed is None or on < closed):
			counting.append(version)
	return counting


def in_force(versions: Sequence[Version], on: date) -> Version | None:
	"""R10 « la charte de confidentialité » in force: the newest whose first day has come, None before the first."""
	return max((v for v in versions if v.in_force_from <= on), key=lambda v: v.number, default=None)


def to_give_word(versions: Sequence[Version], on: date) -> list[Version]:
	"""R10: the versions to accept or to sign that day: the one in force, and those published for later."""
	current = in_force(versions, on)
	return [v for v in sorted(versions, key=lambda v: v.number) if v.in_force_from > on or v == current]


def accepts(versions: Sequence[Version], words: Iterable[Word], at: datetime) -> bool:
	"""R10: whether a person's acceptances open something at that moment, in the structure of these versions.

	For a partner's signatures it says whether the partner is bound.
	"""
	counting = {v.name for v in that_count(versions, at.date())}
	return any(w.charter in counting and w.holds(at) for w in words)


def spans(versions: Sequence[Version], words: Iterable[Word]) -> list[tuple[datetime, datetime | None]]:
	"""R10: from when (included) to when (excluded; None: without end) words open something, as things stand.

	The same answer as `accepts` for every moment; two spans may touch or overlap.
	"""
	given, found = list(words), []
	for version in versions:
		closed = closes_on(version, versions)
		for word in given:
			if word.charter != version.name:
				continue
			start = max(word.since, datetime.combine(version.in_force_from, time.min))
			ends = [e for e in (closed and datetime.combine(closed, time.min), word.until) if e]
			end = min(ends, default=None)
			if end is None or start < end:
				found.append((start, end))
	return sorted(found, key=lambda s: s[0])


def open_until(versions: Sequence[Version], words: Iterable[Word], at: datetime) -> date | None:
	"""R10: the day on which someone who accepts today stops to, unless a newer version is accepted; None for never.

	Only for who accepts at that moment (`accepts`).
	"""
	given = {w.charter for w in words if w.holds(at)}
	days = [closes_on(v, versions) for v in versions if v.name in given]
	return None if not days or None in days else max(days)


def default_previous_until(in_force_from: date) -> date:
	"""R10: when the old version closes, proposed with a new one: a month for everybody to accept."""
	return in_force_from + timedelta(days=TRANSITION_DAYS)


def check_content(texts: dict[str, str | None]) -> list[Refusal]:
	"""R10, P5: a charter is published with its framework, its means of transmission, its retention and its text.

	texts: label of each part → what it says.
	"""
	return [
		Refusal("R10", _("The charter says nothing of: {0}."), (Label(label),))
		for label, text in texts.items()
		if not (text or "").strip()
	]


def check_next_version(new: Version, earlier: Sequence[Version], today: date) -> list[Refusal]:
	"""R10: a new version begins after the one before, and leaves its old one open until a day that is to come.

	earlier: the published versions of the same structure.
	"""
	if not earlier:
		return []
	last = max(earlier, key=lambda v: v.number)
	refusals = []
	if new.in_force_from <= last.in_force_from:
		refusals.append(
			Refusal(
				"R10",
				_("The version before is in force from {0}: this one must begin later."),
				(last.in_force_from,),
			)
		)
	if new.in_force_from < today:
		refusals.append(Refusal("R10", _("A new version of the charter can't begin in the past.")))
	if new.previous_until is None:
		refusals.append(Refusal("R10", _("Say from which day the version before no longer opens anything.")))
	elif new.previous_until < max(new.in_force_from, today):
		refusals.append(
			Refusal("R10", _("The version before can't stop before this one is in force, nor in the past."))
		)
	return refusals


def check_given_in_person(named: str | None, person: str) -> list[Refusal]:
	"""R10: everybody accepts the charter for himself, nobody for another. named: whom the request names."""
	if named and named != person:
		return [Refusal("R10", _("Nobody accepts the charter for another: {0} does it in person."), (named,))]
	return []


def check_can_be_given(
	charter: str, versions: Sequence[Version], on: date, *, may_be_old: bool = False
) -> list[Refusal]:
	"""R10: one accepts or signs the published version in force, or one to come, never one that was replaced.

	may_be_old: a signature on paper may be noted while the old version still opens something.
	"""
	offered = {v.name for v in to_give_word(versions, on)}
	if may_be_old:
		offered |= {v.name for v in that_count(versions, on)}
	if charter in offered:
		return []
	if any(v.name == charter for v in versions):
		return [Refusal("R10", _("A newer version of the charter is in force: that one is to be accepted."))]
	return [Refusal("R10", _("The charter is not published yet."))]
