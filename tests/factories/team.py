"""Teams, decisions of a meeting."""

from collections.abc import Iterable
from typing import Any

from frappe.model.document import Document

from tests.factories.basics import day, insert
from tests.factories.situation import situation_of

FIELDS = ("School", "Social Service", "Health", "Psychology", "Association", "Town")


def make_team(structure: str, people: Iterable[str], **values: Any) -> Document:
	"""A team of these accounts, each of another field, in force for a year; half of them are a quorum."""
	return insert(
		"PRE Team",
		**{
			"title": "Équipe des Exemples",
			"structure": structure,
			"orientation": "School-Centred",
			"from_date": day(-365),
			"quorum_kind": "Share of the Members",
			"quorum": 50,
			"members": [
				{"user": user, "work_field": FIELDS[n % len(FIELDS)]} for n, user in enumerate(people)
			],
			**values,
		},
	)


def make_decision(
	meeting: Document, about: Document, in_charge: str | None = None, **values: Any
) -> Document:
	"""A decision about a child of the agenda; in_charge: who carries it out, by tomorrow."""
	return insert(
		"PRE Team Decision",
		**{
			"meeting": meeting.name,
			"situation": situation_of(about),
			"decision": "Proposer un rendez-vous à l'orthophoniste.",
			"in_charge": in_charge,
			"due_on": day(1) if in_charge else None,
			**values,
		},
	)
