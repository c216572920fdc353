"""R9 « hors temps scolaire »: from the planning of an action to its sessions, and what may stand in school hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from pre_module.rules.dates import Period
from pre_module.rules.refusal import Refusal, _

SCHOOL_TIME, HOLIDAYS, BOTH = "School Time", "Holidays", "Both"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
	"""A span of a weekday. weekday: 0 for Monday."""

	weekday: int
	start: time
	end: time

	def overlaps(self, other: "Slot") -> bool:
		"""Whether both share some time; that one begins when the other ends is none."""
		return self.weekday == other.weekday and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Line(Slot):
	"""A line of a planning. when: SCHOOL_TIME, HOLIDAYS or BOTH; reason: why in school hours."""

	when: str = SCHOOL_TIME
	zone: str = ""
	reason: str = ""


# The week of four days that most schools have, where the site says nothing else.
USUAL_HOURS = tuple(
	Slot(weekday, start, end)
	for weekday in (0, 1, 3, 4)
	for start, end in ((time(8, 30), time(11, 30)), (time(13, 30), time(16, 30)))
)


@dataclass(frozen=True)
class SchoolCalendar:
	"""The school holidays of a zone. known: the school years that are entered; closed: the public holidays."""

	known: Sequence[Period]
	holidays: Sequence[Period]
	closed: frozenset[date]

	def knows(self, day: date) -> bool:
		"""Whether the holidays of that day's school year are entered."""
		return any(period.contains(day) for period in self.known)

	def is_holiday(self, day: date) -> bool:
		"""Whether the schools of the zone are on holiday."""
		return any(period.contains(day) for period in self.holidays)

	def has_lessons(self, day: date) -> bool:
		"""Whether schools may be at work; of a year nobody entered, yes."""
		return day not in self.closed and not self.is_holiday(day)


@dataclass(frozen=True, order=True)
class Planned:
	"""A session that the planning asks for. reason, zone: of its line."""

	day: date
	start: time
	end: time
	reason: str = ""
	zone: str = ""


@dataclass(frozen=True)
class Plan:
	"""What a planning gives. unknown: first and last day left out, for want of the school calendar."""

	sessions: Sequence[Planned]
	unknown: Period | None


def plan(lines: Sequence[Line], period: Period, calendars: Mapping[str, SchoolCalendar]) -> Plan:
	"""R9: the sessions of a planning from the first to the last day of a period, in their order.

	None on a public holiday; a line of school time gives none in the holidays of its zone, one of holidays none
	outside them. Two lines that begin together give one session. calendars: by zone; each line's zone is there.
	"""
	found: dict[tuple[date, time], Planned] = {}
	unknown: list[date] = []
	day = period.start
	while period.end and day <= period.end:
		for line in lines:
			calendar = calendars[line.zone]
			if line.weekday != day.weekday() or day in calendar.closed:
				continue
			if line.when != BOTH and not calendar.knows(day):
				unknown.append(day)
			elif line.when == BOTH or calendar.is_holiday(day) == (line.when == HOLIDAYS):
				found.setdefault(
					(day, line.start), Planned(day, line.start, line.end, line.reason, line.zone)
				)
		day += DAY
	left_out = Period(min(unknown), max(unknown)) if unknown else None
	return Plan(sorted(found.values()), left_out)


def in_school_hours(
	day: date, start: time, end: time, hours: Sequence[Slot], calendar: SchoolCalendar
) -> bool:
	"""R9: whether a session shares time with the lessons of that day."""
	session = Slot(day.weekday(), start, end)
	return calendar.has_lessons(day) and any(session.overlaps(lesson) for lesson in hours)


def check_session(
	day: date, start: time, end: time, reason: str, hours: Sequence[Slot], calendar: SchoolCalendar
) -> list[Refusal]:
	"""R9 « hors temps scolaire »: a session inside school hours says why."""
	if end <= start:
		return [Refusal("R9", _("The session ends before it starts."))]
	if in_school_hours(day, start, end, hours, calendar) and not reason.strip():
		return [Refusal("R9", _("The session of {0} is in school hours: say for what reason."), (day,))]
	return []


def check_planning(lines: Sequence[Line], hours: Sequence[Slot]) -> list[Refusal]:
	"""R9: the same of each line of a planning, before any session is made of it."""
	refusals = []
	for number, line in enumerate(lines, 1):
		if line.end <= line.start:
			refusals.append(Refusal("R9", _("Planning, row {0}: it ends before it starts."), (number,)))
		elif line.when != HOLIDAYS and not line.reason.strip() and any(line.overlaps(h) for h in hours):
			refusals.append(
				Refusal("R9", _("Planning, row {0}: in school hours, say for what reason."), (number,))
			)
	return refusals
