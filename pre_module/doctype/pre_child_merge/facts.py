"""What two files of one child hold, and what stands in the way of making one of them.

Whoever merges coordinates the structure of both (`check_may_merge`): what is read here he may see.
"""

from collections.abc import Iterator

import frappe
from frappe.model.document import Document
from frappe.model.dynamic_links import get_dynamic_link_map
from frappe.model.rename_doc import get_link_fields
from frappe.utils import getdate

from pre_module.access.protected import CHILD, GUARDED, REGISTERS, SATELLITES
from pre_module.rules.merge import (
	Person,
	check_agendas,
	check_guardians_agree,
	check_once_only,
	check_parcours,
	check_parcours_moves,
	check_places,
	check_two_files,
)
from pre_module.rules.refusal import Refusal

SITUATION = "PRE Situation"
OWN_TABLES = (
	"PRE Child Sibling",
	"PRE Child Guardian",
	"PRE Child Schooling",
)  # merged line by line (people.py)

# What says who saw or did something: it speaks of the number of that day, and stays with it.
STAYS = (
	*REGISTERS,
	"PRE Guarded Trace",
	"Access Log",
	"Activity Log",
	"Deleted Document",
	"DocShare",
	"Document Follow",
	"Document Share Key",
	"Error Log",
	"Transaction Log",
	"View Log",
)


def links_to(doctype: str) -> Iterator[tuple[str, dict[str, str], str]]:
	"""Where documents point at one of a DocType: (DocType, what else the row says, field); the site's own included."""
	for link in get_link_fields(doctype):
		if not link.issingle and link.parent not in OWN_TABLES and link.parent not in STAYS:
			yield link.parent, {}, link.fieldname
	seen = set()
	dynamic = [
		(df.parent, df.options, df.fieldname)
		for df in get_dynamic_link_map().get(doctype, [])
		if not df.get("issingle")
	]
	for table, kind, name in [*((t, *fields) for t, fields in SATELLITES.items()), *dynamic]:
		if table in STAYS or (table, name) in seen or not frappe.db.table_exists(table):
			continue
		seen.add((table, name))
		yield table, {kind: doctype}, name


def documents(doctype: str, name: str) -> dict[str, list[str]]:
	"""DocType → the documents that point at one, lines of tables by the document they stand in."""
	found: dict[str, list[str]] = {}
	for table, besides, field in links_to(doctype):
		if frappe.is_table(table):
			rows = frappe.get_all(table, {**besides, field: name}, ["parenttype", "parent"])
			for row in rows:
				found.setdefault(row.parenttype, []).append(row.parent)
		else:
			found.setdefault(table, []).extend(frappe.get_all(table, {**besides, field: name}, pluck="name"))
	return {table: sorted(set(names)) for table, names in found.items() if names}


def all_documents(child: str) -> dict[str, list[str]]:
	"""The documents of a file, those that point at its situation among them."""
	found = documents(CHILD, child)
	situation = frappe.db.get_value(SITUATION, {"child": child})
	for table, names in documents(SITUATION, situation).items() if situation else ():
		found[table] = sorted({*found.get(table, []), *names})
	return found


def named(found: dict[str, list[str]]) -> dict[str, list[str]]:
	"""The documents that a record may name: a guarded one does not exist for whoever isn't named on it (R11)."""
	return {table: names for table, names in found.items() if table not in GUARDED}


def refusals(kept: Document, merged: Document) -> list[Refusal]:
	"""All that must be settled first; other parts of the app and of the site add theirs by a hook."""
	siblings = [row.sibling for row in (*kept.siblings, *merged.siblings)]
	found = check_two_files(kept.name, merged.name, siblings)
	if kept.name == merged.name:
		return found
	for check in frappe.get_hooks("pre_child_merge_checks"):
		found += frappe.get_attr(check)(kept, merged)
	return found


# The checks of hooks.py, each of two files: (kept, merged) → refusals.


def parcours(kept: Document, merged: Document) -> list[Refusal]:
	"""R5: one parcours at a time, under a contract of the structure it is in."""
	of_each = [
		frappe.get_all("PRE Parcours", {"child": child.name, "status": ("!=", "Closed")}, pluck="name")
		for child in (kept, merged)
	]
	moved = of_each[1] if kept.structure != merged.structure else []
	return check_parcours(*of_each) or check_parcours_moves(moved)


def guardians(kept: Document, merged: Document) -> list[Refusal]:
	"""R3: parental authority."""
	return check_guardians_agree(people(kept), people(merged))


def agendas(kept: Document, merged: Document) -> list[Refusal]:
	"""R6: meetings to come."""
	of_each: list[set[str]] = []
	for child in (kept, merged):
		situation = frappe.db.get_value(SITUATION, {"child": child.name})
		lines = frappe.get_all("PRE Team Meeting Item", {"situation": situation or ""}, pluck="parent")
		of_each.append(set(lines))
	both = of_each[0] & of_each[1]
	return check_agendas(
		frappe.get_all(
			"PRE Team Meeting",
			{
				"name": ("in", list(both) or [""]),
				"status": ("!=", "Cancelled"),
				"meeting_date": (">=", getdate()),
			},
			pluck="name",
		)
	)


def places(kept: Document, merged: Document) -> list[Refusal]:
	"""R9: places in actions, and on their waiting lists."""
	titles: dict[str, str] = {}
	of_each: list[set[str]] = []
	for child in (kept, merged):
		open_ones = {"child": child.name, "status": ("in", ("Enrolled", "Waiting"))}
		rows = frappe.get_all("PRE Action Enrolment", open_ones, ["action", "action_title"])
		titles |= {row.action: row.action_title for row in rows}
		of_each.append({row.action for row in rows})
	return check_places(sorted(titles[action] for action in of_each[0] & of_each[1]))


def once_only(kept: Document, merged: Document) -> list[Refusal]:
	"""A DocType of the site that has one document for each child."""
	both = []
	for table, besides, field in links_to(CHILD):
		df = frappe.get_meta(table).get_field(field)
		if df and df.unique and all(_has(table, besides, field, c.name) for c in (kept, merged)):
			both.append(table)
	return check_once_only(both)


def _has(table: str, besides: dict[str, str], field: str, child: str) -> bool:
	return bool(frappe.db.exists(table, {**besides, field: child}))


def people(child: Document) -> list[Person]:
	"""The guardians of a file, as the rules compare them."""
	return [
		Person(g.name, g.first_name, g.last_name, g.parental_authority or "", str(g.birth_date or ""))
		for g in child.guardians
	]
