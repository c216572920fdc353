"""Who referred a child follows the referral, and nothing else of the child (R10)."""

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime

from pre_module.access.register import settle
from pre_module.rules.access import REFERRAL, Grant


def settle_referral(referral: Document | str) -> None:
	"""Bring the register to who made a referral."""
	if isinstance(referral, str):
		referral = frappe.get_doc("PRE Referral", referral)
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


def settle_for_user(user: str) -> None:
	"""The same for each referral an account made."""
	# The account's own referrals, to write the register.
	for name in frappe.get_all("PRE Referral", filters={"owner": user}, pluck="name"):
		settle_referral(name)
