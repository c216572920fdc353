"""Reviews of a parcours, as a référent writes them with the family."""

from typing import Any

import frappe
from frappe.model.document import Document

from pre_module.rules.review import CRITERIA
from tests.factories.basics import day, insert


def make_review(parcours: Document, kind: str = "Interim", **values: Any) -> Document:
	"""A draft that lacks nothing: each objective at what was expected, the grid filled in, a parent present.

	levels: {number of the objective: level} to say otherwise.
	"""
	chosen = values.pop("levels", {})
	codes = [objective.code for objective in frappe.get_doc("PRE Parcours", parcours.name).objectives]
	return insert(
		"PRE Review",
		**{
			"parcours": parcours.name,
			"child": parcours.child,
			"kind": kind,
			"review_date": day(),
			"levels": [{"objective_code": code, "level": str(chosen.get(code, 0))} for code in codes],
			"grid": grid(values.get("review_date") or day()),
			"child_word": "J'aime bien lire avec ma sœur.",
			"parents_word": "Elle lit le soir, nous sommes contents.",
			"participants": [
				{"capacity": "Child", "person_name": "Inès"},
				{"capacity": "Parent", "person_name": "Nora"},
			],
			"next_review_on": None if kind == "Exit" else day(90),
			**values,
		},
	)


def hold_review(parcours: Document, kind: str = "Interim", **values: Any) -> Document:
	"""The same, validated."""
	review = make_review(parcours, kind, **values)
	review.submit()
	return review


def grid(on: str) -> list[dict[str, Any]]:
	"""The five criteria, whole."""
	return [
		{
			"criterion": criterion,
			"level": "Under Way",
			"facts": "Vu en classe chaque mardi.",
			"facts_on": on,
			"source": "L'enseignante",
			"appraisal": "L'aide du soir convient.",
		}
		for criterion in CRITERIA
	]
