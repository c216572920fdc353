"""A child's file and the family's agreement."""

from collections.abc import Iterable
from typing import Any

from frappe.model.document import Document

from pre_module.controllers.school_year import current_school_year
from pre_module.rules.consent import STAGES_FOR_PARCOURS
from tests.factories.basics import day, insert, next_number, years_old
from tests.factories.people import make_partner, make_school, make_structure, make_territory, need_domain


def guardian(first_name: str = "Sofia", last_name: str = "Exemple", **values: Any) -> dict[str, Any]:
	"""A line of a child's guardians: a mother who holds parental authority."""
	return {
		"first_name": first_name,
		"last_name": last_name,
		"relationship": "Mother",
		"parental_authority": "Yes",
		**values,
	}


def make_child(structure: str | None = None, **values: Any) -> Document:
	"""A child of nine in a priority territory, with one holder of parental authority, schooled this year.

	structure: name of a structure; one is made without.
	"""
	number = next_number()
	values = {
		"first_name": "Inès",
		"last_name": f"Exemple {number}",
		"birth_date": years_old(9),
		"sex": "Female",
		"structure": structure or make_structure().name,
		"guardians": [guardian(last_name=f"Exemple {number}")],
		**values,
	}
	if "territory" not in values:
		values["territory"] = make_territory().name
	if "schooling" not in values:
		values["schooling"] = [
			{"school_year": current_school_year(), "school": make_school().name, "class_level": "CE2"}
		]
	return insert("PRE Child", **values)


def make_consent(
	child: Document, stage: str = "Information", guardian: str | None = None, **values: Any
) -> Document:
	"""An agreement given ten days ago for a stage. guardian: full name; the first holder of authority without."""
	if guardian is None:
		holder = next(g for g in child.guardians if g.parental_authority == "Yes")
		guardian = f"{holder.first_name} {holder.last_name}"
	values = {"answer": "Given", "given_on": day(-10), "means": "Signed on Paper", **values}
	if stage == "Sharing" and values["answer"] == "Given":
		values.setdefault("partners", [{"partner": make_partner().name, "need_domain": need_domain()}])
	return insert("PRE Consent", child=child.name, stage=stage, guardian=guardian, **values)


def agree_to(child: Document, stages: Iterable[str] = STAGES_FOR_PARCOURS, **values: Any) -> list[Document]:
	"""The agreement of each holder of parental authority for each stage."""
	holders = [g for g in child.guardians if g.parental_authority == "Yes"]
	return [
		make_consent(child, stage, f"{holder.first_name} {holder.last_name}", **values)
		for stage in stages
		for holder in holders
	]
