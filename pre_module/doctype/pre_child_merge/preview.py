"""What a merge would do, shown before: documents that move, values that differ, what stands in the way."""

import json
from collections.abc import Iterator
from hashlib import sha256

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.model.document import Document

from pre_module.access.scope import scope_of
from pre_module.controllers.refusals import sentence
from pre_module.doctype.pre_child_merge import facts
from pre_module.doctype.pre_child_merge.effects import crosses_structures, effects
from pre_module.rules.merge import KEPT, value_after

# Worked out by the file itself, or by the merge (`people.py`): nobody chooses them.
NOT_CHOSEN = (
	"naming_series",
	"full_name",
	"name_key",
	"main_name_key",
	"structure",
	"structure_since",
	"status",
	"school",
	"class_level",
	"entry_date",
	"territory_at_entry",
	"school_at_entry",
	"network_at_entry",
)
SCHOOLING = "schooling:"  # a line of the choices about one school year


@frappe.whitelist()
def preview(child: str, merged_child: str) -> dict:
	"""What merging a file into another would do: for the coordonnateur of both.

	Returns {"titles", "documents": [(DocType's label, how many)], "choices", "effects", "refusals", "digest"}. Raises
	frappe.PermissionError, the same for a file of others and for none.
	"""
	kept, merged = files(child, merged_child)
	found = facts.all_documents(merged.name)
	return {
		"titles": [_title(kept), _title(merged)],
		"documents": sorted((_(table), len(names)) for table, names in found.items()),
		"choices": choices(kept, merged),
		"effects": effects(kept, merged),
		"refusals": [sentence(refusal) for refusal in facts.refusals(kept, merged)],
		"digest": digest(kept, merged),
	}


def files(child: str, merged_child: str, *, lock: bool = False) -> tuple[Document, Document]:
	"""Both files, for the coordonnateur of both. lock: for the merge itself, in one order whoever merges what."""
	# Locked reads see what another merge has just committed; this request's other reads may be older.
	there = {
		name: frappe.db.get_value("PRE Child", name, "name", for_update=lock)
		for name in sorted({child, merged_child})
	}
	into = frappe.db.get_value("PRE Child Merge", {"merged_child": merged_child}, "child", for_update=lock)
	if not there[merged_child] and into and _coordinates(into):
		frappe.throw(_("The file {0} was merged already, into {1}.").format(merged_child, into))
	if not (all(there.values()) and _coordinates(child) and _coordinates(merged_child)):
		frappe.throw(
			_("Give the numbers of two files of structures that you coordinate."), frappe.PermissionError
		)
	return frappe.get_doc("PRE Child", child), frappe.get_doc("PRE Child", merged_child)


def _coordinates(child: str) -> bool:
	# The field that decides the permission.
	structure = frappe.db.get_value("PRE Child", child, "structure")
	if not structure:
		return False
	if frappe.session.user == "Administrator":
		return True
	return "PRE Coordinator" in frappe.get_roles() and structure in scope_of().coordinated


def _fields(kept: Document, merged: Document) -> Iterator:
	"""The fields of which the file kept may take the other's value; no contract of another structure (R5)."""
	stays = ("contract",) if crosses_structures(kept, merged) else ()
	for df in kept.meta.fields:
		if df.fieldtype not in (*no_value_fields, *table_fields) and df.fieldname not in (
			*NOT_CHOSEN,
			*stays,
		):
			yield df


def choices(kept: Document, merged: Document) -> list[dict[str, str]]:
	"""A line for each value that both files have and that is not the same."""
	lines = []
	for df in _fields(kept, merged):
		one, other = (_shown(doc, df) for doc in (kept, merged))
		if one and other and one != other:
			lines.append(_line(df.fieldname, _(df.label), one, other))
	years = {row.school_year: row for row in kept.schooling}
	for row in merged.schooling:
		mine = years.get(row.school_year)
		if mine and (mine.school, mine.class_level) != (row.school, row.class_level):
			label = _("Schooling {0}").format(row.school_year)
			lines.append(_line(SCHOOLING + row.school_year, label, _schooled(mine), _schooled(row)))
	return lines


def digest(kept: Document, merged: Document) -> str:
	"""What was shown, in short: it changes with anything that the merge would do."""
	found = {table: names for table, names in facts.all_documents(merged.name).items()}
	ended = effects(kept, merged)
	shown = [str(kept.modified), str(merged.modified), found, choices(kept, merged), ended]
	return sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def chosen(doc: Document, fieldname: str) -> str:
	"""What the record says of a value that differs: the file kept where nobody chose."""
	return next((row.choice for row in doc.choices if row.fieldname == fieldname), KEPT)


def values_after(doc: Document, kept: Document, merged: Document) -> dict[str, object]:
	"""The values that the file kept takes from the other."""
	after = {}
	for df in _fields(kept, merged):
		value = value_after(kept.get(df.fieldname), merged.get(df.fieldname), chosen(doc, df.fieldname))
		if value != kept.get(df.fieldname):
			after[df.fieldname] = value
	return after


def _line(fieldname: str, label: str, kept: str, merged: str) -> dict[str, str]:
	return {
		"fieldname": fieldname,
		"label": label,
		"kept_value": kept,
		"merged_value": merged,
		"choice": KEPT,
	}


def _shown(doc: Document, df) -> str:
	value = doc.get(df.fieldname)
	if value in (None, "", 0):
		return ""
	if df.fieldtype == "Select":
		return _(value)
	return doc.get_formatted(df.fieldname) if df.fieldtype in ("Date", "Datetime") else str(value)


def _schooled(row) -> str:
	# A school's name is public.
	school = frappe.db.get_value("PRE School", row.school, "school_name") or row.school
	return f"{school}, {_(row.class_level)}" if row.class_level else school


def _title(doc: Document) -> str:
	return f"{doc.full_name}, {doc.get_formatted('birth_date')} ({doc.name})"
