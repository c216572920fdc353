"""How a referral is examined: the criteria of the day (R16), the public of the programme (R1)."""

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.eligibility import criteria_sets_of
from pre_module.exceptions import EligibilityUndecided
from pre_module.rules.dates import Period
from pre_module.rules.eligibility import (
	CriterionAnswer,
	check_decision_criteria,
	criteria_in_force,
)
from pre_module.rules.eligibility import check_decision as check_decision_reason
from pre_module.rules.public import check_public
from pre_module.rules.refusal import Refusal
from pre_module.rules.refusal import _ as marked

KEPT = (
	"child",
	"structure",
	"received_on",
	"eligibility_criteria",
	"criteria_title",
	"criteria_from",
	"fragility_noted",
	"derogation",
	"derogation_reason",
	"decided_on",
	"decided_by",
	"decision_reason",
	"redirected_to",
	"redirect_partner",
	"redirect_asked_on",
)
UNDECIDED = ("Received", "Under Review")


def take_criteria(referral) -> None:
	"""R16: put the criteria in force today on a referral that is not decided, keeping answers already given.

	Text, order and explanations are those of the structure, whatever a request says; the decision keeps this copy, so
	that nothing written later in the criteria, not even their title, changes what it was taken with.
	"""
	if referral.status == "Received" or (
		referral.status not in UNDECIDED and not referral.enters("Accepted", "Declined")
	):
		return
	in_force = criteria_in_force(criteria_sets_of(referral.structure), getdate())
	taken = frappe.get_cached_doc("PRE Eligibility Criteria", in_force.name) if in_force else None
	referral.eligibility_criteria = taken.name if taken else None
	referral.criteria_title = taken.title if taken else None
	referral.criteria_from = taken.valid_from if taken else None
	lines = [_text(row) for row in taken.criteria] if taken else []
	if [_text(row) for row in referral.criteria] == lines:
		return
	answers = {row.criterion: {"met": row.met, "comment": row.comment} for row in referral.criteria}
	referral.set("criteria", [])
	for criterion, explanation, sign in lines:
		line = {"criterion": criterion, "explanation": explanation, "fragility_sign": sign}
		referral.append("criteria", {**line, **answers.get(criterion, {})})


def _text(row) -> tuple[str, str, int]:
	return row.criterion, row.explanation or "", int(row.fragility_sign or 0)


def check_decision(referral) -> list[Refusal]:
	"""R1, R16: what a decision lacks. Only an acceptance asks for the whole examination."""
	refusals = check_decision_reason(
		referral.status,
		reason=referral.decision_reason or "",
		redirected_to=referral.redirected_to or "",
	)
	if referral.status != "Accepted":
		return refusals
	if not referral.child:
		return [Refusal("R16", marked("The referral has no file of a child yet: make it or choose it."))]
	answers = [
		CriterionAnswer(row.criterion, {"Yes": True, "No": False}.get(row.met)) for row in referral.criteria
	]
	return [
		*check_decision_criteria(referral.eligibility_criteria, answers),
		*_check_public(referral),
	]


def _check_public(referral) -> list[Refusal]:
	settings = frappe.get_cached_doc("PRE Settings")
	# Facts of the child for the rule alone; the coordinator who decides sees the file.
	child = frappe.db.get_value(
		"PRE Child", referral.child, ["birth_date", "territory", "school"], as_dict=True
	)
	signs = sum(1 for row in referral.criteria if row.fragility_sign and row.met == "Yes")
	return check_public(
		birth_date=getdate(child.birth_date),
		on=getdate(referral.decided_on),
		minimum_age=settings.minimum_age,
		maximum_age=settings.maximum_age,
		lives_in_priority_territory=is_priority_territory(child.territory, referral.decided_on),
		in_priority_education=network_of(child.school) in ("REP", "REP+"),
		fragility_signs=signs + bool((referral.fragility_noted or "").strip()),
		derogation=bool(referral.derogation),
		derogation_reason=referral.derogation_reason or "",
		derogation_author=referral.derogation_author or "",
	)


def is_priority_territory(territory: str | None, day) -> bool:
	"""R1: whether a territory is a priority one that day (its type, its dates of validity)."""
	if not territory:
		return False
	# Territories are public.
	row = frappe.db.get_value(
		"PRE Territory", territory, ["territory_type", "valid_from", "valid_until"], as_dict=True
	)
	if row.territory_type == "Other":
		return False
	start = getdate(row.valid_from) if row.valid_from else getdate("1900-01-01")
	return Period(start, row.valid_until and getdate(row.valid_until)).contains(getdate(day))


def network_of(school: str | None) -> str:
	"""Network of priority education of a school: None, REP or REP+ (F06)."""
	# Schools are public.
	return (school and frappe.db.get_value("PRE School", school, "priority_network")) or "None"


def partner_of_user(user: str):
	"""The partner whose person has this account (name, referral_origin), None when there is none."""
	# Institutions only, no child's data; a partner's account reads no other partner.
	partner = frappe.db.get_value("PRE Partner Person", {"user": user, "parenttype": "PRE Partner"}, "parent")
	if not partner:
		return None
	kind = frappe.db.get_value("PRE Partner", partner, "partner_type")
	origin = frappe.db.get_value("PRE Partner Type", kind, "referral_origin")
	return frappe._dict(name=partner, referral_origin=origin)


def refuse_changed_decision(referral, before) -> None:
	"""R16: each decision keeps the criteria it was taken with, and all it was taken on."""
	changed = [
		f
		for f in KEPT
		if (referral.get(f) or None) != (before.get(f) or None) and not _same_day(referral, before, f)
	]
	rows, rows_before = (
		[(*_text(r), r.met or "", r.comment or "") for r in doc.criteria] for doc in (referral, before)
	)
	if rows != rows_before:
		changed.append("criteria")
	if changed:
		labels = ", ".join(_(referral.meta.get_label(f)) for f in changed)
		frappe.throw(
			_(
				"The decision was taken with these: {0}. They stay as they were; examine the referral again instead."
			).format(labels),
			EligibilityUndecided,
		)


def _same_day(referral, before, field: str) -> bool:
	if referral.meta.get_field(field).fieldtype != "Date" or not (referral.get(field) and before.get(field)):
		return False
	return getdate(referral.get(field)) == getdate(before.get(field))
