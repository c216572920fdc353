"""Which rows of a list a person may see, as one SQL condition per DocType: the hook of every list, count and search.

`permission.py` says the same of one document, in Python; a property test holds both equal. Written for MariaDB and
SQLite alike. The union stands in a derived table: an `or` of two sub-selects reads the whole table (benchmarks/).
"""

import frappe
from frappe.utils.caching import request_cache

from pre_module.access import guarded
from pre_module.access.decisions import DECISION, own_decisions
from pre_module.access.levels import readable_table_fields
from pre_module.access.meetings import meetings_query
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
from pre_module.rules.access import ENROLMENT, OF_ENROLMENT, SHARING, grounds_for
from pre_module.rules.access import REFERRAL as REFERRAL_GROUND

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
	if frappe.get_meta(doctype).istable:
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
	if doctype in REGISTERS:
		return _any_of(doctype, _coordinated(scope, doctype))
	if doctype == HOUSEHOLD:
		return _any_of(doctype, _households(scope))
	return _any_of(doctype, _documents(scope, doctype))


# An alternative is a column and the values, or the sub-select, that open a row by it.


def _documents(scope: Scope, doctype: str) -> list[tuple[str, str]]:
	column = "name" if doctype == CHILD else "child"
	alternatives = _coordinated(scope, doctype)
	if granted := _granted(scope, doctype):
		alternatives.append((column, granted))
	if doctype == REFERRAL and (own := _own_referrals(scope)):
		alternatives.append(("name", own))
	if doctype == DECISION and (own := own_decisions(scope)):
		alternatives.append(("name", _values(own)))
	if doctype in OF_ENROLMENT and (own := _own_enrolments(scope)):
		alternatives.append(("name" if doctype == ENROLMENT else "enrolment", own))
	return alternatives


def _coordinated(scope: Scope, doctype: str) -> list[tuple[str, str]]:
	"""Every child of the structures coordinated; by the document's own structure, which follows that of the child."""
	if not scope.coordinated:
		return []
	structures = _values(scope.coordinated)
	if frappe.get_meta(doctype).has_field("structure"):
		return [("structure", structures)]
	return [("child", f"select `name` from `tabPRE Child` where `structure` in ({structures})")]


def _granted(scope: Scope, doctype: str) -> str:
	"""The children granted one by one: a look in the register for the grounds that the person may hold."""
	looks: dict[str, list[str]] = {}
	for ground in grounds_for(doctype):
		if structures := scope.where_to_look(ground):
			looks.setdefault(_values(structures), []).append(ground)
	return " union ".join(_register("child", scope, grounds, where) for where, grounds in looks.items())


def _own_referrals(scope: Scope) -> str:
	structures = scope.where_to_look(REFERRAL_GROUND)
	return _register("source_name", scope, [REFERRAL_GROUND], _values(structures)) if structures else ""


def _own_enrolments(scope: Scope) -> str:
	"""The enrolments in actions that this person's institution leads."""
	if not (structures := scope.where_to_look(SHARING)):
		return ""
	rows = _register("source_name", scope, [SHARING], _values(structures))
	return f"{rows} and `source_doctype` = {_text(ENROLMENT)}"


def _register(column: str, scope: Scope, grounds: list[str], structures: str) -> str:
	now = _text(as_stored(scope.at))
	return (
		f"select `{column}` from `tab{REGISTER}` where `user` = {_text(scope.user)}"
		f" and `ground` in ({_values(grounds)}) and `from_time` <= {now}"
		f" and (`to_time` is null or `to_time` > {now}) and `structure` in ({structures})"
	)


def children_query(scope: Scope, doctype: str = CHILD) -> str | None:
	"""A sub-select of the numbers of the children whose documents of a DocType are open; None for no child."""
	alternatives = _coordinated(scope, CHILD)
	if granted := _granted(scope, doctype):
		alternatives.append(("name", granted))
	if not alternatives:
		return None
	return f"select `tabPRE Child`.`name` from `tabPRE Child` where {_any_of(CHILD, alternatives)}"


def _households(scope: Scope) -> list[tuple[str, str]]:
	"""Those of the structures coordinated, of the children seen, and one's own until a child lives there."""
	alternatives = _coordinated(scope, HOUSEHOLD)
	if children := children_query(scope):
		lived_in = "select `household` from `tabPRE Child` where `household` is not null"
		alternatives.append(("name", f"{lived_in} and `name` in ({children})"))
	if scope.charters.accepted:
		alternatives.append(
			(
				"name",
				f"select `name` from `tabPRE Household` where `owner` = {_text(scope.user)} and `name` not in"
				" (select `household` from `tabPRE Child` where `household` is not null)",
			)
		)
	return alternatives


def meeting_condition(scope: Scope) -> str:
	"""R6: the meetings of the structures coordinated, and those one is a member of."""
	alternatives = _coordinated(scope, MEETING)
	if scope.charters.accepted:
		alternatives.append(("name", meetings_query(scope.user, scope.charters.accepted)))
	return _any_of(MEETING, alternatives)


def guarded_condition(doctype: str, scope: Scope) -> str:
	"""R11, P14: the sensitive parts have grants of their own (`guarded.py`)."""
	return guarded.guarded_condition(
		doctype,
		scope.user,
		scope.at,
		coordinated=scope.coordinated,
		accepted=scope.charters.signed,  # R10: who belongs to a partner, once it signed too
		children_sql=children_query(scope, doctype),
	)


def table_condition(user: str, table: str) -> str:
	"""Lines of documents: those of the documents that the person may read, in the fields that his roles open."""
	parents = _parents(table)
	if not parents:
		return ""
	row = f"`tab{table}`"
	allowed = []
	for p in parents:
		fields, whole = readable_table_fields(p, table, user)
		if fields and _may_read(user, p):
			there = "" if whole else f" and {row}.`parentfield` in ({_values(fields)})"
			allowed.append(
				f"({row}.`parenttype` = {_text(p)} and {row}.`parent` in ({_names(user, p)}){there})"
			)
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


def _any_of(doctype: str, alternatives: list[tuple[str, str]]) -> str:
	"""The rows that one of the alternatives opens; several in one derived table, each by its own index."""
	if not alternatives:
		return NOTHING
	if len(alternatives) == 1:
		column, opened = alternatives[0]
		return f"(`tab{doctype}`.`{column}` in ({_derived(opened)}))"
	rows = [
		# What opens by name is the names already.
		opened
		if column == "name" and opened.startswith("select")
		else f"select `name` from `tab{doctype}` where `{column}` in ({opened})"
		for column, opened in alternatives
	]
	return f"(`tab{doctype}`.`name` in ({_derived(' union '.join(rows))}))"


def _derived(opened: str) -> str:
	"""One branch stands in a derived table as well: of thousands of grants MariaDB then looks up each row of the list."""
	return f"select * from ({opened}) as `readable`" if opened.startswith("select") else opened


def _values(values) -> str:
	return ", ".join(_text(v) for v in sorted(values)) or "''"


def _text(value: str) -> str:
	# Lists are read without values to fill in: a doubled « % » would stay doubled.
	return frappe.db.escape(value, percent=False)
