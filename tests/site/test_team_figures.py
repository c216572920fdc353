"""F20, counted by hand: members by field, meetings, situations examined, attendance by partner."""

import frappe
import pytest

from pre_module.controllers.school_year import current_school_year, period_of
from pre_module.rules.team import ABSENT, EXCUSED, PRESENT, REPLACED
from tests.factories import (
	day,
	make_child,
	make_meeting,
	make_partner,
	make_structure,
	make_team,
	make_user,
	situation_of,
)
from tests.report_names import TEAM, rows

ROLE = "PRE Team Member"


@pytest.fixture
def year():
	"""A school year of three meetings, two of them held; four members of three fields, one gone by now.

	| meeting | situations | Ann (school) | Ben (CMP) | Cid (CMP) | Dan (town) |
	| --- | --- | --- | --- | --- | --- |
	| 1, held | a, b examined; c postponed | present | present | absent | excused |
	| 2, held | a, c examined | replaced | absent | absent | absent |
	| 3, cancelled | b | | | | |
	"""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	ann, ben, cid, dan = (make_user(ROLE).name for _n in range(4))
	school = make_partner(user=ann, partner_name="École Jules-Exemple").name
	cmp = make_partner(partner_name="CMP des Exemples").name
	for user in (ben, cid):
		doc = frappe.get_doc("PRE Partner", cmp)
		doc.append("people", {"full_name": user, "user": user})
		doc.save()
	fields = {ann: "School", ben: "Health", cid: "Health", dan: "Town"}
	make_team(
		structure,
		[],
		members=[
			{"user": user, "work_field": field, "to_date": day(-1) if user == cid else None}
			for user, field in fields.items()
		],
	)
	a, b, c = (make_child(structure) for _n in range(3))
	people = (ann, ben, cid, dan)
	_meet([a, b, c], ["Examined", "Examined", "Postponed"], people, [PRESENT, PRESENT, ABSENT, EXCUSED])
	_meet([a, c], ["Examined", "Examined"], people, [REPLACED, ABSENT, ABSENT, ABSENT])
	_meet([b], ["To Examine"], people, [None] * 4, status="Cancelled")
	return frappe._dict(structure=structure, coordinator=coordinator, school=school, cmp=cmp, child=a)


def _meet(children, statuses, people, attendances, status="Held"):
	agenda = [{"situation": situation_of(c), "status": s} for c, s in zip(children, statuses, strict=True)]
	meeting = make_meeting(children, people, agenda=agenda)
	for row, attendance in zip(meeting.members, attendances, strict=True):
		row.attendance = attendance
		row.replaced_by = "Une collègue" if attendance == REPLACED else None
	meeting.update({"status": status}).save()


def counted(structure: str) -> dict[str, tuple]:
	lines = rows(TEAM, structure=structure, school_year=current_school_year())
	return {line["label"]: (line["count"], line["expected"]) for line in lines}


def test_F20_is_what_was_counted_by_hand(year, as_user):
	with as_user(year.coordinator):
		found = counted(year.structure)
	assert found["Members by field of work"] == (3, None)
	assert {f: found[f][0] for f in ("School", "Health", "Town", "Psychology")} == {
		"School": 1,
		"Health": 1,
		"Town": 1,
		"Psychology": 0,
	}
	assert found["Meetings held"] == (2, None)
	assert found["Quorum met"][0] == 1 and found["Quorum not met"][0] == 1
	assert found["Situations examined"] == (4, None)
	assert found["Different situations"][0] == 3 and found["Examined again"][0] == 1
	assert found["Attendance in the meetings"] == (3, 8)
	assert found[year.school] == (2, 2) and found[year.cmp] == (1, 4)
	assert found["Without a partner"] == (0, 2)


def test_F20_counts_the_year_of_the_filter_only(year, as_user):
	before = period_of(current_school_year()).start.year - 2
	with as_user(year.coordinator):
		lines = rows(TEAM, structure=year.structure, school_year=f"{before}-{before + 1}")
	found = {line["label"]: line["count"] for line in lines}
	assert found["Meetings held"] == found["Situations examined"] == found["Attendance in the meetings"] == 0


def test_small_numbers_of_situations_are_hidden_outside_the_circle(year, as_user):
	with as_user(make_user("PRE Evaluator").name):
		found = counted(year.structure)
	assert found["Meetings held"] == (2, None)
	assert found["Situations examined"][0] is None and found["Different situations"][0] is None


def test_nobody_reads_the_figures_of_a_structure_that_is_not_his(year, as_user):
	other = make_user("PRE Coordinator").name
	make_structure(coordinator=other)
	with as_user(other), pytest.raises(frappe.PermissionError):
		counted(year.structure)
