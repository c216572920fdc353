"""Days of the demo, counted from today, so that it stays fresh."""

from dataclasses import dataclass
from datetime import date, timedelta

from pre_module.rules.dates import add_months, school_year_of, school_year_period


@dataclass(frozen=True)
class Calendar:
	"""The two school years that the demo tells, seen from `today`. start_month: first of the school year."""

	today: date
	start_month: int = 9

	@property
	def this_year(self) -> str:
		"""Current school year, written "2026-2027"."""
		return school_year_of(self.today, self.start_month)

	@property
	def year_start(self) -> date:
		"""First day of the current school year."""
		return school_year_period(self.this_year, self.start_month).start

	@property
	def year_end(self) -> date:
		"""Last day of the current school year."""
		return add_months(self.year_start, 12) - timedelta(days=1)

	@property
	def last_year(self) -> str:
		"""Previous school year."""
		return school_year_of(self.year_start - timedelta(days=1), self.start_month)

	@property
	def beginning(self) -> date:
		"""First day of the previous school year: nothing of a child is older."""
		return add_months(self.year_start, -12)

	def working(self, day: date) -> date:
		"""The day itself, or the last one before it on which schools and services are at work, never after today.

		Keeps the order of days: of two, the later one never comes out earlier.
		"""
		day = min(day, self.today)
		if (7, 9) <= (day.month, day.day) <= (8, 27):
			day = date(day.year, 7, 8)
		elif (day.month == 12 and day.day >= 19) or (day.month == 1 and day.day <= 4):
			day = date(day.year - (day.month == 1), 12, 18)
		return day - timedelta(days=max(0, day.weekday() - 4))


MONTHS = ("janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre").split(",")


def in_french(day: date) -> str:
	"""A day as people write it in a note: « 12 mars »."""
	return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"
