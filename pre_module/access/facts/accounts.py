"""An account that closes, opens, gains or loses a role or an institution: its grants follow."""

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from pre_module.access.facts import coordinators, meetings, referents, referrals, sharing
from pre_module.access.register import close, may_hold, settle
from pre_module.access.scope import forget, grants_where
from pre_module.rules.access import COORDINATOR, EMERGENCY, MEETING, REFERENT, REFERRAL, ROLES_OF, SHARING

FACTS = {
	COORDINATOR: coordinators,
	REFERENT: referents,
	REFERRAL: referrals,
	MEETING: meetings,
	SHARING: sharing,
}


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
	for facts in FACTS.values():
		facts.settle_for_user(user)
	emergencies = [g for g in grants_where({"user": user, "ground": EMERGENCY})]
	settle(emergencies, user=user, ground=EMERGENCY)
	forget(user)


def follow_role(role: Document, method: str | None = None) -> None:
	"""Hook Role.on_update: Frappe takes a disabled role from every account without saving one of them."""
	if not role.disabled:
		return  # given again account by account, in the form
	for ground, roles in ROLES_OF.items():
		if role.name in roles:
			grants = grants_where({"ground": ground}, not_over_at=now_datetime())
			held = {g.user: g for g in grants}
			close(ground=ground, user=sorted(user for user, grant in held.items() if not may_hold(grant)))


def close_account(user: Document, method: str | None = None) -> None:
	"""Hook User.on_trash: an account that goes sees nothing any more."""
	settle([], user=user.name)
