"""Health notes and safeguarding reports."""

from collections.abc import Iterable
from typing import Any

from frappe.model.document import Document

from tests.factories.basics import day, insert


def make_health_note(child: Document, readers: Iterable[str] = (), **values: Any) -> Document:
	"""A note on the child's sight. readers: accounts named beside the author."""
	return insert(
		"PRE Health Note",
		**{
			"child": child.name,
			"nature": "Vision",
			"note_date": day(),
			"note": "Le 3 novembre, la mère dit que les lunettes sont cassées.",
			"source": "La mère",
			"necessity": "Sans lunettes, l'atelier de lecture n'a pas de sens.",
			"readers": [{"user": user} for user in readers],
			**values,
		},
	)


def make_report(child: Document, readers: Iterable[str] = (), **values: Any) -> Document:
	"""A safeguarding report that is being written. readers: accounts named beside the author."""
	return insert(
		"PRE Safeguarding Report",
		**{
			"child": child.name,
			"kind": "Worrying Information to the CRIP",
			"facts": "Le 3 novembre, à l'école, l'enfant dit : « je ne veux pas rentrer ».",
			"readers": [{"user": user} for user in readers],
			**values,
		},
	)


def sent(**values: Any) -> dict[str, Any]:
	"""What a report holds once it was sent, two days ago, the parents told the day before."""
	return {
		"addressee": "CRIP du département",
		"sent_on": day(-2),
		"means": "Secure E-Mail or Platform",
		"parents_informed": "Yes",
		"parents_informed_on": day(-3),
		**values,
	}
