"""What the Desk's forms ask the server: the next step, documents made from another, the small dialogs."""

import frappe
import pytest

from pre_module.access import emergency
from pre_module.desk import actions, choices, make, next_step, sidebar
from tests.factories import (
	accept,
	agree_to,
	apply,
	approve,
	complete_diagnostic,
	day,
	examine,
	guardian,
	insert,
	make_active_parcours,
	make_child,
	make_consent,
	make_contract,
	make_diagnostic,
	make_parcours,
	make_referral,
	make_structure,
	make_user,
	validate_diagnostic,
)

STAGES = ("Information", "Diagnostic")
REASON = "Le collège appelle : fugue depuis ce matin."


@pytest.fixture
def coordinator():
	return make_user("PRE Coordinator").name


@pytest.fixture
def child(coordinator):
	return make_child(make_structure(coordinator=coordinator).name)


def button_of(doc) -> dict | None:
	return next_step.get(doc.doctype, doc.name)["button"]


def saved(doc):
	"""A document a form would show, saved as the form saves it: from what was sent to the browser and back."""
	return frappe.get_doc(frappe.parse_json(frappe.as_json(doc))).insert()


def test_the_button_leads_from_the_referral_to_the_active_parcours(coordinator, as_user):
	"""Following only the primary button, a coordonnateur comes from a referral received to a parcours started."""
	structure = make_structure(coordinator=coordinator).name
	contract = make_contract(structure)
	referral = make_referral(structure=structure, guardian_name="Sofia Exemple", guardian_phone="0199000000")
	with as_user(coordinator):
		assert button_of(referral)["action"] == "Examine"
		referral = examine(referral)
		assert button_of(referral)["method"] == "pre_module.desk.make.child"

		child = make.child(referral.name)
		assert (child.guardians[0].first_name, child.guardians[0].last_name) == ("Sofia", "Exemple")
		child.guardians[0].update({"relationship": "Mother", "parental_authority": "Yes"})
		child.territory = make_child(structure).territory
		child = saved(child)
		referral.reload()
		assert referral.child == child.name
		assert button_of(child) == {
			"kind": "open",
			"label": "Back to the Referral",
			"doctype": "PRE Referral",
			"name": referral.name,
		}

		assert button_of(referral)["action"] == "Accept"
		referral = apply(referral, "Accept")
		for stage in STAGES:
			assert button_of(child)["method"] == "pre_module.desk.make.consent"
			consent = make.consent(child.name)
			assert (consent.stage, consent.guardian) == (stage, "Sofia Exemple")
			saved(consent)

		assert button_of(child)["method"] == "pre_module.desk.make.diagnostic"
		diagnostic = make.diagnostic(child.name)
		assert diagnostic.referral == referral.name
		assert diagnostic.views[0].view == "Ne rend plus ses devoirs."
		diagnostic = saved(diagnostic)
		assert "The family was not heard." in next_step.get("PRE Diagnostic", diagnostic.name)["missing"]
		diagnostic.update(complete_diagnostic()).save()
		for action in ("Send for Validation", "Validate"):
			assert button_of(diagnostic)["action"] == action
			diagnostic = apply(diagnostic, action)

		assert button_of(diagnostic)["method"] == "pre_module.desk.make.parcours"
		parcours = make.parcours(diagnostic.name)
		assert [o.objective for o in parcours.objectives] == ["Une aide aux devoirs."]
		parcours = saved(parcours)
		whole = make_parcours(make_child(structure)).as_dict()
		for table in ("objectives", "actions"):
			parcours.set(table, [])
			for row in whole[table]:
				parcours.append(table, {k: row[k] for k in row if k not in ("name", "parent")})
		parcours.save()
		assert button_of(parcours)["action"] == "Give to Family"
		parcours = approve(parcours)
		assert button_of(parcours)["method"] == "pre_module.desk.make.consent"
		saved(make.consent(child.name))
		assert button_of(parcours) == {
			"kind": "event",
			"label": "Name the Référent",
			"event": "assign_referent",
		}
		parcours = actions.assign_referent(parcours.name, str(parcours.modified), contract.name, day())
		assert button_of(parcours)["action"] == "Start"
		parcours = apply(parcours, "Start")
		assert button_of(parcours)["method"] == "pre_module.desk.make.review"


def test_who_can_only_wait_has_no_button(child, as_user):
	agree_to(child, STAGES)
	diagnostic = apply(make_diagnostic(child), "Send for Validation")
	contract = make_contract(child.structure)
	child.reload()
	child.contract = contract.name
	child.save()
	with as_user(contract.referent):
		step = next_step.get("PRE Diagnostic", diagnostic.name)
	assert step["button"] is None
	assert step["sentence"] == "Sent for validation: the coordonnateur reads it."


def test_a_partner_sees_where_its_referral_stands_and_nothing_of_the_child(child, as_user):
	partner = make_user("PRE Partner").name
	with as_user(partner):
		referral = make_referral(structure=child.structure)
		assert button_of(referral) is None
	referral.child = child.name
	referral.save()
	accept(referral)
	with as_user(partner):
		step = next_step.get("PRE Referral", referral.name)
	assert (step["button"], step["missing"]) == (None, [])
	assert child.first_name not in step["sentence"]


def test_a_local_state_in_between_is_on_the_way(child, coordinator, as_user):
	"""A municipality puts a state of its own before validation; the button leads there, then on."""
	workflow = frappe.get_doc("Workflow", "PRE Diagnostic")
	insert("Workflow State", workflow_state_name="Read by the Psychologist")
	insert("Workflow Action Master", workflow_action_name="Have It Read")
	workflow.append(
		"states", {"state": "Read by the Psychologist", "doc_status": "0", "allow_edit": "PRE Coordinator"}
	)
	for row in workflow.transitions:
		if row.action == "Validate":
			row.state = "Read by the Psychologist"
	workflow.append(
		"transitions",
		{
			"state": "Diagnostic In Review",
			"action": "Have It Read",
			"next_state": "Read by the Psychologist",
			"allowed": "PRE Coordinator",
		},
	)
	workflow.save()
	agree_to(child, STAGES)
	diagnostic = apply(make_diagnostic(child), "Send for Validation")
	with as_user(coordinator):
		assert button_of(diagnostic)["action"] == "Have It Read"
		diagnostic = apply(diagnostic, "Have It Read")
		assert (diagnostic.status, button_of(diagnostic)["action"]) == ("In Review", "Validate")


def test_a_child_without_a_holder_of_authority_says_so(coordinator):
	child = make_child(guardians=[guardian(parental_authority="No")])
	step = next_step.get("PRE Child", child.name)
	assert step["button"] is None
	assert "parental authority" in step["sentence"]


def test_one_parent_is_asked_for_each_stage_before_the_other(child):
	child.append("guardians", guardian("Karim", "Autre", relationship="Father"))
	child.save()
	asked = []
	for _turn in range(4):
		consent = saved(make.consent(child.name))
		asked.append((consent.guardian.split()[0], consent.stage))
	assert asked == [
		("Sofia", "Information"),
		("Sofia", "Diagnostic"),
		("Sofia", "Parcours"),
		("Karim", "Information"),
	]


@pytest.mark.parametrize("role", ["PRE Partner", "PRE Team Member", "PRE Evaluator", "PRE Administrator"])
def test_nothing_of_a_child_for_who_may_not_read_it(role, child, as_user):
	consent = make_consent(child)
	parcours = make_active_parcours(make_child(child.structure))
	contract = parcours.referents[0].contract
	referral = make_referral(structure=child.structure)
	with as_user(make_user(role).name):
		for call in (
			lambda: next_step.get("PRE Child", child.name),
			lambda: next_step.get("PRE Parcours", parcours.name),
			lambda: make.consent(child.name),
			lambda: make.diagnostic(child.name),
			lambda: choices.holders(child.name),
			lambda: actions.withdraw_consent(consent.name, str(consent.modified), day(), "x"),
			lambda: actions.assign_referent(parcours.name, str(parcours.modified), "x", day()),
			lambda: actions.apply("PRE Parcours", parcours.name, str(parcours.modified), "Suspend"),
			lambda: actions.note_signatures(contract, str(parcours.modified), day(), []),
			lambda: make.child(referral.name),
			lambda: make.parcours(parcours.diagnostic),
		):
			with pytest.raises(frappe.PermissionError):
				call()


def test_a_referent_names_no_referent_and_is_not_offered_to(child, coordinator, as_user):
	"""The line opens a file: it is the coordonnateur's to write (R5, R10)."""
	agree_to(child)
	contract = make_contract(child.structure)
	child.reload().contract = contract.name
	child.save()
	parcours = approve(make_parcours(child, diagnostic=validate_diagnostic(make_diagnostic(child)).name))
	with as_user(coordinator):
		assert button_of(parcours)["event"] == "assign_referent"
	with as_user(contract.referent):
		assert button_of(parcours) is None
		with pytest.raises(frappe.PermissionError):
			actions.assign_referent(parcours.name, str(parcours.modified), contract.name, day())


@pytest.mark.usefixtures("everybody_sees")
def test_a_file_is_linked_only_with_the_right_to_write_the_referral(child, as_user):
	"""Who forges the mark that a form carries changes no referral of others."""
	referral = make_referral(structure=child.structure)
	values = frappe.copy_doc(child).as_dict()
	values["__onload"] = {"from_referral": referral.name}
	for row in (*values["guardians"], *values["schooling"]):
		row.pop("name", None)
	referent = make_user("PRE Referent").name  # who reads the referral
	with as_user(referent), pytest.raises(frappe.PermissionError):
		make.link_to_referral(frappe.get_doc(values))


def test_users_offered_are_those_with_the_role_who_do_not_coordinate(child, as_user):
	both = make_user("PRE Coordinator", "PRE Referent").name
	referent = make_user("PRE Referent").name
	structure = frappe.get_doc("PRE Structure", child.structure)
	structure.append("coordinators", {"user": both, "from_date": day(-10)})
	structure.save()

	def offered():
		filters = {"role": "PRE Referent", "structure": structure.name}
		return [row[0] for row in choices.users("User", "", "name", 0, 500, filters)]

	assert referent in offered()
	assert both not in offered()
	assert choices.users("User", "", "name", 0, 20, {"role": "System Manager"}) == []
	with as_user(make_user("PRE Partner").name), pytest.raises(frappe.PermissionError):
		offered()


def test_the_button_stays_on_the_agreements_while_one_parent_is_missing(child):
	"""Both parents agree to the parcours before the way leads back to it."""
	child.append("guardians", guardian("Karim", "Autre", relationship="Father"))
	child.save()
	agree_to(child, STAGES)
	diagnostic = validate_diagnostic(make_diagnostic(child))
	approve(make_parcours(child, diagnostic=diagnostic.name))
	first = saved(make.consent(child.name))
	assert button_of(first)["method"] == "pre_module.desk.make.consent"
	second = saved(make.consent(child.name))
	assert button_of(second)["label"] == "Open the Parcours"


def test_the_coordonnateur_is_told_to_choose_who_takes_the_first_steps(child, coordinator, as_user):
	told = "Nobody takes the first steps"
	with as_user(coordinator):
		step = next_step.get("PRE Child", child.name)
	assert told in step["sentence"] and step["button"], "and goes on with what else there is to do"
	contract = make_contract(child.structure)
	child.reload().update({"contract": contract.name}).save()
	with as_user(coordinator):
		assert told not in next_step.get("PRE Child", child.name)["sentence"]
	child.reload().update({"contract": None}).save()
	with as_user(make_user("PRE Referent").name):
		with pytest.raises(frappe.PermissionError):
			next_step.get("PRE Child", child.name)


def test_a_child_with_its_parcours_needs_no_referent_of_first_steps(child, coordinator, as_user):
	make_active_parcours(child)
	with as_user(coordinator):
		assert "first steps" not in next_step.get("PRE Child", child.name)["sentence"]


def test_who_only_reads_in_emergency_has_no_button_that_the_server_refuses(child, as_user):
	reader, parcours = make_user("PRE Referent").name, make_parcours(child)
	frappe.db.commit()
	with as_user(reader):
		emergency.open(birth_date=str(child.birth_date), file_number=child.name, reason=REASON)
		for doc in (child, parcours):
			step = next_step.get(doc.doctype, doc.name)
			assert not step["questions"]
			assert step["button"] is None or step["button"]["kind"] in ("open", "print")
			assert step["sentence"], "where it stands is said all the same"
	assert button_of(child), "the same form has one for who may press it"


def test_the_desk_is_told_which_forms_hide_share_and_follow():
	boot = frappe._dict()
	sidebar.add_to_boot(boot)
	assert {"PRE Child", "PRE Parcours", "PRE Household", "PRE Situation"} <= set(boot.pre_about_children)
	assert not {"PRE Structure", "PRE Partner", "PRE Charter"} & set(boot.pre_about_children)
