"""An account that closes, opens, gains or loses a role or an institution: its grants follow."""

import frappe
from frappe.model.document import Document

from pre_module.access.facts import coordinators, meetings, referents, referrals, sharing
from pre_module.access.register import settle
from pre_module.access.scope import forget, grants_where
from pre_module.rules.access import EMERGENCY

FACTS = (coordinators, referents, referrals, meetings, sharing)


def follow_account(user: Document, method: str | None = None) -> None:
	"""Hook User.on_update: settle again when the account was closed or opened, or its roles changed."""
	before = user.get_doc_before_save()
	roles = {r.role for r in user.roles}
	if before and before.enabled == user.enabled and {r.role for r in before.roles} == roles:
		return
	frappe.clear_cache(user=user.name)  # its roles are asked below, as they are now
	settle_for_user(user.name)


def settle_for_user(user: str) -> None:
	"""Bring every grant of an account to the facts."""
	for facts in FACTS:
		facts.settle_for_user(user)
	emergencies = [g for g in grants_where({"user": user, "ground": EMERGENCY})]
	settle(emergencies, user=user, ground=EMERGENCY)
	forget(user)


def close_account(user: Document, method: str | None = None) -> None:
	"""Hook User.on_trash: an account that goes sees nothing any more."""
	settle([], user=user.name)
