"""The demo's past, lived in order.

The controllers know no other day than today, and rightly so: a decision, an agreement or a start is of the day it
is noted. So that each demo document passes every rule *on its own day*, and bears the number and the dates of that
day, Frappe's clock is set back while it is written. Frappe 15 and 16 read the time in one place,
`frappe.utils.data.convert_utc_to_system_timezone`; only the context that writes the demo sees another time there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from time import monotonic

from frappe.utils import data, getdate

_moment: ContextVar[tuple[datetime, float] | None] = ContextVar("demo_moment", default=None)


@contextmanager
def demo_clock() -> Iterator[None]:
	"""While open, `set_clock` rules the time of this context; other threads keep the real one."""
	real = data.convert_utc_to_system_timezone

	def shifted(utc_timestamp: datetime) -> datetime:
		moment = _moment.get()
		if moment is None:
			return real(utc_timestamp)
		start, since = moment
		return start + timedelta(seconds=monotonic() - since)

	data.convert_utc_to_system_timezone = shifted
	before = _moment.set(None)
	try:
		yield
	finally:
		_moment.reset(before)
		data.convert_utc_to_system_timezone = real


def set_clock(day: date, hour: int = 9, minute: int = 0) -> None:
	"""It is that day now, and the seconds go on from that time of day.

	Raises RuntimeError where Frappe does not read its time as said above: better no demo than one with wrong dates.
	"""
	_moment.set((datetime.combine(day, time(hour, minute)), monotonic()))
	if getdate() != day:
		raise RuntimeError("this version of Frappe reads the time elsewhere: the demo can't be dated")
