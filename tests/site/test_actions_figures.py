"""F15, hours and attendance, counted by hand; and the report that shows it.

| session | action | day | hours | status | A | B | C |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | lecture (Schooling, Collective, partner P) | 2 days ago | 1.5 | held | present | present | absent |
| 2 | lecture | yesterday | 1.5 | held | present | excused | absent |
| 3 | lecture | today | 1.5 | planned | - | - | - |
| 4 | tutorat (Schooling, Individual, no partner) | yesterday | 2 | held | present | - | - |
| 5 | tutorat | 200 days ago | 2 | held, outside the days | - | - | - |
| 6 | of another structure | yesterday | 1.5 | held | - | - | - |

lecture: 2 sessions, 3 hours; A, B came: 2 children; present 3, absent 2, excused 1; hours attended 3 x 1.5 = 4.5;
rate 3 of 5 = 60. tutorat: 1 session, 2 hours, 1 child, present 1, hours attended 2, rate 100.
"""

import frappe
import pytest

from pre_module.figures.attendance import attendance_by_action
from tests.factories import (
	agree_to,
	day,
	enrol,
	make_action,
	make_approved_parcours,
	make_child,
	make_partner,
	make_session,
	make_structure,
	make_user,
	note,
)
from tests.report_names import rows

REPORT = "PRE Actions and Attendance"


@pytest.fixture
def counted():
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	partner = make_partner().name
	lecture = make_action(structure, provider=partner)
	tutorat = make_action(structure, title="Tutorat", mode="Individual")
	children = [make_child(structure) for _n in range(3)]
	for child in children:
		agree_to(child)
	a, b, c = (enrol(child, lecture) for child in children)
	first, second = make_session(lecture, -2), make_session(lecture, -1)
	make_session(lecture)
	for session, marks in ((first, "Present Present Absent"), (second, "Present Excused Absent")):
		for enrolment, status in zip((a, b, c), marks.split(), strict=True):
			note(session, enrolment, status)
	parcours = make_approved_parcours(children[0])
	alone = enrol(children[0], tutorat, parcours=parcours.name)
	note(make_session(tutorat, -1, end_time="19:00:00"), alone)
	make_session(tutorat, -200, end_time="19:00:00", status="Held")
	make_session(make_action(), -1, status="Held")
	return frappe._dict(
		coordinator=coordinator,
		partner=partner,
		filters={"structure": structure, "from_date": day(-30), "to_date": day()},
	)


def test_f15_hours_and_attendance(counted):
	lecture, tutorat = attendance_by_action(counted.filters)
	assert lecture == {
		"structure": counted.filters["structure"],
		"need_domain": "Schooling",
		"mode": "Collective",
		"provider": counted.partner,
		"sessions": 2,
		"hours": 3.0,
		"children": 2,
		"present": 3,
		"absent": 2,
		"excused": 1,
		"child_hours": 4.5,
		"rate": 60.0,
	}
	assert (tutorat["mode"], tutorat["provider"], tutorat["sessions"], tutorat["hours"]) == (
		"Individual",
		"",
		1,
		2.0,
	)
	assert (tutorat["children"], tutorat["present"], tutorat["child_hours"], tutorat["rate"]) == (
		1,
		1,
		2.0,
		100.0,
	)


def test_the_report_shows_it_to_the_coordonnateur_of_the_structure_alone(counted, as_user):
	with as_user(counted.coordinator):
		assert [r["child_hours"] for r in rows(REPORT, **counted.filters)] == [4.5, 2.0]
	stranger = make_user("PRE Coordinator").name
	make_structure(coordinator=stranger)
	with as_user(stranger), pytest.raises(frappe.PermissionError):
		rows(REPORT, **counted.filters)
	for role in ("PRE Manager", "PRE Evaluator", "PRE Referent", "PRE Partner"):
		with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
			rows(REPORT, **counted.filters)


def test_a_structure_without_sessions_has_no_line():
	filters = {"structure": make_structure().name, "from_date": day(-30), "to_date": day()}
	assert attendance_by_action(filters) == []
