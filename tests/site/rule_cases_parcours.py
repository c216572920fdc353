"""Cases of the référent (R4, R5), the diagnostic (R7) and the parcours (R8)."""

import frappe

from tests import factories as make
from tests.factories import day
from tests.site.rule_cases import Write, case, kept


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


def handover(first_day: int) -> Write:
	"""The référent of an active parcours leaves tomorrow; the next one comes on `first_day` (legal: the day after)."""
	parcours = make.make_active_parcours()
	other = make.make_contract(parcours.structure)
	leaving = {**kept(parcours.referents[0]), "to_date": day(1)}
	rows = {n: {"referents": [leaving, make.in_charge(other, day(n))]} for n in (first_day, 2)}
	return Write("PRE Parcours", parcours.name, rows[first_day], None, rows[2])
