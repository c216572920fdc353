"""What a person's calendar shows: each source gives the events of an account, with that account's own rights.

Another kind (sessions of actions, reviews due) is one function more in `SOURCES`; it names no child.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import add_days, get_datetime, get_system_timezone, getdate

from pre_module.desk.calendar_feed.ics import Event

MEETING = "PRE Team Meeting"
DAYS_BACK = 90
SHORTEST = timedelta(minutes=30)


def meetings(user: str) -> Iterator[Event]:
	"""The team meetings that an account may read: those of its structures, and those it is a member of."""
	names = frappe.get_list(
		MEETING,
		filters={"meeting_date": (">=", add_days(getdate(), -DAYS_BACK))},
		pluck="name",
		limit_page_length=0,
		user=user,
	)
	# Those just read with the account's own rights: a guest asks, the fields are read for him. None names a child.
	rows = frappe.get_all(
		MEETING,
		filters={"name": ("in", names or [""])},
		fields=["name", "structure", "starts_on", "ends_on", "all_day", "place", "status", "modified"],
		order_by="starts_on, name",
	)
	for row in rows:
		start, end = _span(row)
		yield Event(
			uid=f"{row.name}@{frappe.local.site}",
			start=start,
			end=end,
			summary=_("Team meeting, {0}").format(row.structure),
			changed=_moment(row.modified),
			location=row.place or "",
			cancelled=row.status == "Cancelled",
		)


SOURCES: tuple[Callable[[str], Iterator[Event]], ...] = (meetings,)


def events_of(user: str) -> list[Event]:
	"""Everything that the calendar of an account shows."""
	return [event for source in SOURCES for event in source(user)]


def _span(row) -> tuple[datetime | date, datetime | date]:
	start, end = get_datetime(row.starts_on), get_datetime(row.ends_on)
	if row.all_day:
		return start.date(), start.date() + timedelta(days=1)
	return _moment(start), _moment(max(end, start + SHORTEST))


def _moment(value: datetime | str) -> datetime:
	local = get_datetime(value).replace(microsecond=0, tzinfo=ZoneInfo(get_system_timezone()))
	return local.astimezone(timezone.utc)
