"""Actions of the catalogue, their sessions, enrolments and attendance."""

from collections.abc import Iterable
from typing import Any

from frappe.model.document import Document

from tests.factories.basics import day, insert
from tests.factories.child import agree_to, make_child
from tests.factories.people import make_structure, need_domain


def make_action(structure: str | None = None, **values: Any) -> Document:
	"""A group action of one partner, of a year around today; without planning, without limit of places."""
	return insert(
		"PRE Action",
		**{
			"title": "Club lecture",
			"structure": structure or make_structure().name,
			"need_domain": need_domain(),
			"mode": "Collective",
			"place": "Maison des associations",
			"from_date": day(-180),
			"to_date": day(180),
			**values,
		},
	)


def planning_line(
	weekday: str = "Wednesday", start: str = "14:00:00", end: str = "16:00:00", **values: Any
) -> dict:
	"""A line of a planning: Wednesday afternoons of school weeks."""
	return {"weekday": weekday, "start_time": start, "end_time": end, "zone": "Zone C", **values}


def make_session(action: Document, offset: int = 0, **values: Any) -> Document:
	"""A session of an action in the evening, `offset` days from today; no school at that hour."""
	return insert(
		"PRE Action Session",
		**{
			"action": action.name,
			"session_date": day(offset),
			"start_time": "17:00:00",
			"end_time": "18:30:00",
			**values,
		},
	)


def enrol(child: Document, action: Document, **values: Any) -> Document:
	"""The enrolment of a child whose family has agreed (see `agreeing_child`)."""
	values = {"enrolled_on": day(-5), **values}
	return insert("PRE Action Enrolment", child=child.name, action=action.name, **values)


def agreeing_child(structure: str, **values: Any) -> Document:
	"""A child whose family agreed to what a group action without a parcours asks (R3)."""
	child = make_child(structure, **values)
	agree_to(child, ("Information", "Parcours"))
	return child


def note(session: Document, enrolment: Document, status: str = "Present") -> Document:
	"""The attendance of a child at a session."""
	return insert("PRE Attendance", session=session.name, enrolment=enrolment.name, status=status)


def note_in_a_row(action: Document, enrolment: Document, statuses: Iterable[str]) -> list[Document]:
	"""One session a day up to yesterday, with these statuses, the oldest first."""
	statuses = list(statuses)
	return [
		note(make_session(action, number - len(statuses)), enrolment, status)
		for number, status in enumerate(statuses)
	]
