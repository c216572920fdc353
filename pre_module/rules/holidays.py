"""The public holidays of France, worked out (code du travail, L3133-1)."""

from datetime import date, timedelta

from pre_module.rules.refusal import _

FIXED = (
	(1, 1, _("New Year's Day")),
	(5, 1, _("Labour Day")),
	(5, 8, _("Victory Day")),
	(7, 14, _("National Day")),
	(8, 15, _("Assumption")),
	(11, 1, _("All Saints' Day")),
	(11, 11, _("Armistice Day")),
	(12, 25, _("Christmas Day")),
)
AFTER_EASTER = ((1, _("Easter Monday")), (39, _("Ascension")), (50, _("Whit Monday")))


def easter(year: int) -> date:
	"""Easter Sunday of a year of the Gregorian calendar (algorithm of Meeus, Jones and Butcher)."""
	a, b, c = year % 19, year // 100, year % 100
	d, e, f = b // 4, b % 4, (b + 8) // 25
	g = (b - f + 1) // 3
	h = (19 * a + b - d - g + 15) % 30
	i, k = c // 4, c % 4
	moon = (32 + 2 * e + 2 * i - h - k) % 7
	m = (a + 11 * h + 22 * moon) // 451
	month, day = divmod(h + moon - 7 * m + 114, 31)
	return date(year, month, day + 1)


def public_holidays(year: int) -> dict[date, str]:
	"""The eleven days of a year on which nobody comes, with their names in English."""
	sunday = easter(year)
	days = {date(year, month, day): name for month, day, name in FIXED}
	return days | {sunday + timedelta(days=after): name for after, name in AFTER_EASTER}


def public_holidays_between(first: date, last: date) -> frozenset[date]:
	"""The public holidays from one day to another, both included."""
	days = (day for year in range(first.year, last.year + 1) for day in public_holidays(year))
	return frozenset(day for day in days if first <= day <= last)
