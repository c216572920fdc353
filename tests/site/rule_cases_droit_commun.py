"""Cases of droit commun first (R2): requests to services, and what the PRE may do beside them."""

import frappe

from tests import factories as make
from tests.factories import day
from tests.site.rule_cases import Write, case, kept

COVERED = "{0}: {1} covers this need. The child is redirected there, the PRE does not act."
AWAITED = (
	"{0}: {1} was asked on {2} and has not answered yet. "
	"The PRE may act once it says that it can’t, or from {3}."
)


def diagnosed(answer: str, asked: int = -10, child=None):
	"""A child whose need of schooling was put to one service, which answered so."""
	child = child or make.make_child()
	if not frappe.db.exists("PRE Consent", {"child": child.name}):
		make.agree_to(child)
	line = {"need_domain": make.need_domain(), "need": "Une aide.", "service": "APC", "answer": answer}
	return make.make_diagnostic(child, needs=[{**line, "asked_on": day(asked)}], diagnostic_date=day(-1))


def answer(diagnostic, said: str) -> None:
	"""The service of the diagnostic's only request answers."""
	frappe.get_last_doc("PRE Service Request", {"diagnostic": diagnostic.name}).update(
		{"answer": said}
	).save()


@case("R2", COVERED, "insert")
def a_parcours_is_drafted_on_a_covered_need():
	diagnostic = diagnosed("Covered")
	objective = {"code": "O1", "objective": "Lire.", "need_domain": make.need_domain()}
	action = {"action_title": "Club", "objective_code": "O1", "need_domain": make.need_domain()}
	values = {"child": diagnostic.child, "objectives": [objective], "actions": [action]}
	legal = {**values, "actions": [{**action, "funded_by": "Existing Services"}]}
	return Write("PRE Parcours", None, values, None, legal)


@case("R2", AWAITED, "update")
def an_action_is_added_while_the_answer_is_awaited():
	diagnostic = diagnosed("Awaited")
	objective = {"code": "O1", "objective": "Lire.", "need_domain": make.need_domain()}
	parcours = make.insert("PRE Parcours", child=diagnostic.child, objectives=[objective])
	action = {"action_title": "Club", "objective_code": "O1", "need_domain": make.need_domain()}
	values = {"actions": [action]}
	return Write("PRE Parcours", parcours.name, values, None, values, lambda: answer(diagnostic, "Refused"))


@case("R2", COVERED, "action")
def a_parcours_starts_on_a_need_that_is_covered_by_now():
	child = make.make_child()
	make.agree_to(child)
	diagnostic = make.validate_diagnostic(diagnosed("Refused", child=child))
	parcours = make.make_approved_parcours(child, diagnostic=diagnostic.name)
	answer(diagnostic, "Covered")
	return Write("PRE Parcours", parcours.name, {}, "Start", {}, lambda: answer(diagnostic, "Refused"))


@case("R2", "Only a service that covers the need offers a place.", "update")
def a_place_is_noted_with_a_refusal():
	diagnostic = diagnosed("Refused")
	request = frappe.get_last_doc("PRE Service Request", {"diagnostic": diagnostic.name})
	values = {"offered_from": day(20)}
	return Write("PRE Service Request", request.name, values, None, {**values, "answer": "Covered"})


@case("R2", "The answer comes before the request.", "insert")
def an_answer_is_older_than_its_request():
	diagnostic = diagnosed("Refused")
	about = {
		"child": diagnostic.child,
		"need_domain": make.need_domain(),
		"service": "CMP",
		"answer": "Refused",
	}
	values = {**about, "asked_on": day(-3), "answered_on": day(-4)}
	return Write("PRE Service Request", None, values, None, {**values, "answered_on": day(-2)})


@case("R16", "The criterion « {0} » stands there twice.", "update")
def a_criterion_stands_twice():
	criteria = make.make_criteria(make.make_structure().name)
	rows = [kept(row) for row in criteria.criteria]
	legal = {"criteria": [*rows, {"criterion": "Autre chose"}]}
	twice = {"criteria": [*rows, {"criterion": " absences  RÉPÉTÉES"}]}
	return Write("PRE Eligibility Criteria", criteria.name, twice, None, legal)
