"""Team meetings, situations, and agreements to share with a partner."""

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.model.document import Document

from tests.factories.basics import day, insert
from tests.factories.child import make_consent
from tests.factories.people import need_domain


def situation_of(child: Document) -> str:
	"""Name of the situation that was made with a child's file."""
	return frappe.db.get_value("PRE Situation", {"child": child.name})


def make_meeting(
	children: Iterable[Document], members: Iterable[str], *, offset: int = 0, **values: Any
) -> Document:
	"""A team meeting on these children's situations, for these accounts; `offset` days from today."""
	children = list(children)
	return insert(
		"PRE Team Meeting",
		**{
			"structure": children[0].structure if children else None,
			"meeting_date": day(offset),
			"start_time": "09:30:00",
			"place": "Salle des mariages",
			"agenda": [{"situation": situation_of(c), "minutes": 20} for c in children],
			"members": [{"user": user, "work_field": "Social Service"} for user in members],
			**values,
		},
	)


def shared_lines(partner: str, domains: Iterable[str] = ("Schooling",)) -> list[dict[str, str]]:
	"""The lines of an agreement: a partner, and each domain shared with it."""
	return [{"partner": partner, "need_domain": need_domain(d)} for d in domains]


def share_with(
	child: Document, partner: str, domains: Iterable[str] = ("Schooling",), **values: Any
) -> list[Document]:
	"""The agreement of each holder of parental authority to share these domains with a partner."""
	holders = [g for g in child.guardians if g.parental_authority == "Yes"]
	return [
		make_consent(
			child,
			"Sharing",
			f"{holder.first_name} {holder.last_name}",
			**{"partners": shared_lines(partner, domains), **values},
		)
		for holder in holders
	]
