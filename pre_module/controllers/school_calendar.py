"""School holidays, public holidays and school hours as the site holds them, for R9."""

from collections.abc import Iterable
from datetime import date, time

import frappe
from frappe.utils import get_time, getdate

from pre_module.controllers.school_year import current_school_year, period_of
from pre_module.rules.dates import Period
from pre_module.rules.holidays import public_holidays_between
from pre_module.rules.schedule import USUAL_HOURS, WEEKDAYS, SchoolCalendar, Slot


def school_hours() -> list[Slot]:
	"""The hours of lessons of the settings, or those of most schools."""
	rows = frappe.get_cached_doc("PRE Settings").school_hours
	return [
		Slot(WEEKDAYS.index(r.weekday), get_time(r.start_time), get_time(r.end_time)) for r in rows
	] or list(USUAL_HOURS)


def calendars(zones: Iterable[str], period: Period) -> dict[str, SchoolCalendar]:
	"""The school calendar of each zone over a period; of a zone "" nothing is known but public holidays."""
	return {zone: calendar(zone, period) for zone in set(zones)}


def calendar(zone: str, period: Period) -> SchoolCalendar:
	"""The school calendar of a zone; its school years are known once a holiday of theirs is entered."""
	# A public calendar, without a person in it.
	rows = frappe.get_all(
		"PRE School Holiday",
		filters={"zone": zone or "", "last_day": (">=", period.start), "first_day": ("<=", period.end)},
		fields=["first_day", "last_day"],
	)
	years = frappe.get_all(
		"PRE School Holiday", filters={"zone": zone or ""}, pluck="school_year", distinct=True
	)
	return SchoolCalendar(
		known=[period_of(year) for year in years],
		holidays=[Period(getdate(r.first_day), getdate(r.last_day)) for r in rows],
		closed=public_holidays_between(period.start, period.end),
	)


def zone_of(structure: str) -> str:
	"""The zone whose school holidays a structure follows, "" where it does not say."""
	# A public fact of a structure.
	return frappe.db.get_value("PRE Structure", structure, "school_zone") or ""


def school_year_of_holiday(first_day: date) -> str:
	"""The school year in which a holiday begins; the summer is the end of its year."""
	return current_school_year(first_day)


def clock(value) -> time:
	"""A time as the rules read it, from what the base or a form gives."""
	return get_time(value).replace(microsecond=0)
