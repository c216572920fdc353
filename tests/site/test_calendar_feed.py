"""The calendar of one person, through a secret link: no session, no name of a child, closed when its person says so."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import frappe
import pytest
from frappe.utils import get_system_timezone, getdate
from icalendar import Calendar

from pre_module.access import calendar_link
from pre_module.desk.calendar_feed import links
from pre_module.desk.calendar_feed.door import OF_ONE_LINK
from pre_module.desk.calendar_feed.sources import events_of
from tests.factories import PASSWORD, day, make_child, make_meeting, make_structure, make_user

COORD, REF, TEAM, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner"
DOOR = "/api/method/pre_module.desk.calendar_feed.door.read"
FEED = "PRE Calendar Feed"


@pytest.fixture
def town():
	coordinator, member = make_user(COORD).name, make_user(TEAM).name
	structure = make_structure(coordinator=coordinator).name
	child = make_child(structure, first_name="Maëlys", last_name="Tournesol")
	meeting = make_meeting([child], [member], offset=5)
	return frappe._dict(
		coordinator=coordinator, member=member, structure=structure, child=child, meeting=meeting
	)


def uids(user: str) -> set[str]:
	return {event.uid.partition("@")[0] for event in events_of(user)}


def test_each_person_has_his_own_meetings(town):
	foreign = make_meeting([make_child()], [make_user(TEAM).name])
	assert uids(town.member) == {town.meeting.name}
	assert uids(town.coordinator) == {town.meeting.name}
	assert foreign.name not in uids(town.coordinator)
	assert uids(make_user(PARTNER).name) == set()


def test_nothing_before_the_charter_was_accepted(town):
	person = make_user(TEAM, accepts=False).name
	make_meeting([town.child], [person])
	assert uids(person) == set()


def test_the_hour_is_that_of_the_site_and_a_cancelled_meeting_says_so(town):
	town.meeting.update({"status": "Cancelled"}).save()
	[event] = events_of(town.coordinator)
	local = datetime.combine(getdate(day(5)), datetime.min.time()).replace(
		hour=9, minute=30, tzinfo=ZoneInfo(get_system_timezone())
	)
	assert event.start == local.astimezone(timezone.utc) and event.cancelled


def test_the_secret_is_told_once_and_kept_nowhere(town, as_user):
	with as_user(town.member):
		link = links.renew(town.member).partition("link=")[2]
		assert links.state().times_read == 0
	secret = link.partition(".")[2]
	assert len(secret) >= 43
	row = frappe.db.get_value(FEED, {"user": town.member}, ["*"], as_dict=True)
	assert secret not in frappe.as_json(row) and len(row.secret_hash) == 64
	assert not frappe.db.exists("Version", {"data": ("like", f"%{secret}%")})
	assert calendar_link.reader_of(link) == town.member
	assert calendar_link.reader_of(link) == town.member
	with as_user(town.member):
		state = links.state()
		assert state.times_read == 2 and state.last_read_on


def test_renewing_closes_the_old_link_and_revoking_closes_all(town, as_user):
	first = calendar_link.make(town.member)
	second = calendar_link.make(town.member)
	assert calendar_link.reader_of(first) is None and calendar_link.reader_of(second) == town.member
	with as_user(town.member):
		links.revoke(town.member)
		assert links.state() == {}
	assert calendar_link.reader_of(second) is None
	assert calendar_link.reader_of(calendar_link.make(town.member)) == town.member


def test_what_is_no_link_opens_nothing(town):
	link = calendar_link.make(town.member)
	name, _dot, secret = link.partition(".")
	other = calendar_link.make(town.coordinator).partition(".")[0]
	wrong = [
		"",
		".",
		name,
		f"{name}.",
		f".{secret}",
		f"{other}.{secret}",
		f"{name}.{secret}x",
		secret,
		"x" * 5000,
	]
	assert [calendar_link.reader_of(w) for w in wrong] == [None] * len(wrong)
	calendar_link.close(town.member)
	assert calendar_link.reader_of(f"{name}.") is None, "a closed link has no secret at all"


def test_a_disabled_account_and_a_lost_role_close_it(town):
	link = calendar_link.make(town.member)
	frappe.db.set_value("User", town.member, "enabled", 0)
	assert calendar_link.reader_of(link) is None
	frappe.db.set_value("User", town.member, "enabled", 1)
	assert calendar_link.reader_of(link) == town.member
	user = frappe.get_doc("User", town.member)
	user.roles = []
	user.save()
	assert calendar_link.reader_of(link) is None


def test_nobody_makes_or_closes_the_link_of_another(town, as_user):
	calendar_link.make(town.member)
	people = [town.coordinator, *(make_user(r).name for r in (TEAM, "PRE Manager", "PRE Administrator"))]
	for user in people:
		with as_user(user):
			for act in (links.renew, links.revoke):
				with pytest.raises(frappe.PermissionError):
					act(town.member)
	for user in ("Guest", make_user().name, make_user("PRE Evaluator").name):
		with as_user(user):
			for act in (links.state, lambda: links.renew(user), lambda: links.revoke(user)):
				with pytest.raises(frappe.PermissionError):
					act()


def test_the_row_is_nobodys_to_read_or_write(town, as_user):
	calendar_link.make(town.member)
	name = frappe.db.get_value(FEED, {"user": town.member})
	for user in (town.member, town.coordinator):
		with as_user(user):
			assert not frappe.has_permission(FEED, "read", name)
			with pytest.raises(frappe.PermissionError):
				frappe.get_list(FEED)
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc(FEED, name).save()
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc({"doctype": FEED, "user": town.coordinator}).insert()


@pytest.mark.commits
@pytest.mark.usefixtures("world")
def test_a_calendar_program_reads_it_over_http(server):
	"""Read back by an independent parser, without a session."""
	account = make_user(TEAM, log_in=True, language="fr")
	child = make_child(first_name="Maëlys", last_name="Tournesol")
	meeting = make_meeting([child], [account.name], offset=5)
	frappe.db.commit()
	owner = server.client().login(account.name, PASSWORD)
	address = owner.post("/api/method/pre_module.desk.calendar_feed.links.renew", user=account.name).json()[
		"message"
	]
	link = address.partition("link=")[2]
	guest = server.client()
	answer = guest.get(DOOR, link=link)
	assert answer.status_code == 200
	assert answer.headers["Content-Type"].startswith("text/calendar")
	[event] = Calendar.from_ical(answer.content).walk("VEVENT")
	assert str(event["UID"]).startswith(meeting.name)
	assert str(event["LOCATION"]) == "Salle des mariages"
	assert event.decoded("DTEND") > event.decoded("DTSTART")
	for secret in ("Maëlys", "Tournesol", child.name, "Situation 20"):
		assert secret not in answer.text
	frappe.db.rollback()
	assert frappe.db.get_value(FEED, {"user": account.name}, "times_read") == 1
	assert guest.get(DOOR, link=link + "x").status_code == 417
	assert guest.get(DOOR, link="x").status_code == 417

	owner.post("/api/method/pre_module.desk.calendar_feed.links.revoke", user=account.name)
	closed = guest.get(DOOR, link=link)
	assert closed.status_code == 417 and "VCALENDAR" not in closed.text
	codes = [guest.get(DOOR, link=link).status_code for _n in range(OF_ONE_LINK)]
	assert codes[0] == 417 and codes[-1] == 429
