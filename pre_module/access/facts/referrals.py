"""Who referred a child follows the referral, and nothing else of the child (R10)."""

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime

from pre_module.access.register import settle
from pre_module.rules.access import REFERRAL, ROLES_OF, Grant

PARTNER = "PRE Partner"


def settle_referral(referral: Document | str) -> None:
	"""Bring the register to who made a referral."""
	if isinstance(referral, str):
		referral = frappe.get_doc("PRE Referral", referral)
	# R12: what a family sent by the public page is nobody's own, whoever was logged in on that computer.
	if referral.online_reference or _left_the_institution(referral):
		settle([], ground=REFERRAL, source_doctype="PRE Referral", source_name=referral.name)
		return
	grant = Grant(
		user=referral.owner,
		child=referral.child or "",
		structure=referral.structure,
		ground=REFERRAL,
		source_doctype="PRE Referral",
		source_name=referral.name,
		start=get_datetime(referral.creation),
	)
	settle([grant], ground=REFERRAL, source_doctype="PRE Referral", source_name=referral.name)


def settle_partner(partner: Document) -> None:
	"""The same for each referral an institution made, when somebody left it or joined it."""
	before = partner.get_doc_before_save()
	moved = {r.user for r in partner.people} ^ {r.user for r in (before.people if before else [])}
	# The referrals of people of this very institution, to write the register.
	for name in frappe.get_all(
		"PRE Referral", filters={"partner": partner.name, "owner": ("in", list(moved) or [""])}, pluck="name"
	):
		settle_referral(name)


def _left_the_institution(referral: Document) -> bool:
	"""R10: who referred as a partner follows it as one of the people of that partner, which its charter binds."""
	roles = set(frappe.get_roles(referral.owner)) & set(ROLES_OF[REFERRAL])
	if not referral.partner or roles != {PARTNER}:
		return False
	people = {"parent": referral.partner, "parenttype": "PRE Partner"}
	# Staff of an institution, no child's data.
	return referral.owner not in frappe.get_all("PRE Partner Person", filters=people, pluck="user")


def settle_for_user(user: str) -> None:
	"""The same for each referral an account made."""
	# The account's own referrals, to write the register.
	for name in frappe.get_all("PRE Referral", filters={"owner": user}, pluck="name"):
		settle_referral(name)
