"""The four workflows: who takes which step, what a step does to the status, and that no other way leads there."""

import json

import frappe
import frappe.client
import pytest
from frappe.model.workflow import (
	WorkflowPermissionError,
	WorkflowTransitionError,
	apply_workflow,
	bulk_workflow_approval,
	get_transitions,
)

from pre_module.access.facts.referrals import settle_referral
from pre_module.exceptions import RuleRefusal
from tests.factories import (
	agree_to,
	apply,
	approve,
	day,
	examine,
	make_child,
	make_contract,
	make_diagnostic,
	make_parcours,
	make_referral,
	make_structure,
	make_user,
)

pytestmark = pytest.mark.usefixtures("everybody_sees")

C, R, P = "PRE Coordinator", "PRE Referent", "PRE Partner"
OTHERS = (
	"PRE Administrator",
	"PRE Team Member",
	"PRE Manager",
	"PRE Evaluator",
	"PRE Data Protection Officer",
)
# Per state, in the order of the form: its status, and each action with where it leads and who takes it.
WORKFLOWS = {
	"PRE Referral": {
		"Referral Received": (
			"Received",
			{
				"Examine": ("Referral Under Review", {C}),
				"Redirect": ("Referral Redirected", {C}),
				"Decline": ("Referral Declined", {C}),
				"Withdraw": ("Referral Withdrawn", {C, P}),
			},
		),
		"Referral Under Review": (
			"Under Review",
			{
				"Accept": ("Referral Accepted", {C}),
				"Redirect": ("Referral Redirected", {C}),
				"Decline": ("Referral Declined", {C}),
				"Withdraw": ("Referral Withdrawn", {C}),
			},
		),
		"Referral Accepted": ("Accepted", {}),
		"Referral Redirected": ("Redirected", {"Examine Again": ("Referral Under Review", {C})}),
		"Referral Declined": ("Declined", {"Examine Again": ("Referral Under Review", {C})}),
		"Referral Withdrawn": ("Withdrawn", {"Examine Again": ("Referral Under Review", {C})}),
	},
	"PRE Diagnostic": {
		"Diagnostic Draft": (
			"Draft",
			{
				"Send for Validation": ("Diagnostic In Review", {R, C}),
				"Close": ("Diagnostic Closed", {C}),
			},
		),
		"Diagnostic In Review": (
			"In Review",
			{
				"Validate": ("Diagnostic Validated", {C}),
				"Return to Author": ("Diagnostic Draft", {C}),
			},
		),
		"Diagnostic Validated": ("Validated", {"Close": ("Diagnostic Closed", {C})}),
		"Diagnostic Closed": ("Closed", {}),
	},
	"PRE Parcours": {
		"Parcours Draft": (
			"Draft",
			{"Give to Family": ("Parcours Proposed", {R, C}), "Abandon": ("Parcours Closed", {C})},
		),
		"Parcours Proposed": (
			"Proposed",
			{
				"Note Approval": ("Parcours Approved", {R, C}),
				"Rework": ("Parcours Draft", {R, C}),
				"Abandon": ("Parcours Closed", {C}),
			},
		),
		"Parcours Approved": (
			"Approved",
			{
				"Start": ("Parcours Active", {C}),
				"Rework": ("Parcours Draft", {R, C}),
				"Abandon": ("Parcours Closed", {C}),
			},
		),
		"Parcours Active": (
			"Active",
			{"Suspend": ("Parcours Suspended", {R, C}), "Close": ("Parcours Closed", {C})},
		),
		"Parcours Suspended": (
			"Suspended",
			{"Resume": ("Parcours Active", {C}), "Close": ("Parcours Closed", {C})},
		),
		"Parcours Closed": ("Closed", {}),
	},
	"PRE Referent Contract": {
		"Contract Draft": ("Draft", {"Send for Signature": ("Contract To Sign", {C})}),
		"Contract To Sign": (
			"To Sign",
			{"Put in Force": ("Contract In Force", {C}), "Back to Draft": ("Contract Draft", {C})},
		),
		"Contract In Force": ("In Force", {"End Contract": ("Contract Ended", {C})}),
		"Contract Ended": ("Ended", {}),
	},
}


def in_each_state(doctype: str):
	"""One document put into each state in turn, without the way to it: its name, its owner, the state."""
	owner = make_user(P).name
	child = make_child()
	agree_to(child, ("Information", "Diagnostic"))
	doc = {
		"PRE Referral": lambda: make_referral(child),
		"PRE Diagnostic": lambda: make_diagnostic(child),
		"PRE Parcours": lambda: make_parcours(child),
		"PRE Referent Contract": lambda: make_contract(child.structure, in_force=False),
	}[doctype]()
	for state, (status, _steps) in WORKFLOWS[doctype].items():
		values = {"workflow_state": state, "status": status, "owner": owner}
		if doctype == "PRE Parcours":
			values |= {"proposed_on": day(), "family_approved_on": day()}
		frappe.db.set_value(doctype, doc.name, values)
		if doctype == "PRE Referral":
			settle_referral(doc.name)
		yield doc.name, owner, state


@pytest.mark.parametrize("doctype", WORKFLOWS)
def test_each_status_has_its_state_in_the_order_of_the_work(doctype):
	workflow = frappe.get_doc("Workflow", doctype)
	assert (workflow.is_active, workflow.document_type) == (1, doctype)
	carried = {row.state: (row.update_field, row.update_value) for row in workflow.states}
	assert carried == {state: ("status", status) for state, (status, _) in WORKFLOWS[doctype].items()}
	field = frappe.get_meta(doctype).get_field("status")
	assert [status for status, _ in WORKFLOWS[doctype].values()] == field.options.split("\n")
	assert carried[workflow.states[0].state] == ("status", field.default)


@pytest.mark.parametrize("doctype", WORKFLOWS)
def test_each_role_finds_its_actions_and_no_other(doctype):
	people = {role: make_user(role).name for role in (C, R, *OTHERS)}
	actions = {action for _status, steps in WORKFLOWS[doctype].values() for action in steps}
	for name, owner, state in in_each_state(doctype):
		steps = WORKFLOWS[doctype][state][1]
		for role, person in {**people, P: owner}.items():
			frappe.set_user(person)
			doc = frappe.get_doc(doctype, name)
			found = (
				{t["action"]: t["next_state"] for t in get_transitions(doc)} if doc.has_permission() else {}
			)
			mine = {action: leads for action, (leads, roles) in steps.items() if role in roles}
			assert found == mine, (state, role)
			for action in sorted(actions - found.keys()):
				with pytest.raises((WorkflowTransitionError, frappe.PermissionError)):
					apply_workflow(doc, action)
		frappe.set_user("Administrator")
		assert frappe.db.get_value(doctype, name, "workflow_state") == state


@pytest.mark.parametrize("doctype", WORKFLOWS)
def test_neither_status_nor_state_can_be_written_past_the_workflow(doctype):
	coordinator = make_user(C).name
	statuses = [status for status, _steps in WORKFLOWS[doctype].values()]
	for name, _owner, state in in_each_state(doctype):
		status, steps = WORKFLOWS[doctype][state]
		frappe.set_user(coordinator)
		for other in statuses:
			assert status_after(doctype, name, "status", other) == status
		for other in set(WORKFLOWS[doctype]) - {state} - {leads for leads, _roles in steps.values()}:
			with pytest.raises((WorkflowPermissionError, RuleRefusal)):
				frappe.client.set_value(doctype, name, "workflow_state", other)
		frappe.set_user("Administrator")
		assert frappe.db.get_value(doctype, name, ["workflow_state", "status"]) == (state, status)


def status_after(doctype: str, name: str, field: str, value: str) -> str:
	"""The status in the database after a REST write; a refusal of the write is an answer too."""
	try:
		frappe.client.set_value(doctype, name, field, value)
	except (frappe.ValidationError, frappe.PermissionError):
		frappe.clear_messages()
	return frappe.db.get_value(doctype, name, "status")


def test_a_new_document_starts_at_the_beginning():
	child = make_child()
	with pytest.raises(WorkflowPermissionError):
		make_parcours(child, workflow_state="Parcours Closed")
	assert make_parcours(child, status="Active").status == "Draft"


def test_a_partner_withdraws_its_own_referral_only(as_user):
	structure = make_structure()
	mine, other = make_user(P).name, make_user(P).name
	with as_user(mine):
		referral = make_referral(structure=structure.name)
	with as_user(other), pytest.raises(frappe.PermissionError):
		apply_workflow(frappe.get_doc("PRE Referral", referral.name), "Withdraw")
	with as_user(mine):
		frappe.client.set_value("PRE Referral", referral.name, "decision_reason", "La famille déménage.")
	assert apply(referral, "Withdraw", user=mine).status == "Withdrawn"


def test_a_parcours_without_its_approval_does_not_offer_to_start():
	child = make_child()
	agree_to(child)
	parcours = approve(make_parcours(child))
	assert "Start" in [t["action"] for t in get_transitions(parcours)]
	frappe.db.set_value("PRE Parcours", parcours.name, "family_approved_on", None)
	parcours.reload()
	assert "Start" not in [t["action"] for t in get_transitions(parcours)]


def test_many_at_once_obey_the_same_rules(as_user):
	child = make_child()
	whole, without_child = examine(make_referral(child)), examine(make_referral(structure=child.structure))
	names = json.dumps([without_child.name, whole.name])
	frappe.db.commit()
	with as_user(make_user(R).name):
		bulk_workflow_approval(names, "PRE Referral", "Accept")
	assert {referral.reload().status for referral in (whole, without_child)} == {"Under Review"}
	with as_user(make_user(C).name):
		bulk_workflow_approval(names, "PRE Referral", "Accept")
	assert (whole.reload().status, without_child.reload().status) == ("Accepted", "Under Review")


def test_states_and_actions_have_their_french():
	words = {state for workflow in WORKFLOWS.values() for state in workflow}
	words |= {a for workflow in WORKFLOWS.values() for _status, steps in workflow.values() for a in steps}
	for text in words:
		assert frappe._(text, "fr") != text, text
