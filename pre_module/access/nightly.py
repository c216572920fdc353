"""What a night repairs: accounts that ended or came back behind the app's back. The dates close everything else."""

import frappe
from frappe.utils import now_datetime

from pre_module.access.facts.accounts import FACTS, settle_for_user
from pre_module.access.register import may_hold
from pre_module.access.scope import REGISTER, grants_where
from pre_module.rules.access import ROLES_OF

POINT = "pre_settle_account"


def close_what_ended() -> None:
	"""Daily: an account disabled or opened, a role taken or given, without Frappe's User form (a directory, a script).

	Late or never, it opens nothing: a closed account logs in nowhere, and without the role no document opens. Each account
	is settled apart: one that fails is logged, and stops none of the others.
	"""
	now = now_datetime()
	for user in _holders():
		if not all(may_hold(grant) for grant in grants_where({"user": user}, not_over_at=now)):
			_apart(lambda user=user: settle_for_user(user), user)
	for ground, facts in FACTS.items():
		for user in sorted(_entitled(ground) - set(_holders(ground))):
			_apart(lambda user=user, facts=facts: facts.settle_for_user(user), user)


def _holders(ground: str | None = None) -> list[str]:
	"""The accounts with a row not over; of one ground."""
	table = frappe.qb.DocType(REGISTER)
	# The scheduler acts for nobody; names of accounts only.
	query = (
		frappe.qb.from_(table)
		.select(table.user)
		.distinct()
		.where(table.to_time.isnull() | (table.to_time > now_datetime()))
	)
	return (query.where(table.ground == ground) if ground else query).run(pluck=True)


def _entitled(ground: str) -> set[str]:
	"""The open accounts with a role of the ground."""
	line, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	# The scheduler acts for nobody; names of accounts only.
	query = (
		frappe.qb.from_(line)
		.join(user)
		.on(user.name == line.parent)
		.select(user.name)
		.distinct()
		.where((line.parenttype == "User") & line.role.isin(list(ROLES_OF[ground])) & (user.enabled == 1))
	)
	return set(query.run(pluck=True)) - {"Administrator", "Guest"}


def _apart(settle, user: str) -> None:
	frappe.db.savepoint(POINT)
	try:
		settle()
	except Exception:
		frappe.db.rollback(save_point=POINT)
		frappe.log_error(title=f"PRE: access of {user}")
	else:
		frappe.db.commit()  # an account done is done, whatever becomes of the next one
