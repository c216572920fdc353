"""R1, R2, R3, R4, R5, R7, R8, R16 at every door: refused by the rule, in French, nothing written; made legal, let in.

The first case of each rule goes through every door, the others through the form and REST.
"""

import frappe
import pytest
from frappe import _

from tests.site import rule_cases_droit_commun, rule_cases_family, rule_cases_parcours
from tests.site.doors import (
	ACTING,
	INSERTING,
	UPDATING,
	Swallowed,
	as_pattern,
	at_each,
	nothing_written,
	state_after,
)
from tests.site.rule_cases import CASES, Case, Write

RULES = {"R1", "R2", "R3", "R4", "R5", "R7", "R8", "R16"}
FIRST = [
	next(c for c in CASES if c.rule == rule and c.kind == kind)
	for rule, kind in {(c.rule, c.kind): 0 for c in CASES}
]


class ByWriting:
	"""The values through a door, with the state that the action leads to: what a program would send."""

	def __init__(self, door):
		self.door = door

	def prepare(self, write: Write, values: dict) -> None:
		"""Nothing: one request does it all."""

	def go(self, write: Write, values: dict) -> str:
		state = state_after(write.doctype, write.action) if write.action else {}
		return self.door(write.doctype, write.name, {**values, **state})


class ByAction:
	"""The values saved in the state before, then the workflow action."""

	def __init__(self, act):
		self.act = act

	def prepare(self, write: Write, values: dict) -> None:
		if values:
			frappe.get_doc(write.doctype, write.name).update(values).save()

	def go(self, write: Write, values: dict) -> str:
		self.act(write.doctype, write.name, write.action)
		return write.name


def doors_of(case: Case) -> dict:
	"""The doors a case is tried at."""
	writing = INSERTING if case.kind == "insert" else UPDATING
	acting = ACTING if case.kind == "action" else {}
	if case not in FIRST:
		writing = {name: writing[name] for name in ("desk", "rest_v1")}
		acting = {name: acting[name] for name in ("action_button",) if name in acting}
	return {n: ByWriting(d) for n, d in writing.items()} | {n: ByAction(a) for n, a in acting.items()}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_door_refuses_in_french_and_lets_the_legal_write_in(case: Case, in_french):
	assert _(case.sentence) != case.sentence
	sentence = as_pattern(_(case.sentence))
	prepared = case.write()
	state = state_after(prepared.doctype, prepared.action) if prepared.action else {}

	def attempt(door):
		door.prepare(prepared, prepared.values)
		with nothing_written(), pytest.raises((case.exception, Swallowed), match=sentence):
			door.go(prepared, prepared.values)
		prepared.repair()
		door.prepare(prepared, prepared.legal)
		name = door.go(prepared, prepared.legal)
		assert frappe.db.exists(prepared.doctype, {"name": name, **state})

	at_each(doors_of(case), attempt)


def test_every_rule_asked_is_tried_by_values_and_by_action_where_it_has_one():
	assert {c.rule for c in CASES} == RULES
	assert {c.rule for c in CASES if c.kind == "action"} == RULES - {"R4"}
