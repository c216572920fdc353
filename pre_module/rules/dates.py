"""Periods, ages and school years: the arithmetic that the rules share. All bounds are included days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
	"""From a day to a day, both included; `end` None: without end."""

	start: date
	end: date | None = None

	def contains(self, day: date) -> bool:
		"""Whether the day lies in the period."""
		return self.start <= day and (self.end is None or day <= self.end)

	def overlaps(self, other: "Period") -> bool:
		"""Whether both periods share at least one day."""
		return (other.end is None or self.start <= other.end) and (
			self.end is None or other.start <= self.end
		)

	def covers(self, other: "Period") -> bool:
		"""Whether each day of the other period lies in this one."""
		if self.start > other.start:
			return False
		return self.end is None or (other.end is not None and other.end <= self.end)

	@property
	def is_backwards(self) -> bool:
		"""Whether the end comes before the start: no period at all."""
		return self.end is not None and self.end < self.start


def first_overlap(periods: Iterable[Period]) -> date | None:
	"""First day that two of the periods share, None when they are apart."""
	reach: date | None = date.min
	for period in sorted(periods, key=_in_order):
		if reach is None or period.start <= reach:
			return period.start
		reach = period.end
	return None


def first_gap(periods: Iterable[Period], within: Period) -> date | None:
	"""First day of `within` that none of the periods contains, None when they cover it whole."""
	day = within.start
	for period in sorted(periods, key=_in_order):
		if period.start > day:
			break
		if period.end is None or period.end == date.max:
			return None
		if period.end >= day:
			day = period.end + timedelta(days=1)
	if within.end is not None and day > within.end:
		return None
	return day


def _in_order(period: Period) -> tuple[date, date]:
	return period.start, period.end or date.max


def age_on(birth_date: date, day: date) -> int:
	"""Age in completed years on a day; negative before birth."""
	return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def add_months(day: date, months: int) -> date:
	"""The same day some months later, or the last day of a shorter month."""
	month = day.month - 1 + months
	year, month = day.year + month // 12, month % 12 + 1
	following = date(year + month // 12, month % 12 + 1, 1)
	return date(year, month, min(day.day, (following - timedelta(days=1)).day))


def school_year_of(day: date, start_month: int = 9) -> str:
	"""School year of a day, written "2026-2027" (figures.md: the unit of every figure)."""
	year = day.year if day.month >= start_month else day.year - 1
	return f"{year}-{year + 1}"


def school_year_period(school_year: str, start_month: int = 9) -> Period:
	"""First and last day of a school year.

	Raises ValueError unless it reads "2026-2027", the second year following the first.
	"""
	first, _dash, second = school_year.partition("-")
	if not (len(first) == 4 and first.isascii() and first.isdigit() and second == str(int(first) + 1)):
		raise ValueError(school_year)
	start = date(int(first), start_month, 1)
	return Period(start, add_months(start, 12) - timedelta(days=1))
