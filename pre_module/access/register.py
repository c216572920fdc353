"""The access register: rows opened and closed by the facts, in the transaction that writes the fact.

Nothing here decides who may see: `facts/` says what is due, `rules/access.py` what that changes, this file writes it.
"""

from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from pre_module.access.scope import REGISTER, forget, grant_of
from pre_module.rules import access as rule
from pre_module.rules.access import ROLES_OF, Grant


def settle(due: Iterable[Grant], **scope: str) -> None:
	"""Bring the rows of a scope (`child=, ground=` or `source_doctype=, source_name=`...) to exactly those due.

	A grant of an account that is closed, or lost the role of its ground, is not due.
	"""
	now = now_datetime()
	due = in_open_structures([g for g in due if may_hold(g)])
	rows = _rows(scope, now)
	written = {row.name: grant_of(row) for row in rows}
	names = {id(grant): name for name, grant in written.items()}
	change = rule.settle(now, written.values(), due)
	for grant in change.dropped:
		_drop(names[id(grant)])
	for grant, end in change.ended:
		_end(names[id(grant)], end)
	for grant in change.opened:
		_open(grant)
	forget()


def may_hold(grant: Grant) -> bool:
	"""Whether the account is open and still has a role of the ground."""
	if grant.user in ("Administrator", "Guest"):
		return False
	# Staff accounts, to write the register.
	enabled = frappe.db.get_value("User", grant.user, "enabled")
	return bool(enabled) and not set(ROLES_OF[grant.ground]).isdisjoint(frappe.get_roles(grant.user))


def in_open_structures(grants: list[Grant]) -> list[Grant]:
	"""Without those of a structure that carries no programme any more."""
	if not grants:
		return []
	closed = closed_structures()
	return [g for g in grants if g.structure not in closed]


def closed_structures() -> set[str]:
	"""The structures that carry no programme any more: nothing of their children is open."""
	# Names of structures, to decide the permission itself.
	return set(frappe.get_all("PRE Structure", filters={"disabled": 1}, pluck="name"))


def close(**scope: str | list[str]) -> None:
	"""End every row of a scope now, however many, in two statements: what settling that nothing is due would do."""
	now = now_datetime()
	table = frappe.qb.DocType(REGISTER)
	# The register is what decides the permission: it is written without asking one.
	for query in (
		frappe.qb.from_(table).delete().where(table.from_time > now),
		frappe.qb.update(table)
		.set(table.to_time, now)
		.set(table.modified, now)
		.where(table.from_time <= now)
		.where(table.to_time.isnull() | (table.to_time > now)),
	):
		for field, value in scope.items():
			query = query.where(
				table[field].isin(value or [""]) if isinstance(value, list) else table[field] == value
			)
		query.run()
	forget()


def note_past(grant: Grant) -> None:
	"""Write a row that is over already: what a wider ground opened of one child until it stopped."""
	_open(grant)


def _rows(scope: dict[str, str], now: datetime) -> list:
	# The register is what decides the permission: it is read and locked without asking one.
	table = frappe.qb.DocType(REGISTER)
	query = frappe.qb.from_(table).select("*").where(table.to_time.isnull() | (table.to_time > now))
	for field, value in scope.items():
		query = query.where(table[field] == value)
	return query.orderby(table.from_time).orderby(table.name).for_update().run(as_dict=True)


# The facts write the register whoever saves them: nobody has the right to do so by hand.


def _open(grant: Grant) -> None:
	row = frappe.get_doc(
		{
			"doctype": REGISTER,
			"child": grant.child,
			"user": grant.user,
			"structure": grant.structure,
			"ground": grant.ground,
			"from_time": grant.start,
			"to_time": grant.end,
			"source_doctype": grant.source_doctype,
			"source_name": grant.source_name,
			"reason": grant.reason,
		}
	)
	row.flags.settled = True
	row.flags.ignore_links = True  # the document that gives it may be the one being saved, or be gone
	row.insert(ignore_permissions=True)  # the fact writes it, whoever saves the fact


def _end(name: str, end: datetime | None) -> None:
	# Written whoever saves the fact, as said above `_open`.
	frappe.db.set_value(REGISTER, name, "to_time", end, update_modified=True)


def _drop(name: str) -> None:
	"""A row whose time had not begun opened nothing: it goes."""
	# Likewise.
	frappe.db.delete(REGISTER, {"name": name})
