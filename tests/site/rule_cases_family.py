"""Cases of the decision on a referral (R1, R16) and of the family's agreement (R3)."""

import frappe

from tests import factories as make
from tests.factories import day
from tests.site.rule_cases import Write, case, kept


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
