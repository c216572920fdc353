"""A group led by a partner, with who may and who may not see its children: for the tests of who sees whom there."""

import frappe

from pre_module.access.scope import forget
from pre_module.desk import attendance
from tests.factories import (
	agreeing_child,
	enrol,
	make_action,
	make_active_parcours,
	make_child,
	make_contract,
	make_partner,
	make_session,
	make_structure,
	make_user,
	note,
)

ENROLMENT, SESSION, ATTENDANCE = "PRE Action Enrolment", "PRE Action Session", "PRE Attendance"


def make_club() -> frappe._dict:
	"""An action of schooling led by a partner, with a référent's child, another child, and a session of today.

	leader: the partner's person. neighbour: of another partner, with whom the families share everything as well.
	"""
	coordinator, referent = make_user("PRE Coordinator").name, make_user("PRE Referent").name
	structure = make_structure(coordinator=coordinator).name
	leader, neighbour = make_user("PRE Partner").name, make_user("PRE Partner").name
	partner, other = make_partner(user=leader).name, make_partner(user=neighbour).name
	action = make_action(structure, provider=partner)
	contract = make_contract(structure, referent)
	mine = make_child(structure, first_name="Zéphyrine", last_name="Ouvrard")
	parcours = make_active_parcours(mine, contract=contract)
	theirs = agreeing_child(structure, first_name="Childéric", last_name="Brault")
	session = make_session(action)
	places = [enrol(mine, action, parcours=parcours.name), enrol(theirs, action)]
	for place in places:
		note(make_session(action, -1, start_time=f"1{8 + places.index(place)}:30", end_time="20:30"), place)
	return frappe._dict(
		coordinator=coordinator,
		referent=referent,
		structure=structure,
		leader=leader,
		partner=partner,
		neighbour=neighbour,
		other=other,
		action=action,
		session=session,
		mine=mine,
		theirs=theirs,
		parcours=parcours,
		places=[p.name for p in places],
	)


def seen(user: str) -> tuple[set[str], int]:
	"""The enrolments a person lists, and how many attendances; documents and lists agree."""
	forget()
	found = {}
	for doctype in (ENROLMENT, ATTENDANCE):
		listed = set()
		if frappe.has_permission(doctype, "read", user=user):
			listed = set(frappe.get_list(doctype, pluck="name", user=user, limit_page_length=0))
		permitted = {
			n
			for n in frappe.get_all(doctype, pluck="name")
			if frappe.has_permission(doctype, "read", n, user=user)
		}
		assert listed == permitted, f"lists and documents of {doctype} disagree"
		found[doctype] = listed
	return found[ENROLMENT], len(found[ATTENDANCE])


def labels(session) -> list[str]:
	return [c["label"] for c in attendance.sheet(session.name)["children"]]
