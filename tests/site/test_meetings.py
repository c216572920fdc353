"""R6, R10: a meeting's agenda opens situations to its members, some days around its date, and nothing else."""

from datetime import timedelta
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import add_days, get_datetime, now_datetime

from pre_module.access.scope import forget, grants_where
from pre_module.desk.situations import offer
from pre_module.rules.access import MEETING
from tests.factories import (
	PASSWORD,
	day,
	make_child,
	make_meeting,
	make_partner,
	make_school,
	make_structure,
	make_user,
	situation_of,
)
from tests.site.doors import INSERTING, UPDATING, at_each
from tests.site.seeing import live, sees, sees_situation

COORD, REF, TEAM, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner"


@pytest.fixture
def town():
	"""A structure with its coordonnateur, a child, and a member of the team."""
	coordinator = make_user(COORD).name
	structure = make_structure(coordinator=coordinator).name
	return frappe._dict(
		coordinator=coordinator, structure=structure, child=make_child(structure), member=make_user(TEAM).name
	)


def test_a_member_sees_the_meeting_and_the_situations_of_its_agenda_only(town):
	other = make_child(town.structure)
	meeting = make_meeting([town.child], [town.member])
	assert sees(town.member, "PRE Team Meeting", meeting.name)
	assert sees_situation(town.member, town.child) and not sees_situation(town.member, other)
	assert not frappe.has_permission("PRE Child", "read", town.child.name, user=town.member)
	assert not frappe.has_permission("PRE Team Meeting", "write", meeting.name, user=town.member)
	stranger = make_user(TEAM).name
	assert not sees(stranger, "PRE Team Meeting", meeting.name) and not sees_situation(stranger, town.child)


def test_the_window_is_that_of_the_settings_and_closes_without_any_job(town, later):
	make_meeting([town.child], [town.member], offset=8)
	assert not sees_situation(town.member, town.child)
	[grant] = grants_where({"user": town.member, "ground": MEETING})
	assert (grant.start, grant.end) == (get_datetime(day(1)), get_datetime(add_days(day(8), 8)))
	for days, expected in ((1, True), (8, True), (15, True), (16, False)):
		with later(days=days):
			assert sees_situation(town.member, town.child) == expected, days


def test_other_days_in_the_settings_move_the_windows(town):
	make_meeting([town.child], [town.member], offset=8)
	frappe.get_doc("PRE Settings").update({"meeting_days_before": 8}).save()
	assert sees_situation(town.member, town.child)
	frappe.get_doc("PRE Settings").update({"meeting_days_before": 7}).save()
	assert not sees_situation(town.member, town.child)


@pytest.mark.parametrize(
	"change",
	[{"status": "Cancelled"}, {"meeting_date": "2099-05-06"}, {"members": []}, {"agenda": []}],
	ids=lambda c: next(iter(c)),
)
def test_what_ends_the_fact_closes_at_once_at_each_door(town, change):
	meeting = make_meeting([town.child], [town.member])
	doors = {k: d for k, d in UPDATING.items() if k in ("desk", "client", "set_value", "rest_v1", "rest_v2")}
	if any(value == [] for value in change.values()):
		doors.pop("set_value")

	def attempt(door):
		assert sees_situation(town.member, town.child)
		door("PRE Team Meeting", meeting.name, change)
		assert not sees_situation(town.member, town.child) and not live(town.member, MEETING)

	at_each(doors, attempt)


def test_a_line_removed_closes_that_situation_only(town):
	other = make_child(town.structure)
	meeting = make_meeting([town.child, other], [town.member])
	meeting.agenda = meeting.agenda[1:]
	meeting.save()
	assert not sees_situation(town.member, town.child) and sees_situation(town.member, other)


def test_a_member_removed_no_longer_reads_the_meeting(town):
	other = make_user(TEAM).name
	meeting = make_meeting([town.child], [town.member, other])
	meeting.members = meeting.members[1:]
	meeting.save()
	assert not sees(town.member, "PRE Team Meeting", meeting.name) and not sees_situation(
		town.member, town.child
	)
	assert sees(other, "PRE Team Meeting", meeting.name)


def test_a_meeting_that_is_gone_opens_nothing(town):
	meeting = make_meeting([town.child], [town.member])
	frappe.delete_doc("PRE Team Meeting", meeting.name, force=True)
	assert not sees_situation(town.member, town.child)


def test_the_coordonnateur_calls_the_team_at_each_door(town, as_user):
	values = {
		"structure": town.structure,
		"meeting_date": day(),
		"agenda": [{"situation": situation_of(town.child), "minutes": 15}],
		"members": [{"user": town.member}],
	}
	doors = {k: d for k, d in INSERTING.items() if k != "data_import"}  # not a DocType one imports

	def attempt(door):
		forget()
		with as_user(town.coordinator):
			name = door("PRE Team Meeting", None, values)
		assert sees(town.coordinator, "PRE Team Meeting", name) and sees_situation(town.member, town.child)

	at_each(doors, attempt)


@pytest.mark.parametrize("role", [COORD, REF, TEAM, PARTNER])
def test_nobody_else_calls_or_changes_it(town, role, as_user):
	"""Not even the coordonnateur of another structure who sits in it."""
	intruder = make_user(role).name
	if role == COORD:
		make_structure(coordinator=intruder)
	meeting = make_meeting([town.child], [intruder])
	other = make_child(town.structure)
	with as_user(intruder):
		with pytest.raises(frappe.PermissionError):
			make_meeting([other], [intruder])
		with pytest.raises(frappe.PermissionError):
			doc = frappe.get_doc("PRE Team Meeting", meeting.name)
			doc.append("agenda", {"situation": situation_of(other)})
			doc.save()
	assert not sees_situation(intruder, other)


def test_a_coordonnateur_puts_no_situation_of_elsewhere_on_his_agenda(town, as_user):
	elsewhere = make_child()
	with as_user(town.coordinator), pytest.raises(frappe.ValidationError, match="not one of the structure"):
		make_meeting([elsewhere], [town.member], structure=town.structure)
	assert not live(town.member, MEETING)


def test_a_child_that_leaves_the_structure_leaves_its_meetings(town):
	make_meeting([town.child], [town.member])
	town.child.reload()
	town.child.update({"structure": make_structure().name}).save()
	assert not sees_situation(town.member, town.child)


def test_no_name_of_a_child_stands_in_a_meeting(town):
	school = make_school(school_name="École Les Tilleuls")
	child = make_child(
		town.structure,
		first_name="Maëlys",
		schooling=[{"school_year": town.child.schooling[0].school_year, "school": school.name}],
	)
	for text in ("Que proposer à MAELYS ?", "Et le frère de Maëlys ?", "Les Tilleuls proposent quoi ?"):
		with pytest.raises(frappe.ValidationError, match="name of the child"):
			make_meeting(
				[child], [town.member], agenda=[{"situation": situation_of(child), "question": text}]
			)
	make_meeting([child], [town.member], place="École Les Tilleuls")


def test_members_and_situations_once_each_and_with_a_role(town):
	with pytest.raises(frappe.ValidationError, match="twice"):
		make_meeting([town.child, town.child], [town.member])
	with pytest.raises(frappe.ValidationError, match="twice"):
		make_meeting([town.child], [town.member, town.member])
	with pytest.raises(frappe.ValidationError, match="no role"):
		make_meeting([town.child], [make_user("PRE Manager").name])


def test_the_partner_of_a_member_is_filled_in(town):
	partner = make_partner(user=town.member).name
	assert make_meeting([town.child], [town.member]).members[0].partner == partner


def test_an_account_closed_or_without_its_role_sees_nothing(town):
	make_meeting([town.child], [town.member])
	user = frappe.get_doc("User", town.member)
	user.roles = []
	user.save()
	assert not live(town.member, MEETING)
	user.append("roles", {"role": TEAM})
	user.save()
	assert sees_situation(town.member, town.child)


def test_nothing_before_the_member_accepted_the_charter(town):
	member = make_user(TEAM, accepts=False).name
	meeting = make_meeting([town.child], [member])
	assert not sees(member, "PRE Team Meeting", meeting.name) and not sees_situation(member, town.child)


def test_situations_are_offered_by_name_to_who_reads_the_child(town, as_user):
	filters = {"structure": town.structure}
	wanted = [situation_of(town.child), town.child.full_name]
	name = town.child.last_name
	with as_user(town.coordinator):
		assert offer("PRE Situation", name, "name", 0, 20, filters) == [wanted]
	make_meeting([town.child], [town.member])
	with as_user(town.member), pytest.raises(frappe.PermissionError):
		offer("PRE Situation", name, "name", 0, 20, filters)
	other = make_user(COORD)
	with as_user(other.name):
		assert offer("PRE Situation", name, "name", 0, 20, filters) == []
		assert offer("PRE Situation", "", "name", 0, 20, filters) == []


@pytest.mark.commits
@pytest.mark.usefixtures("world")
def test_a_forged_line_of_members_opens_nothing_over_http(server):
	structure = make_structure().name
	child, seen = make_child(structure), make_child(structure)
	account = make_user(TEAM, log_in=True)
	meeting = make_meeting([child], [make_user(TEAM).name])
	mine = make_meeting([seen], [account.name])
	frappe.db.commit()
	visitor = server.client().login(account.name, PASSWORD)
	line = {"doctype": "PRE Team Meeting Member", "user": account.name}
	lying = {"parent": meeting.name, "parenttype": "PRE Team Meeting", "parentfield": "members"}
	item = {"situation": situation_of(child), "doctype": "PRE Team Meeting Item"}
	answers = [
		visitor.post("/api/resource/PRE Team Meeting Member", **line, **lying),
		visitor.post("/api/method/frappe.client.insert", doc={**line, **lying}),
		visitor.put(f"/api/resource/PRE Team Meeting/{meeting.name}", members=[line]),
		visitor.put(f"/api/resource/PRE Team Meeting/{mine.name}", agenda=[item]),
		visitor.post(
			"/api/resource/PRE Team Meeting",
			structure=structure,
			meeting_date=day(),
			members=[line],
			agenda=[item],
		),
		visitor.get(f"/api/resource/PRE Team Meeting/{meeting.name}"),
		visitor.get(f"/api/resource/PRE Situation/{situation_of(child)}"),
		visitor.get(
			"/api/resource/PRE Team Meeting Item",
			parent="PRE Team Meeting",
			filters=f'[["parent","=","{meeting.name}"]]',
		),
	]
	codes = [a.status_code for a in answers]
	assert codes[:-1] == [403] * (len(codes) - 1), [(a.status_code, a.text[:200]) for a in answers]
	assert answers[-1].status_code == 403 or answers[-1].json()["data"] == []
	listed = visitor.get("/api/resource/PRE Situation").json()["data"]
	assert [row["name"] for row in listed] == [situation_of(seen)]
	assert [r["name"] for r in visitor.get("/api/resource/PRE Team Meeting").json()["data"]] == [mine.name]
