"""What a night closes: grants of accounts that ended behind the app's back. The dates close everything else."""

import frappe
from frappe.utils import now_datetime

from pre_module.access.facts.accounts import settle_for_user
from pre_module.access.register import may_hold
from pre_module.access.scope import REGISTER, grants_where


def close_what_ended() -> None:
	"""Daily: an account disabled, or a role taken, without Frappe's User form (a directory, a script).

	Late or never, it opens nothing: a closed account logs in nowhere, and without the role no document opens.
	"""
	now = now_datetime()
	table = frappe.qb.DocType(REGISTER)
	# The scheduler acts for nobody; names of accounts only.
	users = (
		frappe.qb.from_(table)
		.select(table.user)
		.distinct()
		.where(table.to_time.isnull() | (table.to_time > now))
		.run(pluck=True)
	)
	for user in users:
		grants = grants_where({"user": user}, not_over_at=now)
		if not all(may_hold(grant) for grant in grants):
			settle_for_user(user)
