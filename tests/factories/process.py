"""Referrals and diagnostics: from the repérage to what a parcours rests on."""

from typing import Any

import frappe
from frappe.model.document import Document

from pre_module.rules.diagnostic import DIFFICULTY, FACTOR_FAMILIES, STRENGTH
from tests.factories.basics import day, insert, next_number, years_old
from tests.factories.people import make_structure, need_domain, reference
from tests.factories.steps import apply, through_workflow


def make_criteria(structure: str, **values: Any) -> Document:
	"""Eligibility criteria of a structure, in force for a year: one sign of fragility, one other criterion."""
	return insert(
		"PRE Eligibility Criteria",
		**{
			"title": "Critères du comité",
			"structure": structure,
			"valid_from": day(-365),
			"criteria": [
				{"criterion": "Absences répétées", "fragility_sign": 1},
				{"criterion": "Famille volontaire", "fragility_sign": 0},
			],
			**values,
		},
	)


def make_referral(child: Document | None = None, **values: Any) -> Document:
	"""A referral by a school, received today. child: its file, without which it can't be accepted."""
	values = {
		"received_on": day(),
		"origin": "School",
		"structure": child.structure if child else None,
		"child_first_name": child.first_name if child else "Inès",
		"child_last_name": child.last_name if child else f"Exemple {next_number()}",
		"birth_date": child.birth_date if child else years_old(9),
		"sex": "Female",
		"child": child.name if child else None,
		"reasons": [{"need_domain": need_domain(), "observation": "Ne rend plus ses devoirs."}],
		**values,
	}
	values["structure"] = values["structure"] or make_structure().name
	return insert("PRE Referral", **values)


def examine(referral: Document, answer: str = "Yes", *, user: str | None = None) -> Document:
	"""Bring a received referral under review and answer every criterion; criteria are made when there are none."""
	if not frappe.db.exists("PRE Eligibility Criteria", {"structure": referral.structure}):
		make_criteria(referral.structure)
	referral = apply(referral, "Examine", user=user)
	for row in referral.criteria:
		row.met = answer
	return referral.save()


def accept(referral: Document, *, user: str | None = None) -> Document:
	"""Examine a received referral and accept it."""
	return apply(examine(referral, user=user), "Accept", user=user)


def factor(family: str) -> str:
	"""A factor of one of the five families of R7."""
	return reference("PRE Factor", f"Example of {family}", factor_family=family)


def complete_diagnostic() -> dict[str, Any]:
	"""What a diagnostic holds when R7 has nothing to say: views of the family and two actors, five families."""
	return {
		"views": [
			{"actor": "Family", "person": "La mère", "heard_on": day(-5), "view": "Il lit peu."},
			{"actor": "School", "person": "L'enseignante", "heard_on": day(-5), "view": "Se décourage."},
			{"actor": "Health", "person": "Le CMP", "heard_on": day(-4), "view": "Bilan en cours."},
		],
		"factors": [
			{"factor": factor(family), "nature": DIFFICULTY if i else STRENGTH}
			for i, family in enumerate(FACTOR_FAMILIES)
		],
		"strengths": "Curieuse et entourée.",
		"needs": [
			{
				"need_domain": need_domain(),
				"need": "Une aide aux devoirs.",
				"service": "Accompagnement à la scolarité",
				"answer": "Insufficient",
			}
		],
	}


def make_diagnostic(child: Document, **values: Any) -> Document:
	"""A draft diagnostic that lacks nothing (R7). The child's family must have agreed (R3): see `agree_to`."""
	return insert("PRE Diagnostic", **{"child": child.name, **complete_diagnostic(), **values})


def validate_diagnostic(diagnostic: Document) -> Document:
	"""Send a draft diagnostic for validation and validate it."""
	return through_workflow(diagnostic, "Send for Validation", "Validate")
