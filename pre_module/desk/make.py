"""New documents filled in from another, for the form to show; nothing is saved here.

Each asks for the right to read the source and to create the target. What a person must decide stays empty.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname, getdate

from pre_module.controllers.school_year import current_school_year
from pre_module.desk.agreements import next_agreement
from pre_module.desk.reviews import next_kind
from pre_module.doctype.pre_review.lines import fill_grid, fill_levels
from pre_module.rules.dates import add_months
from pre_module.rules.review import EXIT, START

ACTOR_OF_ORIGIN = {"School": "School", "Social Service": "Social Service", "Health": "Health"}


@frappe.whitelist()
def child(source_name: str) -> Document:
	"""The file of the child of a referral, as it was referred; saved, it is linked to the referral."""
	referral = _source("PRE Referral", source_name, "write")
	if referral.child:
		frappe.throw(_("The referral has the file of a child already: {0}.").format(referral.child))
	doc = _new("PRE Child")
	doc.update(
		{
			"first_name": referral.child_first_name,
			"last_name": referral.child_last_name,
			"birth_date": referral.birth_date,
			"sex": referral.sex,
			"territory": referral.territory,
			"structure": referral.structure,
		}
	)
	if referral.school:
		doc.append(
			"schooling",
			{
				"school_year": current_school_year(),
				"school": referral.school,
				"class_level": referral.class_level,
			},
		)
	first, _space, last = (referral.guardian_name or "").strip().partition(" ")
	doc.append(
		"guardians",
		{
			"first_name": first,
			"last_name": last or referral.child_last_name,
			"relationship": referral.relationship_declared,
			"phone": referral.guardian_phone,
			"email": referral.guardian_email,
			"language": referral.guardian_language,
			"address": referral.family_address,
			"lives_with_child": 1,
		},
	)
	doc.set_onload("from_referral", referral.name)
	return doc


def link_to_referral(doc: Document, method: str | None = None) -> None:
	"""Put a child's new file on the referral it was made from, in the same save.

	Hooked to PRE Child.after_insert. Saved with the rights of whoever makes the file.
	"""
	name = (doc.get("__onload") or {}).get("from_referral")
	if not name:
		return
	referral = frappe.get_doc("PRE Referral", name)
	if referral.child or referral.status not in ("Received", "Under Review"):
		return
	referral.child = doc.name
	referral.save()


@frappe.whitelist()
def consent(source_name: str) -> Document:
	"""The family's next agreement that is missing for a child: its stage, and the parent it is asked of."""
	file = _source("PRE Child", source_name)
	doc = _new("PRE Consent")
	doc.child, doc.structure = file.name, file.structure
	following = next_agreement(file.name)
	if following:
		doc.stage, doc.guardian = following
	return doc


@frappe.whitelist()
def diagnostic(source_name: str) -> Document:
	"""A child's diagnostic, with the view of who referred it as the first of the crossed views."""
	file = _source("PRE Child", source_name)
	doc = _new("PRE Diagnostic")
	doc.child, doc.structure = file.name, file.structure
	# With the reader's own rights: who may not read the referral starts from a blank page.
	found = frappe.get_list(
		"PRE Referral",
		filters={"child": file.name, "status": "Accepted"},
		order_by="received_on desc",
		pluck="name",
		limit=1,
	)
	if not found:
		return doc
	referral = frappe.get_doc("PRE Referral", found[0])
	doc.referral = referral.name
	said = "\n".join(r.observation for r in referral.reasons if r.observation)
	if said and referral.origin != "Family":
		doc.append(
			"views",
			{
				"actor": ACTOR_OF_ORIGIN.get(referral.origin, "Other"),
				"partner": referral.partner,
				"person": referral.referrer_name,
				"heard_on": referral.received_on,
				"view": said,
			},
		)
	return doc


@frappe.whitelist()
def parcours(source_name: str) -> Document:
	"""The parcours that answers a validated diagnostic: one objective for each need that nobody covers (R2)."""
	source = _source("PRE Diagnostic", source_name)
	if source.status != "Validated":
		frappe.throw(_("Only a validated diagnostic becomes a parcours."))
	doc = _new("PRE Parcours")
	doc.child, doc.structure, doc.diagnostic = source.child, source.structure, source.name
	doc.planned_start = getdate()
	uncovered = [need for need in source.needs if (need.standing or need.answer) != "Covered"]
	for number, need in enumerate(uncovered, start=1):
		doc.append(
			"objectives", {"code": f"O{number}", "objective": need.need, "need_domain": need.need_domain}
		)
	return doc


@frappe.whitelist()
def review(source_name: str) -> Document:
	"""The next review of a parcours: the scales, where the child stood, the people expected; nothing judged yet."""
	parcours = _source("PRE Parcours", source_name)
	doc = _new("PRE Review")
	doc.parcours, doc.child, doc.structure = parcours.name, parcours.child, parcours.structure
	doc.kind = next_kind(parcours)
	doc.review_date = getdate()
	fill_levels(doc)
	fill_grid(doc)
	for number, objective in enumerate(parcours.objectives):
		if doc.kind == START:
			doc.levels[number].level = objective.start_level
	if doc.kind != EXIT:
		months = frappe.get_cached_doc("PRE Settings").review_interval_months
		doc.next_review_on = add_months(getdate(), months)
	for capacity, name in _expected_at(parcours):
		doc.append("participants", {"capacity": capacity, "person_name": name})
	return doc


def _expected_at(parcours: Document) -> list[tuple[str, str]]:
	"""Child, parents and référent; who did not come is taken off the list."""
	file = frappe.get_doc("PRE Child", parcours.child)
	file.check_permission("read")
	parents = [g for g in file.guardians if g.parental_authority == "Yes"]
	people = [("Child", file.full_name)]
	people += [("Parent", f"{g.first_name} {g.last_name}") for g in parents]
	return people + ([("Référent", get_fullname(parcours.referent))] if parcours.referent else [])


def _source(doctype: str, name: str, permission: str = "read") -> Document:
	doc = frappe.get_doc(doctype, name)
	doc.check_permission(permission)
	return doc


def _new(doctype: str) -> Document:
	frappe.has_permission(doctype, "create", throw=True)
	return frappe.new_doc(doctype)
