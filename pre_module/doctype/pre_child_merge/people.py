"""Guardians, brothers and sisters, schooling and entry of two files, put together in the file kept."""

import frappe
from frappe.model import table_fields
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.doctype.pre_child_merge import facts
from pre_module.doctype.pre_child_merge.preview import SCHOOLING, chosen
from pre_module.rules.merge import MERGED, folded, same_people

ENTRY = ("entry_date", "territory_at_entry", "school_at_entry", "network_at_entry")
ITEM = "PRE Team Meeting Item"
AGENDA = ("question", "status", "minutes", "minutes_spent")
LINE_BY_LINE = ("guardians", "siblings", "schooling")

# Written in the tables, past permissions: the coordonnateur of both files decided it, and each line keeps its name.


def move_lines(kept: Document, merged: Document) -> None:
	"""The lines of the merged file that the other lacks; an agreement stays with the guardian who gave it (R3)."""
	pairs = same_people(facts.people(kept), facts.people(merged))
	for row in merged.guardians:
		if row.name in pairs:
			frappe.db.set_value(
				"PRE Consent",
				{"child": merged.name, "guardian_row": row.name},
				"guardian_row",
				pairs[row.name],
				update_modified=False,
			)
	moved = [row for row in merged.guardians if row.name not in pairs]
	for df in merged.meta.get("fields", {"fieldtype": ("in", table_fields)}):
		if df.fieldname not in LINE_BY_LINE:
			moved += merged.get(df.fieldname)
	for row in moved:
		index = 1 + frappe.db.count(row.doctype, {"parent": kept.name, "parentfield": row.parentfield})
		frappe.db.set_value(row.doctype, row.name, {"parent": kept.name, "idx": index}, update_modified=False)
	_repoint_siblings(kept.name, merged.name)


def _repoint_siblings(kept: str, merged: str) -> None:
	"""In the files of brothers and sisters: the file kept, once."""
	rows = frappe.get_all("PRE Child Sibling", {"sibling": merged}, ["name", "parent"])
	for row in rows:
		if frappe.db.exists("PRE Child Sibling", {"parent": row.parent, "sibling": kept}):
			frappe.db.delete("PRE Child Sibling", {"name": row.name})
		else:
			frappe.db.set_value("PRE Child Sibling", row.name, "sibling", kept, update_modified=False)


def fold_agendas(merged: str, kept: str) -> None:
	"""R6: a past agenda with both situations has one line of them; a meeting to come was settled first."""
	for line in frappe.get_all(ITEM, {"situation": merged}, ["name", "parent", *AGENDA]):
		where = {"parent": line.parent, "parenttype": "PRE Team Meeting", "situation": kept}
		mine = frappe.db.get_value(ITEM, where, ["name", *AGENDA], as_dict=True)
		if mine:
			frappe.db.set_value(ITEM, mine.name, folded(mine, line), update_modified=False)
			frappe.db.delete(ITEM, {"name": line.name})


def fill(doc: Document, kept: Document, merged: Document) -> None:
	"""In the file kept, before it is saved: what is empty there, the years and the siblings it lacks."""
	pairs = same_people(facts.people(kept), facts.people(merged))
	of_merged = {row.name: row for row in merged.guardians}
	for other, mine in pairs.items():
		row = next(g for g in kept.guardians if g.name == mine)
		for df in row.meta.fields:
			if not row.get(df.fieldname) and of_merged[other].get(df.fieldname):
				row.set(df.fieldname, of_merged[other].get(df.fieldname))
	known = {row.sibling for row in kept.siblings} | {kept.name}
	for row in merged.siblings:
		if row.sibling not in known:
			kept.append("siblings", {"sibling": row.sibling, "sibling_link": row.sibling_link})
	years = {row.school_year: row for row in kept.schooling}
	for row in merged.schooling:
		line = {f: row.get(f) for f in ("school_year", "school", "class_level", "class_name")}
		if row.school_year not in years:
			kept.append("schooling", line)
		elif chosen(doc, SCHOOLING + row.school_year) == MERGED:
			years[row.school_year].update(line)


def keep_first_entry(kept: Document, merged: Document) -> None:
	"""F06: the child entered when the first of the two files did, with what it was then."""
	if not merged.entry_date:
		return
	if not kept.entry_date or getdate(merged.entry_date) < getdate(kept.entry_date):
		frappe.db.set_value(
			"PRE Child", kept.name, {field: merged.get(field) for field in ENTRY}, update_modified=False
		)
