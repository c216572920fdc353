"""Events as the text of a calendar (RFC 5545). Plain Python."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timezone

LINE = 75  # octets of a line
MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Event:
	"""start, end: moments with their time zone, or days (the end then comes after the last day)."""

	uid: str
	start: datetime | date
	end: datetime | date
	summary: str
	changed: datetime
	location: str = ""
	cancelled: bool = False


def calendar(name: str, events: Iterable[Event], language: str = "fr") -> str:
	"""A whole calendar, its lines ended and folded as calendar programs expect."""
	lines = [
		"BEGIN:VCALENDAR",
		"VERSION:2.0",
		f"PRODID:-//pre_module//PRE//{language.upper()}",
		"CALSCALE:GREGORIAN",
		"METHOD:PUBLISH",
		f"X-WR-CALNAME:{_text(name)}",
		"REFRESH-INTERVAL;VALUE=DURATION:PT4H",
		"X-PUBLISHED-TTL:PT4H",
	]
	for event in events:
		lines += _event(event)
	lines.append("END:VCALENDAR")
	return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event) -> list[str]:
	lines = [
		"BEGIN:VEVENT",
		f"UID:{_text(event.uid)}",
		f"DTSTAMP:{_moment(event.changed)}",
		f"LAST-MODIFIED:{_moment(event.changed)}",
		_when("DTSTART", event.start),
		_when("DTEND", event.end),
		f"SUMMARY:{_text(event.summary)}",
		f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
	]
	if event.location:
		lines.append(f"LOCATION:{_text(event.location)}")
	return [*lines, "END:VEVENT"]


def _when(name: str, at: datetime | date) -> str:
	if isinstance(at, datetime):
		return f"{name}:{_moment(at)}"
	return f"{name};VALUE=DATE:{at:%Y%m%d}"


def _moment(at: datetime) -> str:
	return at.astimezone(timezone.utc).strftime(MOMENT)


def _text(value: str) -> str:
	value = value.replace("\r\n", "\n").replace("\r", "\n")
	kept = "".join(c for c in value if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp"))
	escaped = kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
	return escaped.replace("\n", "\\n")


def _folded(line: str) -> Iterable[str]:
	"""A line in pieces of at most 75 octets, no sign cut in two; the following ones begin with a space."""
	piece, size = "", 0
	for sign in line:
		octets = len(sign.encode())
		if size + octets > LINE:
			yield piece
			piece, size = " ", 1
		piece, size = piece + sign, size + octets
	yield piece
