"""Which rows of a list a person may see, as one SQL condition per DocType: the hook of every list, count and search.

`permission.py` says the same of one document, in Python; a property test holds both equal. Written for MariaDB and
SQLite alike. The union stands in a derived table: an `or` of two sub-selects reads the whole table (benchmarks/).
"""

import frappe
from frappe.utils.caching import request_cache

from pre_module.access import guarded
from pre_module.access.protected import (
	CHILD,
	GUARDED,
	HOUSEHOLD,
	MEETING,
	REFERRAL,
	REGISTERS,
	SATELLITES,
	is_protected,
	protected_doctypes,
	table_parents,
)
from pre_module.access.scope import REGISTER, Scope, as_stored, scope_of

NOTHING = "(1=0)"
DPO = "PRE Data Protection Officer"


def query_condition(user: str | None = None, doctype: str | None = None) -> str:
	"""Hook permission_query_conditions "*": a condition in parentheses, "" for a DocType that is none of ours.

	Frappe joins it to the other conditions by `and`.
	"""
	user = user or frappe.session.user
	if user == "Administrator" or not doctype:
		return ""
	if doctype in SATELLITES:
		return satellite_condition(user, doctype)
	if frappe.is_table(doctype):
		return table_condition(user, doctype)
	return document_condition(user, doctype) if is_protected(doctype) else ""


def document_condition(user: str, doctype: str) -> str:
	"""The documents of a protected DocType that a person may read."""
	if doctype in REGISTERS and DPO in frappe.get_roles(user):
		return ""
	scope = scope_of(user)
	if doctype == MEETING:
		return meeting_condition(scope)
	if doctype in GUARDED:
		return guarded_condition(doctype, scope)
	if doctype == CHILD:
		return _children_condition(scope)
	if doctype == REFERRAL:
		return _one_of("name", doctype, _referrals(scope))
	if doctype == HOUSEHOLD:
		return _one_of("name", doctype, _households(scope))
	if doctype in REGISTERS:
		return _of_structures(doctype, scope)
	return _one_of("child", doctype, _children(scope, doctype))


def children_query(scope: Scope, doctype: str = CHILD) -> str | None:
	"""A sub-select of the numbers of the children whose documents of a DocType are open; None for no child."""
	branches = _children(scope, doctype)
	return _union(branches) if branches else None


def _children_condition(scope: Scope) -> str:
	granted = _granted(scope, CHILD)
	if not granted:
		# The column itself, when nothing else opens: the plain index of the structure.
		return _of_structures(CHILD, scope)
	return _one_of("name", CHILD, _children(scope, CHILD))


def _children(scope: Scope, doctype: str) -> list[str]:
	branches = []
	if scope.coordinated:
		branches.append(
			f"select `name` from `tabPRE Child` where `structure` in ({_values(scope.coordinated)})"
		)
	return branches + _granted(scope, doctype)


def _granted(scope: Scope, doctype: str) -> list[str]:
	"""The children granted one by one: one branch for each ground that this person holds."""
	return [_register("child", scope, ground) for ground in scope.grounds(doctype)]


def _register(column: str, scope: Scope, ground: str) -> str:
	now = _text(as_stored(scope.at))
	return (
		f"select `{column}` from `tab{REGISTER}` where `user` = {_text(scope.user)}"
		f" and `ground` = {_text(ground)} and `from_time` <= {now}"
		f" and (`to_time` is null or `to_time` > {now})"
		f" and `structure` in ({_values(scope.structures_of(ground))})"
	)


def _referrals(scope: Scope) -> list[str]:
	branches = []
	if scope.coordinated:
		branches.append(
			f"select `name` from `tabPRE Referral` where `structure` in ({_values(scope.coordinated)})"
		)
	for granted in _granted(scope, REFERRAL):
		branches.append(f"select `name` from `tabPRE Referral` where `child` in ({granted})")
	if scope.follows_referrals:
		branches.append(_register("source_name", scope, "Own Referral"))
	return branches


def _households(scope: Scope) -> list[str]:
	"""Those of the structures coordinated, of the children seen, and one's own until a child lives there."""
	branches = []
	if scope.coordinated:
		branches.append(
			f"select `name` from `tabPRE Household` where `structure` in ({_values(scope.coordinated)})"
		)
	for granted in _children(scope, CHILD):
		branches.append(
			f"select `household` from `tabPRE Child` where `name` in ({granted}) and `household` is not null"
		)
	if scope.charters.accepted:
		branches.append(
			f"select `name` from `tabPRE Household` where `owner` = {_text(scope.user)} and `name` not in"
			" (select `household` from `tabPRE Child` where `household` is not null)"
		)
	return branches


def meeting_condition(scope: Scope) -> str:
	"""R6: the meetings of the structures coordinated, and those one is a member of."""
	from pre_module.access.meetings import meetings_query

	branches = [meetings_query(scope.user, scope.charters.accepted)] if scope.charters.accepted else []
	if scope.coordinated:
		branches.append(
			f"select `name` from `tabPRE Team Meeting` where `structure` in ({_values(scope.coordinated)})"
		)
	return _one_of("name", MEETING, branches)


def guarded_condition(doctype: str, scope: Scope) -> str:
	"""R11, P14: the sensitive parts have grants of their own (`guarded.py`)."""
	return guarded.guarded_condition(
		doctype,
		scope.user,
		scope.at,
		coordinated=scope.coordinated,
		accepted=scope.charters.accepted,
		children_sql=children_query(scope, doctype),
	)


def table_condition(user: str, table: str) -> str:
	"""Lines of documents: those of the documents that the person may read."""
	parents = _parents(table)
	if not parents:
		return ""
	row = f"`tab{table}`"
	allowed = [
		f"({row}.`parenttype` = {_text(p)} and {row}.`parent` in ({_names(user, p)}))"
		for p in parents
		if _may_read(user, p)
	]
	others = f"{row}.`parenttype` not in ({_values(parents)})"
	return "(" + " or ".join([others, *allowed]) + ")"


def satellite_condition(user: str, doctype: str) -> str:
	"""Frappe's own records: those of a child's document only where the document may be read, whoever wrote them."""
	kind, name = (f"`tab{doctype}`.`{field}`" for field in SATELLITES[doctype])
	protected = protected_doctypes()
	allowed = [
		f"({kind} = {_text(p)} and {name} in ({_names(user, p)}))" for p in protected if _may_read(user, p)
	]
	others = f"{kind} is null or {kind} not in ({_values(protected)})"
	return "(" + " or ".join([others, *allowed]) + ")"


def _names(user: str, doctype: str) -> str:
	condition = document_condition(user, doctype)
	return f"select `tab{doctype}`.`name` from `tab{doctype}`" + (f" where {condition}" if condition else "")


@request_cache
def _parents(table: str) -> list[str]:
	return table_parents(table)


def _may_read(user: str, doctype: str) -> bool:
	"""Whether a role of the person reads the DocType at all."""
	rights = frappe.permissions.get_role_permissions(frappe.get_meta(doctype), user=user)
	return bool(rights.get("read") or (rights.get("if_owner") or {}).get("read"))


def _of_structures(doctype: str, scope: Scope) -> str:
	return f"(`tab{doctype}`.`structure` in ({_values(scope.coordinated)}))" if scope.coordinated else NOTHING


def _one_of(column: str, doctype: str, branches: list[str]) -> str:
	if not branches:
		return NOTHING
	return f"(`tab{doctype}`.`{column}` in ({_union(branches)}))"


def _union(branches: list[str]) -> str:
	# One branch stands in a derived table as well: of thousands of grants MariaDB then looks up each row of the list.
	return f"select * from ({' union '.join(branches)}) as `readable`"


def _values(values) -> str:
	return ", ".join(_text(v) for v in sorted(values)) or "''"


def _text(value: str) -> str:
	# Lists are read without values to fill in: a doubled « % » would stay doubled.
	return frappe.db.escape(value, percent=False)
