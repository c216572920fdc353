"""What a field can hold at all, whatever the door sent: a text, a day that exists, a number.

Not a rule of the programme: identifier "value".
"""

import math
import re
from datetime import date, datetime, time, timedelta

from pre_module.rules.refusal import Label, Refusal, _

# Years that a person alive, a contract or an agreement can have; outside it is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2199
# Frappe itself writes « now » without leading zeros: 5:7:1.099206.
_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]?\d(:[0-5]?\d(\.\d{1,6})?)?", re.ASCII)


def check_text(label: str, value: object, longest: int) -> list[Refusal]:
	"""A text of at most `longest` characters, each of which can be stored. Numbers are taken as they read."""
	if not isinstance(value, str | int | float):
		return [Refusal("value", _("{0}: a text is expected."), (Label(label),))]
	text = str(value)
	if len(text) > longest:
		message = _("{0}: {1} characters are too many; {2} at most.")
		return [Refusal("value", message, (Label(label), len(text), longest))]
	if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
		return [Refusal("value", _("{0}: the text holds a character that is none."), (Label(label),))]
	return []


def check_date(label: str, value: object) -> list[Refusal]:
	"""A day of the calendar, written 2026-11-22 (a time after it is left alone), of a possible year."""
	if isinstance(value, date | datetime):
		day = value
	else:
		try:
			day = date.fromisoformat(value[:10])
		except (TypeError, ValueError, KeyError):
			return [Refusal("value", _("{0}: {1} is not a date that exists."), (Label(label), _short(value)))]
	if not FIRST_YEAR <= day.year <= LAST_YEAR:
		return [Refusal("value", _("{0}: the year {1} is not possible."), (Label(label), day.year))]
	return []


def check_time(label: str, value: object) -> list[Refusal]:
	"""An hour of the day, written 14:30 or 14:30:00."""
	if isinstance(value, timedelta):
		right = timedelta(0) <= value < timedelta(days=1)
	else:
		right = isinstance(value, time) or (isinstance(value, str) and bool(_TIME.fullmatch(value.strip())))
	if right:
		return []
	return [Refusal("value", _("{0}: {1} is not an hour of the day."), (Label(label), _short(value)))]


def check_number(label: str, value: object) -> list[Refusal]:
	"""A number that is one, finite; as a text too, as forms and imports send it."""
	try:
		if math.isfinite(float(value)):
			return []
	except (TypeError, ValueError, OverflowError):
		pass
	return [Refusal("value", _("{0}: {1} is not a number."), (Label(label), _short(value)))]


def _short(value: object) -> str:
	"""The value as it was sent, cut where it would fill the screen."""
	text = str(value)
	return text if len(text) <= 40 else text[:40] + "…"
