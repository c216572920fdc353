"""R12, R15: reviews of a parcours on a site: held, measured, in order, kept for good, seen by whom the register opens."""

import frappe
import pytest

from pre_module.desk import make, next_step, progress
from pre_module.exceptions import AgreementMissing, ParcoursIncomplete, ParentsNotInformed, ReviewIncomplete
from tests.factories import (
	PASSWORD,
	agree_to,
	apply,
	day,
	hold_review,
	make_active_parcours,
	make_approved_parcours,
	make_child,
	make_contract,
	make_parcours,
	make_review,
	make_user,
	need_domain,
	scale,
)


@pytest.fixture
def parcours():
	return make_active_parcours()


def two_objectives() -> list[dict]:
	"""The first weighs three, the second one; the child starts at -2 and -1."""
	lines = [("O1", "Lire seule une page.", scale("-2", 3)), ("O2", "Tenir son agenda.", scale("-1", 1))]
	return [
		{"code": code, "objective": text, "need_domain": need_domain(), "evaluation": "Grille.", **levels}
		for code, text, levels in lines
	]


def actions() -> list[dict]:
	return [
		{
			"action_title": f"Atelier {code}",
			"objective_code": code,
			"need_domain": need_domain(),
			"mode": "Individual",
			"from_date": day(),
			"planning": "Le mercredi",
		}
		for code in ("O1", "O2")
	]


# Measured


def test_R15_the_score_is_worked_out_and_never_typed():
	"""Levels 1 (weight 3) and -1 (weight 1): 50 + 20 / sqrt(0.7*10 + 0.3*16) = 55.82; half of them reached."""
	parcours = make_active_parcours(objectives=two_objectives(), actions=actions())
	review = make_review(parcours, levels={"O1": 1, "O2": -1}, t_score=99, share_reached=100)
	assert round(review.t_score, 2) == 55.82
	assert review.share_reached == 50
	review.t_score = 99
	review.save()
	assert round(frappe.db.get_value("PRE Review", review.name, "t_score"), 2) == 55.82


def test_R15_no_score_before_each_objective_has_its_level(parcours):
	review = make_review(parcours, levels={"O1": ""})
	assert not review.t_score
	with pytest.raises(ReviewIncomplete, match="O1 has no level"):
		review.submit()


@pytest.mark.parametrize("level", ["3", "beaucoup", 7])
def test_R15_what_is_no_level_is_refused_at_once(parcours, level):
	with pytest.raises(ReviewIncomplete, match="is one of"):
		make_review(parcours, levels={"O1": level})


def test_R15_the_wording_is_the_parcours_whatever_a_request_says(parcours):
	review = make_review(parcours)
	review.levels[0].update({"objective": "Autre", "level_0": "Autre", "weight": 9})
	review.append("levels", {"objective_code": "O9", "level": "2"})
	review.save()
	assert [(row.objective_code, row.weight) for row in review.levels] == [("O1", 1)]
	assert review.levels[0].objective == parcours.objectives[0].objective
	assert review.levels[0].level_0 == "Lit une page seule."


def test_R15_a_validated_review_keeps_the_wording_it_was_judged_by(parcours):
	review = hold_review(parcours, "Initial", levels={"O1": -2})
	parcours.reload()
	parcours.objectives[0].level_0 = "Lit dix pages seule."
	parcours.save()
	assert review.reload().levels[0].level_0 == "Lit une page seule."
	later = make_review(parcours)
	assert later.levels[0].level_0 == "Lit dix pages seule."


def test_R8_an_objective_without_scale_is_not_judged():
	bare = [
		{"code": "O1", "objective": "Lire.", "need_domain": need_domain(), "evaluation": "On verra."},
	]
	frappe.db.set_single_value("PRE Settings", "require_goal_scales", 0)
	frappe.clear_document_cache("PRE Settings", "PRE Settings")
	parcours = make_active_parcours(objectives=bare)
	with pytest.raises(ReviewIncomplete, match="has no scale yet"):
		hold_review(parcours)


# In order, whole, for good


def test_R15_one_start_reviews_in_order_one_exit(parcours):
	hold_review(parcours, "Initial", review_date=day(-3))
	with pytest.raises(ReviewIncomplete, match="already"):
		hold_review(parcours, "Initial", review_date=day(-2))
	_drop_draft(parcours)
	with pytest.raises(ReviewIncomplete, match="can't come before"):
		hold_review(parcours, "Interim", review_date=day(-4))
	_drop_draft(parcours)
	hold_review(parcours, "Exit", review_date=day(-1))
	with pytest.raises(ReviewIncomplete, match="can't come before"):
		hold_review(parcours, "Interim")
	_drop_draft(parcours)
	with pytest.raises(ReviewIncomplete, match="in the future"):
		hold_review(make_active_parcours(), review_date=day(2))


def _drop_draft(parcours) -> None:
	for name in frappe.get_all("PRE Review", {"parcours": parcours.name, "docstatus": 0}, pluck="name"):
		frappe.delete_doc("PRE Review", name, force=True)


def test_R15_a_parcours_that_is_not_approved_has_no_review():
	with pytest.raises(ReviewIncomplete, match="can't be held while"):
		hold_review(make_parcours(make_child()), "Initial")
	assert hold_review(make_approved_parcours(make_child()), "Initial").docstatus == 1
	with pytest.raises(ReviewIncomplete, match="can't be held while"):
		hold_review(make_approved_parcours(make_child()), "Interim")


def test_two_drafts_of_one_meeting_are_not_begun(parcours):
	first = make_review(parcours)
	with pytest.raises(frappe.ValidationError, match=f"{first.name} of this parcours is being written"):
		make_review(parcours)


@pytest.mark.parametrize(
	("missing", "error"),
	[
		({"child_word": ""}, ReviewIncomplete),
		({"parents_word": ""}, ReviewIncomplete),
		({"next_review_on": None}, ParentsNotInformed),
		({"participants": [{"capacity": "School", "person_name": "L'enseignante"}]}, ParentsNotInformed),
		({"grid": []}, ReviewIncomplete),
	],
)
def test_a_draft_may_lack_what_a_validated_review_may_not(parcours, missing, error):
	review = make_review(parcours, **missing)
	with pytest.raises(error):
		review.submit()
	assert frappe.db.get_value("PRE Review", review.name, "docstatus") == 0


def test_R12_a_family_that_was_not_there_is_told(parcours):
	absent = [{"capacity": "School", "person_name": "L'enseignante"}]
	told = {"family_informed_on": day(), "family_informed_means": "Phone Call"}
	assert hold_review(parcours, participants=absent, **told).docstatus == 1


def test_R3_no_review_goes_on_without_the_familys_agreement(parcours):
	review = make_review(parcours)
	agreement = frappe.get_last_doc("PRE Consent", {"child": parcours.child, "stage": "Parcours"})
	agreement.update({"withdrawn_on": day(), "withdrawal_reason": "A changé d'avis."}).save()
	with pytest.raises(AgreementMissing):
		review.submit()
	review.reload().update({"kind": "Exit", "next_review_on": None}).save()
	review.submit()  # what was reached is said at the exit all the same
	assert review.docstatus == 1


@pytest.mark.parametrize("field", ["child_word", "decisions", "t_score", "review_date", "next_review_on"])
def test_a_validated_review_never_changes(parcours, field):
	review = hold_review(parcours)
	review.set(field, {"t_score": 77, "review_date": day(-9), "next_review_on": day(9)}.get(field, "Autre"))
	with pytest.raises(frappe.UpdateAfterSubmitError):
		review.save()


def test_the_lines_of_a_validated_review_never_change(parcours):
	review = hold_review(parcours)
	review.levels[0].level = "2"
	with pytest.raises(frappe.UpdateAfterSubmitError):
		review.save()
	review.reload()
	review.grid[0].facts = "Autre."
	with pytest.raises(frappe.UpdateAfterSubmitError):
		review.save()


def test_a_wrong_review_is_replaced_by_another_and_stays_readable(parcours):
	first = hold_review(parcours, levels={"O1": 2})
	parcours.reload()
	parcours.objectives[0].level_0 = "Lit dix pages seule."
	parcours.save()
	first.cancel()
	again = frappe.copy_doc(first)
	again.update({"amended_from": first.name, "docstatus": 0})
	again.levels[0].level = "1"
	again.next_review_on = day(60)
	again.insert()
	with pytest.raises(ReviewIncomplete, match="what was wrong"):
		again.submit()
	again.reload().update({"correction_reason": "Niveau mal noté."}).save()
	again.submit()
	assert (first.reload().docstatus, first.levels[0].level) == (2, "2")
	assert (again.levels[0].level, again.levels[0].level_0) == ("1", "Lit une page seule.")
	assert str(frappe.db.get_value("PRE Parcours", parcours.name, "next_review_on")) == day(60)


def test_a_correction_is_of_the_same_parcours(parcours):
	first = hold_review(parcours)
	first.cancel()
	with pytest.raises(frappe.ValidationError, match="same kind and of the same parcours"):
		make_review(make_active_parcours(), amended_from=first.name)


def test_R12_the_parcours_shows_the_next_review_agreed(parcours):
	changed = parcours.reload().modified
	hold_review(parcours, "Initial", review_date=day(-1), next_review_on=day(30))
	assert str(parcours.reload().next_review_on) == day(30)
	last = hold_review(parcours, next_review_on=day(80))
	assert str(parcours.reload().next_review_on) == day(80)
	last.cancel()
	assert str(parcours.reload().next_review_on) == day(30)
	assert parcours.modified == changed, "somebody else's form goes on"


# Who


def test_the_referent_in_charge_holds_reviews_and_nobody_else_sees_them(as_user):
	contract = make_contract(make_child().structure)
	child = make_child(contract.structure)
	parcours = make_active_parcours(child, contract=contract)
	other = make_contract(contract.structure)
	with as_user(contract.referent):
		review = hold_review(parcours)
	with as_user(other.referent):
		with pytest.raises(frappe.PermissionError):
			make_review(parcours)
		assert frappe.get_list("PRE Review") == []
		assert not frappe.has_permission("PRE Review", "read", review.name)
	for role in ("PRE Partner", "PRE Team Member", "PRE Manager", "PRE Evaluator", "PRE Administrator"):
		with as_user(make_user(role).name):
			assert not frappe.has_permission("PRE Review", "read", review.name)
			with pytest.raises(frappe.PermissionError):
				progress.of_parcours(parcours.name)
			with pytest.raises(frappe.PermissionError):
				progress.of_child(child.name)
			with pytest.raises(frappe.PermissionError):
				make.review(parcours.name)


def test_a_review_is_of_the_child_of_its_parcours(parcours, as_user):
	"""Else a référent could name a child of his own and write about another's parcours, or read its wording."""
	contract = make_contract(make_child().structure)
	mine = make_active_parcours(make_child(contract.structure), contract=contract)
	with as_user(contract.referent):
		with pytest.raises(frappe.ValidationError, match="not one of this child"):
			make_review(parcours, child=mine.child)
		with pytest.raises(frappe.PermissionError):
			make_review(parcours)
		review = make_review(mine, structure=parcours.structure)
		assert review.structure == mine.structure
		review.child = parcours.child
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			review.save()


# The desk


def test_the_button_prepares_the_review(parcours, as_user):
	with as_user(parcours.referent):
		doc = make.review(parcours.name)
		assert (doc.kind, [row.level for row in doc.levels]) == ("Initial", ["-2"])
		assert doc.grid[0].criterion == "The Child's Situation"
		assert {row.capacity for row in doc.participants} == {"Child", "Parent", "Référent"}
		hold_review(parcours, "Initial", review_date=day(-1), levels={"O1": -2})
		assert make.review(parcours.name).kind == "Interim"


def test_the_next_step_leads_from_the_parcours_to_the_review_and_back(parcours, as_user):
	with as_user(parcours.referent):
		step = next_step.get("PRE Parcours", parcours.name)
		assert step["button"]["method"] == "pre_module.desk.make.review"
		draft = make_review(parcours, "Initial", child_word="")
		step = next_step.get("PRE Parcours", parcours.name)
		assert (step["button"]["kind"], step["button"]["name"]) == ("open", draft.name)
		step = next_step.get("PRE Review", draft.name)
		assert len(step["missing"]) == 1
		draft.update({"child_word": "Je lis."}).save()
		assert next_step.get("PRE Review", draft.name)["button"]["event"] == "validate_review"
		draft.submit()
		assert next_step.get("PRE Review", draft.name)["button"]["name"] == parcours.name
		assert next_step.get("PRE Parcours", parcours.name)["button"]["kind"] == "print"


def test_the_curve_and_its_table_say_the_same(parcours):
	hold_review(parcours, "Initial", review_date=day(-2), levels={"O1": -2})
	hold_review(parcours, review_date=day(-1), levels={"O1": 0})
	shown = progress.of_parcours(parcours.name)
	assert [point["score"] for point in shown["points"]] == [30, 50]
	assert "Ne lit pas une ligne seule." in shown["html"] and "Lit une page seule." in shown["html"]
	assert "<caption" in shown["html"] and 'scope="row"' in shown["html"]
	(of_child,) = progress.of_child(parcours.child)
	assert of_child["points"] == shown["points"]


def test_what_people_type_is_text_in_the_table(parcours):
	parcours.reload()
	parcours.objectives[0].objective = "Compter 1 < 2 & lire."
	parcours.save()
	hold_review(parcours, "Initial")
	assert "1 &lt; 2 &amp; lire" in progress.of_parcours(parcours.name)["html"]


def test_P6_the_score_sorts_no_list_and_stands_in_no_report():
	meta = frappe.get_meta("PRE Review")
	for field in ("t_score", "share_reached"):
		df = meta.get_field(field)
		assert not (df.in_list_view or df.in_standard_filter or df.search_index) and df.report_hide
	assert meta.sort_field == "review_date"


# Other doors


@pytest.mark.commits
def test_rest_creates_a_draft_and_validates_only_a_whole_review(committed, world, http):
	referent = make_user("PRE Referent", log_in=True)
	contract = make_contract(make_child().structure, referent.name)
	parcours = make_active_parcours(make_child(contract.structure), contract=contract)
	frappe.db.commit()
	visitor = http.login(referent.name, PASSWORD)
	sent = {
		"parcours": parcours.name,
		"child": parcours.child,
		"kind": "Initial",
		"review_date": day(),
		"t_score": 88,
	}
	sent["levels"] = [{"objective_code": "O1", "level": "-1"}]
	at_once = visitor.post("/api/resource/PRE Review", **sent, docstatus=1)
	assert at_once.status_code == 417, at_once.text
	made = visitor.post("/api/resource/PRE Review", **sent)
	assert made.status_code == 200, made.text
	data = made.json()["data"]
	assert (data["child"], data["t_score"]) == (parcours.child, 40)
	refused = visitor.put(f"/api/resource/PRE Review/{data['name']}", docstatus=1)
	assert refused.status_code == 417
	frappe.db.rollback()
	assert frappe.db.get_value("PRE Review", data["name"], "docstatus") == 0


def test_the_scale_is_part_of_what_was_given_to_the_family():
	child = make_child()
	parcours = given(child)
	parcours.objectives[0].level_0 = "Autre attente."
	with pytest.raises(frappe.ValidationError, match="given this document"):
		parcours.save()


def given(child):
	agree_to(child)
	return apply(make_parcours(child), "Give to Family")


def test_R8_a_document_is_given_only_with_its_scales():
	child = make_child()
	agree_to(child)
	parcours = make_parcours(child)
	parcours.objectives[0].level_plus_2 = ""
	parcours.save()
	with pytest.raises(ParcoursIncomplete, match="five levels"):
		apply(parcours, "Give to Family")
	frappe.db.set_single_value("PRE Settings", "require_goal_scales", 0)
	frappe.clear_document_cache("PRE Settings", "PRE Settings")
	with pytest.raises(ParcoursIncomplete, match="five levels"):
		apply(parcours, "Give to Family")  # begun, so it is finished
	parcours.reload()
	for field in scale():
		parcours.objectives[0].set(field, None)
	parcours.save()
	assert apply(parcours, "Give to Family").status == "Proposed"


def test_R8_what_was_given_before_stays_as_it_is():
	parcours = make_active_parcours()
	for field in ("level_minus_2", "level_0", "start_level"):
		frappe.db.set_value("PRE Parcours Objective", parcours.objectives[0].name, field, None)
	parcours.reload().save()
	assert parcours.status == "Active"
