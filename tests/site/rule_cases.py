"""For each rule, a write that it refuses and the same write made legal: what the doors are tried with.

A case's function brings documents to the point of refusal and returns the `Write`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import frappe

from pre_module import exceptions
from tests import factories as make
from tests.factories import day


@dataclass
class Write:
	"""A write to try: `values` on a document (name None: a new one), then `action` of its workflow, if any.

	Made legal by `repair()`, or by `legal` values instead, or by both.
	"""

	doctype: str
	name: str | None
	values: dict[str, Any] = field(default_factory=dict)
	action: str | None = None
	legal: dict[str, Any] | None = None
	repair: Callable[[], object] = lambda: None


@dataclass
class Case:
	"""What refuses: rule, exception, sentence in English as in the source; `write()` prepares the base."""

	rule: str
	exception: type[Exception]
	sentence: str
	write: Callable[[], Write]
	kind: str

	def __str__(self) -> str:
		return f"{self.rule} {self.write.__name__}"


CASES: list[Case] = []


def case(rule: str, sentence: str, kind: str):
	"""Register a case. kind: "insert", "update" (values only) or "action" (values, then a workflow action)."""

	def register(write: Callable[[], Write]) -> Callable[[], Write]:
		CASES.append(Case(rule, exceptions.BY_RULE[rule], sentence, write, kind))
		return write

	return register


@case("R1", "The child is {0} years old; the programme is for children from {1} to {2}.", "action")
def a_child_too_old_is_accepted():
	referral = make.examine(make.make_referral(make.make_child(birth_date=make.years_old(18))))
	legal = {"derogation": 1, "derogation_reason": "Petite sœur suivie."}
	return Write("PRE Referral", referral.name, {}, "Accept", legal)


@case("R1", "No sign of fragility is noted.", "action")
def a_child_without_sign_of_fragility_is_accepted():
	referral = make.examine(make.make_referral(make.make_child()), "No")
	legal = {"fragility_noted": "Deux déménagements cette année (école, 3 novembre)."}
	return Write("PRE Referral", referral.name, {}, "Accept", legal)


@case("R1", "A derogation says its reason.", "action")
def a_derogation_without_reason_is_accepted():
	referral = make.examine(make.make_referral(make.make_child(birth_date=make.years_old(18))))
	legal = {"derogation": 1, "derogation_reason": "Petite sœur suivie."}
	return Write("PRE Referral", referral.name, {"derogation": 1}, "Accept", legal)


@case("R16", "The structure has no eligibility criteria in force on the day of the decision.", "action")
def a_referral_is_accepted_without_criteria():
	referral = make.apply(make.make_referral(make.make_child()), "Examine")
	return Write(
		"PRE Referral",
		referral.name,
		{"fragility_noted": "Absences (école, 3 novembre)."},
		"Accept",
		{"criteria": answers("Yes"), "fragility_noted": "Absences (école, 3 novembre)."},
		lambda: take_criteria_of(referral),
	)


@case("R16", "The criterion « {0} » has no answer.", "action")
def a_referral_is_accepted_with_a_criterion_unanswered():
	child = make.make_child()
	make.make_criteria(child.structure)
	referral = make.apply(make.make_referral(child), "Examine")
	return Write("PRE Referral", referral.name, {}, "Accept", {"criteria": answers("Yes")})


@case("R16", "The decision says its reason.", "action")
def a_referral_is_declined_without_reason():
	referral = make.examine(make.make_referral(make.make_child()))
	return Write("PRE Referral", referral.name, {}, "Decline", {"decision_reason": "Hors secteur."})


@case("R16", "The criteria {0} and {1} are both in force on {2}.", "insert")
def criteria_overlap_others():
	criteria = make.make_criteria(make.make_structure().name, valid_until=day(10))
	values = {"title": "Autres", "structure": criteria.structure, "criteria": [{"criterion": "Absences"}]}
	return Write(
		"PRE Eligibility Criteria",
		None,
		{**values, "valid_from": day(10)},
		None,
		{**values, "valid_from": day(11)},
	)


@case("R3", "{0} has given no agreement in force on {2} for the stage « {1} ».", "insert")
def a_diagnostic_is_begun_before_the_family_agreed():
	child = make.make_child()
	values = {"child": child.name, "diagnostic_date": day()}
	return Write(
		"PRE Diagnostic",
		None,
		values,
		None,
		values,
		lambda: make.agree_to(child, ["Information", "Diagnostic"]),
	)


@case("R3", "{0} has given no agreement in force on {2} for the stage « {1} ».", "action")
def a_parcours_starts_without_the_agreement_to_it():
	child = make.make_child()
	make.agree_to(child, ["Information", "Diagnostic"])
	parcours = make.make_approved_parcours(child)
	return Write("PRE Parcours", parcours.name, {}, "Start", {}, lambda: make.agree_to(child, ["Parcours"]))


@case("R3", "Two guardians have the same identity: {0}.", "update")
def a_guardian_is_there_twice():
	child = make.make_child(guardians=[make.guardian("Éloïse", "Le-Goff")])
	rows = [kept(child.guardians[0]), make.guardian("ELOISE", "le goff")]
	legal = [rows[0], make.guardian("Yann", "Le-Goff")]
	return Write("PRE Child", child.name, {"guardians": rows}, None, {"guardians": legal})


@case(
	"R4",
	"{0} is coordonnateur of the structure from {1}: nobody is référent and coordonnateur at once.",
	"insert",
)
def the_coordonnateur_gets_a_referent_contract():
	both = make.make_user("PRE Coordinator", "PRE Referent").name
	structure = make.make_structure(coordinator=both).name
	values = {"structure": structure, "from_date": day(), "to_date": day(300), "maximum_children": 20}
	referent = make.make_user("PRE Referent").name
	return Write(
		"PRE Referent Contract", None, {**values, "referent": both}, None, {**values, "referent": referent}
	)


@case(
	"R4",
	"{0} is coordonnateur of the structure from {1}: nobody is référent and coordonnateur at once.",
	"update",
)
def a_referent_under_contract_becomes_coordonnateur():
	structure = make.make_structure()
	contract = make.make_contract(structure.name)
	line = {"user": contract.referent, "function": "PRE Coordinator"}
	return Write(
		"PRE Structure",
		structure.name,
		{"coordinators": [{**line, "from_date": contract.to_date}]},
		None,
		{"coordinators": [{**line, "from_date": frappe.utils.add_days(contract.to_date, 1)}]},
	)


@case("R4", "{0} is coordonnateur of the PRE and of the prevention of delinquency on {1}.", "update")
def the_coordonnateur_gets_the_prevention_of_delinquency():
	user = make.make_user("PRE Coordinator").name
	structure = make.make_structure(coordinator=user)
	line = {"function": "Delinquency Prevention Coordinator", "from_date": day()}
	rows = [kept(row) for row in structure.coordinators]
	return Write(
		"PRE Structure",
		structure.name,
		{"coordinators": [*rows, {**line, "user": user}]},
		None,
		{"coordinators": [*rows, {**line, "user": make.make_user().name}]},
	)


@case("R5", "{0} signature(s) of the collective are still awaited.", "action")
def a_contract_is_put_in_force_unsigned():
	partner = {"partner": make.make_partner().name, "person": "Dominique Exemple"}
	contract = make.make_contract(make.make_structure().name, in_force=False, signatories=[partner])
	contract = make.apply(contract, "Send for Signature")
	signed = [{**kept(contract.signatories[0]), "signed_on": day()}]
	return Write("PRE Referent Contract", contract.name, {}, "Put in Force", {"signatories": signed})


@case("R5", "No référent is in charge on {0}.", "action")
def a_parcours_starts_without_referent():
	child = make.make_child()
	contract = make.make_contract(child.structure)
	parcours = make.make_approved_parcours(child, contract=contract, referents=[])
	return Write("PRE Parcours", parcours.name, {}, "Start", {"referents": [make.in_charge(contract)]})


@case("R5", "No référent is in charge on {0}.", "update")
def a_handover_leaves_a_day_without_referent():
	return handover(3)


@case("R5", "Two référents are in charge on {0}.", "update")
def a_handover_has_both_in_charge_on_one_day():
	return handover(1)


@case("R5", "The contract {0} is not one of {1}.", "update")
def a_referent_is_put_under_the_contract_of_another():
	parcours = make.make_active_parcours()
	(line,) = [kept(row) for row in parcours.referents]
	other = make.make_contract(parcours.structure)
	return Write(
		"PRE Parcours",
		parcours.name,
		{"referents": [{**line, "contract": other.name}]},
		None,
		{"referents": [{**line, "to_date": day(20)}, make.in_charge(other, day(21))]},
	)


@case("R5", "{0} would have {1} children in charge; the contract {2} allows {3}.", "action")
def a_parcours_starts_over_the_maximum_of_the_contract():
	child = make.make_child()
	full = make.make_contract(child.structure, maximum_children=1)
	make.make_active_parcours(make.make_child(child.structure), contract=full)
	parcours = make.make_approved_parcours(child, contract=full)
	free = make.make_contract(child.structure)
	return Write("PRE Parcours", parcours.name, {}, "Start", {"referents": [make.in_charge(free)]})


@case(
	"R7",
	"The diagnostic crosses the views of {0} actor(s); at least {1} different ones are needed.",
	"action",
)
def a_diagnostic_with_one_view_goes_to_validation():
	child = make.make_child()
	make.agree_to(child)
	whole = make.complete_diagnostic()["views"]
	diagnostic = make.make_diagnostic(child, views=whole[:2])
	return Write("PRE Diagnostic", diagnostic.name, {}, "Send for Validation", {"views": whole})


@case("R7", "The family was not heard.", "action")
def a_diagnostic_goes_to_validation_without_the_family():
	child = make.make_child()
	make.agree_to(child)
	whole = make.complete_diagnostic()["views"]
	diagnostic = make.make_diagnostic(child, views=whole[1:])
	return Write("PRE Diagnostic", diagnostic.name, {}, "Send for Validation", {"views": whole})


@case("R7", "No strength is named: a diagnostic sees strengths as well as difficulties.", "update")
def a_diagnostic_in_review_loses_its_strengths():
	child = make.make_child()
	make.agree_to(child)
	diagnostic = make.apply(make.make_diagnostic(child), "Send for Validation")
	rows = [kept(row) for row in diagnostic.factors]
	without = [{**row, "nature": "Difficulty"} for row in rows]
	legal = [{**rows[0], "observation": "Lit avec plaisir."}, *rows[1:]]
	return Write("PRE Diagnostic", diagnostic.name, {"factors": without}, None, {"factors": legal})


@case("R8", "The action « {0} » is not planned: first day, days and times.", "action")
def an_unplanned_parcours_is_given_to_the_family():
	child = make.make_child()
	make.agree_to(child)
	parcours = make.make_parcours(child)
	parcours.actions[0].planning = None
	parcours.save()
	planned = [{**kept(row), "planning": "Le mercredi à 14 h"} for row in parcours.actions]
	return Write("PRE Parcours", parcours.name, {}, "Give to Family", {"actions": planned})


@case("R8", "The action « {0} » serves the objective « {1} », which the parcours does not have.", "update")
def an_action_serves_no_objective():
	parcours = make.make_parcours(make.make_child())
	row = kept(parcours.actions[0])
	return Write(
		"PRE Parcours",
		parcours.name,
		{"actions": [{**row, "objective_code": "O9"}]},
		None,
		{"actions": [{**row, "place": "Médiathèque"}]},
	)


@case("R8", "The parcours has no valid diagnostic.", "action")
def a_parcours_starts_without_diagnostic():
	child = make.make_child()
	make.agree_to(child)
	diagnostic = make.validate_diagnostic(make.make_diagnostic(child))
	parcours = make.make_approved_parcours(child, diagnostic=None)
	return Write("PRE Parcours", parcours.name, {}, "Start", {"diagnostic": diagnostic.name})


def kept(row) -> dict:
	"""A child table's row as a program sends it back: its own fields and its name."""
	fields = [df.fieldname for df in row.meta.fields if df.fieldtype not in frappe.model.no_value_fields]
	return {"name": row.name, **{f: row.get(f) for f in fields if row.get(f) is not None}}


def answers(met: str) -> list[dict]:
	"""The criteria of `make_criteria`, answered."""
	return [
		{"criterion": "Absences répétées", "fragility_sign": 1, "met": met},
		{"criterion": "Famille volontaire", "fragility_sign": 0, "met": met},
	]


def take_criteria_of(referral) -> None:
	"""The structure writes criteria while a referral is under review, which takes them when it is opened and saved."""
	make.make_criteria(referral.structure)
	frappe.get_doc("PRE Referral", referral.name).save()


def handover(first_day: int) -> Write:
	"""The référent of an active parcours leaves tomorrow; the next one comes on `first_day` (legal: the day after)."""
	parcours = make.make_active_parcours()
	other = make.make_contract(parcours.structure)
	leaving = {**kept(parcours.referents[0]), "to_date": day(1)}
	rows = {n: {"referents": [leaving, make.in_charge(other, day(n))]} for n in (first_day, 2)}
	return Write("PRE Parcours", parcours.name, rows[first_day], None, rows[2])
