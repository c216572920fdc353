"""The text of a calendar, read back by another's parser (icalendar): whatever is in an event comes out as it went in."""

from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from pre_module.desk.calendar_feed.ics import Event, calendar

START = datetime(2026, 11, 25, 8, 30, tzinfo=timezone.utc)
EVENT = Event(
	"MEET-1@site", START, START + timedelta(hours=2), "Réunion ; équipe, \\ EPS\n(mairie)", START, "Salle"
)
# What a calendar may hold; the parser itself takes a backslash before an « n » for the end of a line.
TEXTS = st.text(
	st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\\") | st.just("\n"),
	max_size=300,
)


def read_back(*events: Event):
	text = calendar("Réussite éducative", events)
	return Calendar.from_ical(text), text


def test_an_event_comes_back_as_it_went_in():
	found, text = read_back(EVENT)
	[event] = found.walk("VEVENT")
	assert (str(event["UID"]), str(event["SUMMARY"]), str(event["LOCATION"])) == (
		EVENT.uid,
		EVENT.summary,
		"Salle",
	)
	assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (EVENT.start, EVENT.end)
	assert str(event["STATUS"]) == "CONFIRMED"
	assert str(found["X-WR-CALNAME"]) == "Réussite éducative"
	assert text.endswith("END:VCALENDAR\r\n")


def test_a_whole_day_and_a_cancelled_one():
	day = Event("1", date(2026, 11, 25), date(2026, 11, 26), "x", START, cancelled=True)
	[event] = read_back(day)[0].walk("VEVENT")
	assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 11, 25), date(2026, 11, 26))
	assert str(event["STATUS"]) == "CANCELLED" and "LOCATION" not in event


def test_an_empty_calendar_is_one():
	found, _text = read_back()
	assert found.walk("VEVENT") == [] and found["VERSION"] == "2.0"


@given(TEXTS, TEXTS)
def test_any_text_comes_back_and_no_line_is_too_long(summary, location):
	found, text = read_back(Event("1", START, START, summary, START, location))
	[event] = found.walk("VEVENT")
	assert str(event["SUMMARY"]) == summary
	assert str(event.get("LOCATION", "")) == location
	for line in text.split("\r\n"):
		assert len(line.encode()) <= 75
	assert "\n" not in text.replace("\r\n", "")


@given(st.text(max_size=100))
def test_nothing_typed_makes_a_line_of_its_own(text):
	found, _text = read_back(Event("1", START, START, f"{text}\r\nBEGIN:VALARM", START))
	assert [c.name for c in found.walk()] == ["VCALENDAR", "VEVENT"]
