"""The lists' condition (SQL) and the documents' permission (Python) are equal, whoever asks, whatever was granted.

Random grants are written straight into the register, random charters are accepted: for every protected DocType of the
site that has documents, a list holds exactly the documents that the permission opens one by one.
"""

from datetime import datetime, timedelta
from unittest.mock import patch

import frappe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pre_module.access.conditions import query_condition
from pre_module.access.permission import has_permission
from pre_module.access.protected import SATELLITES, protected_doctypes
from pre_module.access.scope import REGISTER, forget
from pre_module.rules.access import COORDINATOR, ENROLMENT, GROUNDS, REFERRAL, SHARING
from tests.factories import (
	agree_to,
	enrol,
	make_action,
	make_active_parcours,
	make_child,
	make_referral,
	make_session,
	make_structure,
	make_user,
	note,
)

NOW = datetime(2026, 3, 3, 10, 30)
HOUR = timedelta(hours=1)
ROLES = ("PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner")


@pytest.fixture
def world():
	"""Two structures, four children with what is written of them, comments, and a person with every role."""
	structures = [make_structure().name, make_structure().name]
	household = frappe.get_doc(doctype="PRE Household", address="1 rue Exemple").insert().name
	children = [
		make_child(structures[n % 2], household=household if n < 2 else None, last_name=f"Exemple 100 % {n}")
		for n in range(4)
	]
	make_active_parcours(children[0])
	agree_to(children[1])
	referrals = [make_referral(child).name for child in children[:3]]
	referrals += [make_referral(structure=s, child_last_name="Sans dossier").name for s in structures]
	for child in children:
		child.add_comment("Comment", "Vu ce jour.")
	actions = [make_action(s) for s in structures]
	enrolments = [enrol(child, actions[n]) for n, child in enumerate(children[:2])]
	for action, enrolment in zip(actions, enrolments, strict=True):
		note(make_session(action), enrolment)
	user = make_user(*ROLES).name
	frappe.get_doc(doctype="PRE Household", address="2 rue Exemple").insert().db_set("owner", user)
	frappe.db.delete(REGISTER)
	return frappe._dict(
		user=user,
		structures=structures,
		children=[c.name for c in children],
		referrals=referrals,
		enrolments=[e.name for e in enrolments],
	)


def rows_of(world):
	"""Random rows of the register about this person and others, some over, some not begun."""
	moment = st.integers(-3, 1).map(lambda hours: NOW + hours * HOUR)
	later = st.integers(-1, 3).map(lambda hours: NOW + hours * HOUR)
	structure_of = dict(zip(world.children, world.structures * 2, strict=True))
	return st.lists(
		st.builds(
			lambda ground, child, other, referral, enrolment, start, end, user: {
				"ground": ground,
				"child": "" if ground == COORDINATOR else child,
				"structure": other or structure_of[child],
				"source_doctype": ENROLMENT if ground == SHARING and enrolment else "PRE Referral",
				"source_name": {REFERRAL: referral, SHARING: enrolment}.get(ground) or "CTR-1",
				"from_time": start,
				"to_time": end,
				"user": user,
			},
			st.sampled_from(GROUNDS),
			st.sampled_from(world.children),
			st.sampled_from([None, None, *world.structures]),
			st.sampled_from(world.referrals),
			st.sampled_from([None, *world.enrolments]),
			moment,
			st.one_of(st.none(), later),
			st.sampled_from([world.user, world.user, "someone.else@example.org"]),
		),
		min_size=1,
		max_size=5,
	)


def write_register(rows: list[dict]) -> None:
	frappe.db.delete(REGISTER)
	fields = [*rows[0], "name"] if rows else []
	values = [(*row.values(), f"row{n}") for n, row in enumerate(rows)]
	if values:
		frappe.db.bulk_insert(REGISTER, fields, values)
	frappe.local.cache = {}


def listed(doctype: str, user: str) -> set[str]:
	"""What the condition lets through, as any list asks it."""
	condition = query_condition(user, doctype) or "1=1"
	return set(frappe.db.sql(f"select `name` from `tab{doctype}` where {condition}", pluck=True))


def permitted(doctype: str, user: str) -> set[str]:
	"""What the permission opens, document by document."""
	names = frappe.get_all(doctype, pluck="name")
	return {n for n in names if has_permission(frappe.get_doc(doctype, n), "read", user) is not False}


def test_lists_and_documents_agree(world):
	doctypes = [d for d in protected_doctypes() if not frappe.get_meta(d).issingle and frappe.db.count(d)]
	assert {"PRE Child", "PRE Household", "PRE Referral", "PRE Consent", ENROLMENT, "PRE Attendance"} <= set(
		doctypes
	)
	found = set()

	some_structures = st.sampled_from([*([set(world.structures)] * 3), {world.structures[0]}, set()])

	@settings(
		max_examples=80,
		deadline=None,
		derandomize=True,
		suppress_health_check=[HealthCheck.function_scoped_fixture],
	)
	@given(rows_of(world), some_structures, some_structures)
	def agree(rows, accepted, signed):
		write_register(rows)
		with (
			patch("pre_module.access.scope.now_datetime", return_value=NOW),
			patch("pre_module.access.scope.accepted_structures", return_value=accepted),
			patch("pre_module.access.scope.signed_structures", return_value=signed & accepted),
		):
			for doctype in doctypes:
				one_by_one = permitted(doctype, world.user)
				assert listed(doctype, world.user) == one_by_one, doctype
				found.update((doctype, name) for name in one_by_one)
			for table, field in (
				("PRE Child Guardian", "PRE Child"),
				("PRE Parcours Objective", "PRE Parcours"),
			):
				lines = frappe.get_all(table, fields=["name", "parent"], filters={"parenttype": field})
				open_parents = permitted(field, world.user)
				assert listed(table, world.user) >= {r.name for r in lines if r.parent in open_parents}
				assert not listed(table, world.user) & {r.name for r in lines if r.parent not in open_parents}

	agree()
	# The property would hold of nothing as well: each DocType was open to somebody at some time.
	assert {doctype for doctype, _name in found} == set(doctypes)
	assert {name for doctype, name in found if doctype == "PRE Child"} == set(world.children)


def test_frappes_own_records_agree_with_the_document_they_hang_on(world):
	children = set(frappe.get_all("PRE Child", pluck="name"))
	assert children
	rows = [
		{
			"ground": "Referent Contract",
			"child": world.children[0],
			"structure": world.structures[0],
			"source_doctype": "PRE Referent Contract",
			"source_name": "CTR-1",
			"from_time": NOW,
			"to_time": None,
			"user": world.user,
		}
	]
	for accepted in (set(), set(world.structures)):
		write_register(rows)
		with (
			patch("pre_module.access.scope.now_datetime", return_value=NOW),
			patch("pre_module.access.scope.accepted_structures", return_value=accepted),
			patch("pre_module.access.scope.signed_structures", return_value=accepted),
		):
			for satellite in ("Comment", "Version", "File", "Communication"):
				kind, name = SATELLITES[satellite]
				shown = frappe.get_all(
					satellite,
					filters={"name": ("in", list(listed(satellite, world.user)) or [""])},
					fields=[kind, name],
				)
				seen = {row[name] for row in shown if row[kind] == "PRE Child"}
				assert seen <= ({world.children[0]} if accepted else set()), satellite
			comments = permitted("Comment", world.user)
			assert listed("Comment", world.user) == comments
			assert bool(
				comments & set(frappe.get_all("Comment", {"reference_name": world.children[0]}, pluck="name"))
			) == bool(accepted)
	forget()
