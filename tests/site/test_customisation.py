"""An administrator makes the app the municipality's own in the Desk; all of it works, and outlives a real migrate.

States renamed and added, a field, an alert, a value of a list, a right, a label: see the issue's section 4.
"""

import subprocess
import sys
from unittest.mock import patch

import frappe
import frappe.client
import pytest
from frappe.core.page.permission_manager import permission_manager
from frappe.model.workflow import WorkflowTransitionError, get_transitions
from frappe.permissions import reset_perms

from pre_module.exceptions import EligibilityUndecided
from pre_module.setup.upgrade import bring_up_to_date
from tests.factories import (
	agree_to,
	apply,
	examine,
	make_child,
	make_diagnostic,
	make_referral,
	make_structure,
	make_user,
)

RENAMED, ADDED, ACTION = "Saisine en commission", "Saisine chez l'école", "Demander à l'école"
RENAMED_BY_TOOL = "Diagnostic chez le coordonnateur"


@pytest.fixture
def administrator():
	"""Whoever administers the site: Frappe's role for it, and the app's."""
	return make_user("System Manager", "PRE Administrator").name


def rename_state_in_the_workflow_form() -> None:
	"""As in the form: the state of one line becomes another; nothing else is touched."""
	frappe.client.insert({"doctype": "Workflow State", "workflow_state_name": RENAMED, "style": "Warning"})
	workflow = frappe.client.get("Workflow", "PRE Referral")
	for row in workflow["states"]:
		if row["state"] == "Referral Under Review":
			row["state"] = RENAMED
	frappe.client.save(workflow)


def add_state_between() -> None:
	"""A state between examination and acceptance, with its ways in and out; its status is « Under Review »."""
	frappe.client.insert({"doctype": "Workflow State", "workflow_state_name": ADDED})
	frappe.client.insert({"doctype": "Workflow Action Master", "workflow_action_name": ACTION})
	workflow = frappe.client.get("Workflow", "PRE Referral")
	row = {"update_field": "status", "allow_edit": "PRE Coordinator"}
	workflow["states"].append({"state": ADDED, "update_value": "Under Review", **row})
	for state, action, next_state in (
		(RENAMED, ACTION, ADDED),
		(ADDED, "Accept", "Referral Accepted"),
		(ADDED, "Examine Again", RENAMED),
	):
		workflow["transitions"].append(
			{"state": state, "action": action, "next_state": next_state, "allowed": "PRE Coordinator"}
		)
	frappe.client.save(workflow)


def actions_of(referral) -> set[str]:
	return {t["action"] for t in get_transitions(frappe.get_doc("PRE Referral", referral.name))}


def test_documents_and_transitions_follow_a_renamed_state(administrator, as_user):
	coordinator = make_user("PRE Coordinator").name
	child = make_child(make_structure(coordinator=coordinator).name)
	under_way, received = examine(make_referral(child)), make_referral(child)
	with as_user(administrator):
		rename_state_in_the_workflow_form()
	assert frappe.db.get_value("PRE Referral", under_way.name, ["workflow_state", "status"]) == (
		RENAMED,
		"Under Review",
	)
	with as_user(coordinator):
		assert actions_of(under_way) == {"Accept", "Redirect", "Decline", "Withdraw"}
		assert apply(under_way, "Accept").status == "Accepted"
		assert apply(received, "Examine").workflow_state == RENAMED


def test_a_rule_holds_in_a_state_the_app_does_not_know(administrator, as_user):
	coordinator = make_user("PRE Coordinator").name
	child = make_child(make_structure(coordinator=coordinator).name)
	with as_user(administrator):
		rename_state_in_the_workflow_form()
		add_state_between()
	with as_user(coordinator):
		referral = apply(apply(examine(make_referral(child)), ACTION), "Examine Again")
		assert (referral.workflow_state, referral.status) == (RENAMED, "Under Review")
		referral = apply(referral, ACTION)
		assert (referral.workflow_state, referral.status) == (ADDED, "Under Review")
		referral.criteria[0].met = ""
		referral.save()
		with pytest.raises(EligibilityUndecided):
			apply(referral, "Accept")
		referral.reload()
		referral.criteria[0].met = "Yes"
		referral.save()
		assert apply(referral, "Accept").status == "Accepted"


def test_one_of_two_lines_of_a_state_changed_is_no_renaming(administrator, as_user):
	child = make_child()
	agree_to(child)
	diagnostic = make_diagnostic(child)
	with as_user(administrator):
		frappe.client.insert({"doctype": "Workflow State", "workflow_state_name": "Autre brouillon"})
		workflow = frappe.client.get("Workflow", "PRE Diagnostic")
		assert [row["state"] for row in workflow["states"][:2]] == ["Diagnostic Draft"] * 2
		workflow["states"][1]["state"] = "Autre brouillon"
		frappe.client.save(workflow)
	assert frappe.db.get_value("PRE Diagnostic", diagnostic.name, "workflow_state") == "Diagnostic Draft"


def test_a_workflow_of_another_application_is_none_of_ours():
	frappe.get_doc(doctype="Workflow State", workflow_state_name="Ailleurs").insert()
	workflow = frappe.get_doc("Workflow", "PRE Referral")
	workflow.reload()
	before = [(t.state, t.next_state) for t in workflow.transitions]
	workflow.load_doc_before_save()
	workflow.document_type = "ToDo"
	workflow.states[2].state = "Ailleurs"
	workflow.run_method("before_validate")
	assert [(t.state, t.next_state) for t in workflow.transitions] == before


@pytest.fixture
def customised(administrator, as_user):
	"""Everything an administrator changed, committed; put back at the end."""
	started = frappe.utils.now()
	try:
		with as_user(administrator):
			customise()
		frappe.rename_doc("Workflow State", "Diagnostic In Review", RENAMED_BY_TOOL, force=True)
		frappe.delete_doc("PRE Factor", "Vision", delete_permanently=True)
		frappe.db.commit()
		yield
	finally:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		put_back()
		for contact in frappe.get_all("Contact", {"user": administrator}, pluck="name"):
			frappe.delete_doc("Contact", contact, force=True, delete_permanently=True)
		# Frappe keeps the last System Manager; the site had none before.
		with patch("frappe.core.doctype.user.user.User.a_system_manager_should_exist", create=True):
			frappe.delete_doc("User", administrator, force=True, delete_permanently=True)
		for journal in ("Comment", "Version", "Activity Log"):
			frappe.db.delete(journal, {"creation": (">=", started)})
		frappe.db.commit()
		frappe.clear_cache()


def customise() -> None:
	"""What the Desk lets an administrator change."""
	rename_state_in_the_workflow_form()
	add_state_between()
	frappe.get_doc(
		doctype="Custom Field",
		dt="PRE Child",
		fieldname="cantine",
		label="Cantine",
		fieldtype="Data",
		insert_after="sex",
	).insert()
	frappe.client.set_value("Notification", "PRE Parcours Started", "subject", "Nos mots à nous")
	frappe.client.set_value("PRE Need Domain", "Sport", "description", "Avec l'office des sports.")
	frappe.client.set_value("PRE Settings", "PRE Settings", "minimum_age", 3)
	permission_manager.add("PRE School", "PRE Manager", 1)
	permission_manager.update("PRE School", "PRE Manager", 0, "report", 1)
	frappe.make_property_setter(
		{"doctype": "PRE Child", "fieldname": "first_name", "property": "label", "value": "Prénom usuel"}
	)


def put_back() -> None:
	"""The site as it was installed, from whatever point the test stopped at."""
	if frappe.db.exists("Workflow State", RENAMED_BY_TOOL):
		frappe.rename_doc("Workflow State", RENAMED_BY_TOOL, "Diagnostic In Review", force=True)
	for doctype, name in (
		("Workflow", "PRE Referral"),
		("Notification", "PRE Parcours Started"),
		("PRE Need Domain", "Sport"),
		("PRE Factor", "Vision"),
	):
		frappe.delete_doc(doctype, name, force=True, delete_permanently=True)
		frappe.db.delete("PRE Baseline Record", {"document_type": doctype, "document_name": name})
	for doctype, name in (
		("Workflow State", RENAMED),
		("Workflow State", ADDED),
		("Workflow Action Master", ACTION),
		("Custom Field", "PRE Child-cantine"),
		("Property Setter", "PRE Child-first_name-label"),
	):
		frappe.delete_doc(doctype, name, force=True, delete_permanently=True)
	if frappe.db.has_column("PRE Child", "cantine"):
		frappe.db.sql_ddl("alter table `tabPRE Child` drop column cantine")
	reset_perms("PRE School")
	frappe.db.set_single_value("PRE Settings", "minimum_age", 2)
	bring_up_to_date()


@pytest.mark.commits
def test_all_of_it_is_still_there_after_a_migrate(customised, site_name):
	migrate(site_name)

	workflow = frappe.get_doc("Workflow", "PRE Referral")
	assert {RENAMED, ADDED} <= {row.state for row in workflow.states}
	assert "Referral Under Review" not in {row.state for row in workflow.states}
	assert frappe.get_meta("PRE Child").get_field("cantine").label == "Cantine"
	assert frappe.get_meta("PRE Child").get_label("first_name") == "Prénom usuel"
	assert frappe.db.get_value("Notification", "PRE Parcours Started", "subject") == "Nos mots à nous"
	assert frappe.db.get_value("PRE Need Domain", "Sport", "description") == "Avec l'office des sports."
	assert frappe.db.get_single_value("PRE Settings", "minimum_age") == 3
	assert frappe.db.exists("Workflow State", RENAMED_BY_TOOL)
	assert not frappe.db.exists("Workflow State", "Diagnostic In Review")
	assert not frappe.db.exists("PRE Factor", "Vision")

	# And it works; what follows is not committed.
	assert frappe.has_permission("PRE School", "report", user=make_user("PRE Manager").name)
	child = make_child(cantine="Oui")
	referral = apply(examine(make_referral(child)), ACTION)
	assert (referral.workflow_state, referral.status) == (ADDED, "Under Review")
	assert apply(referral, "Accept").status == "Accepted"
	agree_to(child)
	diagnostic = apply(make_diagnostic(child), "Send for Validation")
	assert (diagnostic.workflow_state, diagnostic.status) == (RENAMED_BY_TOOL, "In Review")
	with pytest.raises(WorkflowTransitionError):
		apply(diagnostic, "Send for Validation")
	assert frappe.db.get_value("PRE Child", child.name, "cantine") == "Oui"


def migrate(site: str) -> None:
	"""`bench migrate`, in a process of its own; then this one looks again at what is there."""
	frappe.db.commit()
	done = subprocess.run(
		[
			*(sys.executable, "-m", "frappe.utils.bench_helper", "frappe"),
			*("--site", site, "migrate", "--skip-search-index"),
		],
		stdin=subprocess.DEVNULL,
		capture_output=True,
		text=True,
	)
	assert done.returncode == 0 and "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
	frappe.clear_cache()
	frappe.db.rollback()
