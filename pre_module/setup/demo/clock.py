"""The demo's past, lived in order.

The controllers know no other day than today, and rightly so: a decision, an agreement or a start is of the day it
is noted. So that each demo document passes every rule *on its own day*, and bears the number and the dates of that
day, Frappe's clock is set back while it is written. Frappe reads the time in one file, `frappe.utils.data`: version 15 by
`convert_utc_to_system_timezone`, version 16 by `datetime.datetime.now`; only the context that writes the demo sees
another time there.
"""

import datetime as calendar
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from time import monotonic
from types import ModuleType
from zoneinfo import ZoneInfo

from frappe.utils import data, getdate

_moment: ContextVar[tuple[datetime, float] | None] = ContextVar("demo_moment", default=None)


@contextmanager
def demo_clock() -> Iterator[None]:
	"""While open, `set_clock` rules the time of this context; other threads keep the real one."""
	real, real_calendar = data.convert_utc_to_system_timezone, data.datetime
	data.convert_utc_to_system_timezone = lambda utc: _shifted() or real(utc)
	data.datetime = _calendar_of_the_demo()
	before = _moment.set(None)
	try:
		yield
	finally:
		_moment.reset(before)
		data.convert_utc_to_system_timezone, data.datetime = real, real_calendar


def _shifted() -> datetime | None:
	"""The time that `set_clock` rules; None where it rules none."""
	moment = _moment.get()
	return moment and moment[0] + timedelta(seconds=monotonic() - moment[1])


class _DateTimes(type):
	def __instancecheck__(cls, value: object) -> bool:
		return isinstance(value, datetime)


class _DateTime(datetime, metaclass=_DateTimes):
	"""Python's own, but for the present moment. What it makes are Python's own, as the database knows them."""

	def __new__(cls, *parts, **named) -> datetime:
		return datetime(*parts, **named)

	@classmethod
	def now(cls, tz: calendar.tzinfo | None = None) -> datetime:
		shifted = _shifted()
		# Version 16 asks for the time in the zone of the site, by its name, and takes the zone away again.
		return shifted.replace(tzinfo=tz) if shifted and isinstance(tz, ZoneInfo) else datetime.now(tz)


def _calendar_of_the_demo() -> ModuleType:
	"""Python's module `datetime`, with the demo's present."""
	changed = ModuleType("datetime")
	changed.__dict__.update({**vars(calendar), "datetime": _DateTime})
	return changed


def set_clock(day: date, hour: int = 9, minute: int = 0) -> None:
	"""It is that day now, and the seconds go on from that time of day.

	Raises RuntimeError where Frappe does not read its time as said above: better no demo than one with wrong dates.
	"""
	_moment.set((datetime.combine(day, time(hour, minute)), monotonic()))
	if getdate() != day:
		raise RuntimeError("this version of Frappe reads the time elsewhere: the demo can't be dated")
