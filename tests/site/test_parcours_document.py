"""R8: what the family approves is what it was given, to the day; a level stands on the sentence that was chosen."""

import frappe
import pytest

from pre_module.desk.printing import parcours_document
from tests.factories import agree_to, apply, day, hold_review, make_active_parcours, make_child, make_parcours


@pytest.fixture
def proposed():
	child = make_child()
	agree_to(child)
	return apply(make_parcours(child), "Give to Family")


CHANGES = {
	"planned start": lambda doc: doc.update({"planned_start": day(3)}),
	"planned end": lambda doc: doc.update({"planned_end": day(400)}),
	"target of an objective": lambda doc: doc.objectives[0].update({"target_date": day(90)}),
	"objective": lambda doc: doc.objectives[0].update({"objective": "Autre chose."}),
	"evaluation": lambda doc: doc.objectives[0].update({"evaluation": "Autrement."}),
	"planning of an action": lambda doc: doc.actions[0].update({"planning": "Un autre jour."}),
	"place of an action": lambda doc: doc.actions[0].update({"place": "Ailleurs"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_R8_what_was_given_changes_only_when_it_is_given_anew(proposed, change):
	CHANGES[change](proposed)
	with pytest.raises(frappe.ValidationError, match="given this document"):
		proposed.save()


def test_R8_the_same_days_sent_as_texts_are_no_change(proposed):
	as_sent = frappe.get_doc(frappe.parse_json(proposed.as_json()))
	as_sent.save()
	assert frappe.db.get_value("PRE Parcours", proposed.name, "status") == "Proposed"


def marked(parcours) -> list[int]:
	"""The levels marked « today » in the family's document."""
	parcours.reload()
	scales = parcours_document(parcours).scales
	return [step.level for steps in scales.values() for step in steps if step.is_now]


def test_R8_a_level_stands_on_the_sentence_that_was_chosen():
	parcours = make_active_parcours()
	hold_review(parcours, "Initial", levels={"O1": 1})
	assert marked(parcours) == [1]
	parcours.objectives[0].level_plus_1 = "Une phrase que personne n'a choisie."
	parcours.save()
	assert marked(parcours) == []


def test_R8_a_number_taken_away_is_not_given_again():
	parcours = make_active_parcours()
	hold_review(parcours, "Initial", levels={"O1": 1})
	parcours.reload()
	for expected in ("O2", "O3"):
		with_another_objective(parcours, expected)
		assert [o.code for o in parcours.objectives] == ["O1", expected]
		parcours.set("objectives", parcours.objectives[:1])
		parcours.set("actions", [a for a in parcours.actions if a.objective_code == "O1"])


def with_another_objective(parcours, number: str) -> None:
	"""A second objective without a number, and the action that serves it under the number it is to get."""
	(objective,) = frappe.copy_doc(parcours).objectives
	parcours.append("objectives", {**values_of(objective), "code": None, "objective": "Nager."})
	action = frappe.copy_doc(parcours).actions[0]
	parcours.append("actions", {**values_of(action), "objective_code": number})
	parcours.save()


def values_of(row) -> dict:
	return {k: v for k, v in row.as_dict().items() if k not in ("name", "idx", "parent", "doctype")}
