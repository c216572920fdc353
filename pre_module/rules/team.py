"""R6: the équipe pluridisciplinaire, its meetings: who makes it up, the hour of each situation, who was there.

« Équipe pluridisciplinaire »: people of several fields, one declared orientation. A meeting counts when enough of its
members are there, themselves or by somebody in their place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from pre_module.rules.dates import Period
from pre_module.rules.refusal import Label, Refusal, _

ORIENTATIONS = ("School-Centred", "Medico-Social")

PRESENT, EXCUSED, ABSENT, REPLACED = "Present", "Excused", "Absent", "Replaced"
COUNTED = (PRESENT, REPLACED)  # whoever sent somebody is represented

SHARE, NUMBER = "Share of the Members", "Number of Members"
MET, NOT_MET, UNKNOWN = "Met", "Not Met", "Not Noted Yet"

LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True)
class Person:
	"""A member of a team: an account, the field it works in, from when to when."""

	user: str
	field: str
	period: Period


@dataclass(frozen=True)
class Quorum:
	"""How many members a meeting needs. value: per cent of the members, or their number."""

	kind: str
	value: int


def members_on(people: Sequence[Person], day: date) -> list[Person]:
	"""R6: who belongs to the team that day, in the order of the list."""
	return [p for p in people if p.period.contains(day)]


def fields_on(people: Sequence[Person], day: date) -> set[str]:
	"""R6: the fields that the team joins that day."""
	return {p.field for p in members_on(people, day) if p.field}


def check_team(
	people: Sequence[Person], period: Period, orientation: str, minimum: int, today: date
) -> list[Refusal]:
	"""R6 « équipe pluridisciplinaire »: a declared orientation, and enough fields among the members.

	The fields are those of today; of the first day of a team to come, of the last of one that is over.
	"""
	refusals = _check_periods(people, period)
	if orientation not in ORIENTATIONS:
		refusals.append(Refusal("R6", _("The team says its orientation: school-centred or medico-social.")))
	if refusals:
		return refusals
	day = reference_day(period, today)
	joined = fields_on(people, day)
	if len(joined) < minimum:
		message = _(
			"On {0} the team joins {1} fields of work; it needs {2} at least: add a member of another."
		)
		refusals.append(Refusal("R6", message, (day, len(joined), minimum)))
	return refusals


def reference_day(period: Period, today: date) -> date:
	"""The day on which a team is looked at: today, kept within its own period."""
	if today < period.start:
		return period.start
	return period.end if period.end is not None and period.end < today else today


def first_day_short(people: Sequence[Person], period: Period, minimum: int, after: date) -> date | None:
	"""R6: the first day after another on which the team would join too few fields; None while it never does."""
	ends = {p.period.end + timedelta(days=1) for p in people if p.period.end and p.period.end < date.max}
	for day in sorted(d for d in ends if d > after and period.contains(d)):
		if len(fields_on(people, day)) < minimum:
			return day
	return None


def _check_periods(people: Sequence[Person], period: Period) -> list[Refusal]:
	if period.is_backwards:
		return [Refusal("R6", _("The team ends before it begins."))]
	refusals, by_user = [], {}
	for person in people:
		if person.period.is_backwards:
			message = _("{0} leaves the team before joining it.")
			refusals.append(Refusal("R6", message, (person.user,)))
		if any(person.period.overlaps(p) for p in by_user.get(person.user, ())):
			refusals.append(Refusal("R6", _("{0} is in the team twice at the same time."), (person.user,)))
		by_user.setdefault(person.user, []).append(person.period)
	return refusals


def check_quorum(quorum: Quorum) -> list[Refusal]:
	"""R6: a quorum is a share of 1 to 100 per cent, or a number of members."""
	if quorum.kind not in (SHARE, NUMBER):
		return [Refusal("R6", _("The quorum is a share or a number of the members."))]
	if quorum.value < 1 or (quorum.kind == SHARE and quorum.value > 100):
		return [
			Refusal("R6", _("The quorum is a share of 1 to 100 per cent, or a number of members from 1 on."))
		]
	return []


def needed(quorum: Quorum, members: int) -> int:
	"""R6: how many of so many members a meeting needs, one at least; a share is rounded up."""
	if quorum.kind == NUMBER:
		return max(quorum.value, 1)
	return max(-(-members * quorum.value // 100), 1)


def counted(attendances: Sequence[str | None]) -> int:
	"""R6: members who are there, or sent somebody."""
	return sum(a in COUNTED for a in attendances)


def quorum_state(quorum: Quorum, attendances: Sequence[str | None]) -> str:
	"""R6: whether enough members are there; not said to be missing before everybody's attendance is noted."""
	if counted(attendances) >= needed(quorum, len(attendances)):
		return MET
	return NOT_MET if attendances and all(attendances) else UNKNOWN


def check_attendance(
	person: str, attendance: str | None, replaced_by: str | None, day: date, today: date
) -> list[Refusal]:
	"""R6: who was there is noted from the day of the meeting on; an excuse may come before. A replacement has a name."""
	refusals = []
	if attendance and attendance != EXCUSED and day > today:
		message = _("{0}: attendance is noted from the day of the meeting on; an excuse may be noted before.")
		refusals.append(Refusal("R6", message, (person,)))
	if attendance == REPLACED and not (replaced_by or "").strip():
		refusals.append(Refusal("R6", _("{0} is replaced: write by whom."), (person,)))
	return refusals


def timetable(start: time, minutes: Sequence[int]) -> tuple[list[time], time]:
	"""The hour of each situation, and that of the end, when each takes its minutes; never beyond midnight."""
	at, hours = _of_time(start), []
	for planned in minutes:
		hours.append(_to_time(at))
		at += planned
	return hours, _to_time(at)


def check_timetable(start: time | None, minutes: Sequence[int], planned: int = 0) -> list[Refusal]:
	"""A meeting ends on its day: by its agenda, and by its planned length in minutes."""
	if start and _of_time(start) + max(sum(minutes), planned) > LAST_MINUTE:
		return [Refusal("value", _("The meeting would not end on its day."))]
	return []


def minutes_over(end: time, planned_end: time | None) -> int:
	"""By how many minutes an agenda runs over the planned end; negative where time is left, 0 without a planned end."""
	return _of_time(end) - _of_time(planned_end) if planned_end else 0


def check_task(person: str | None, due: date | None, decided: date) -> list[Refusal]:
	"""R6: a decision that somebody carries out has a day, and that day comes after the decision."""
	if person and not due:
		return [Refusal("R6", _("Write until when {0} carries this decision out."), (person,))]
	if due and due < decided:
		return [Refusal("R6", _("The day for this decision, {0}, comes before the meeting."), (due,))]
	return []


def check_may_carry_out(
	person: str, sees: bool, due: date, domains: frozenset[str] | None, domain: str | None
) -> list[Refusal]:
	"""R10: a task goes to somebody who sees this situation until its day, and in its domain.

	sees: whether the situation is still open to him that day. domains: those the family shares with him, None for all.
	"""
	if not sees:
		message = _(
			"{0} does not see this situation until {1}: choose somebody else or an earlier day, or ask the family to share it."
		)
		return [Refusal("R10", message, (person, due))]
	if domains is None or domain in domains:
		return []
	if not domain:
		message = _("The family shares some domains only with {0}: say of which domain this decision is.")
		return [Refusal("R10", message, (person,))]
	return [Refusal("R10", _("The family does not share the domain {0} with {1}."), (Label(domain), person))]


def _of_time(at: time) -> int:
	return at.hour * 60 + at.minute


def _to_time(minutes: int) -> time:
	return time(*divmod(min(minutes, LAST_MINUTE), 60))
