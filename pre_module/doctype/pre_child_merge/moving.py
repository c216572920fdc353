"""The merge itself: every link of one file goes to the other, in the transaction of the record that says so.

Frappe's own « rename and merge » is not used: it would write the new number into the registers, mix the past of both
files, delete the situation with what hangs on it, and refuse nothing.

Past permissions: whoever coordinates both files may merge them (`preview.files`), with all that hangs on them.
"""

import frappe
from frappe import _
from frappe.model.delete_doc import check_if_doc_is_dynamically_linked, check_if_doc_is_linked
from frappe.model.document import Document

from pre_module.access.facts import merges
from pre_module.access.protected import CHILD, REFERRAL
from pre_module.access.traces.writing import Seen, write
from pre_module.controllers import enrolments
from pre_module.controllers.agreements import suspend_what_fell
from pre_module.controllers.follow_up import refresh_follow_up
from pre_module.doctype.pre_child_merge import effects, facts, people
from pre_module.doctype.pre_child_merge.preview import values_after
from pre_module.rules.traces import CHANGED


def merge(doc: Document, kept: Document, merged: Document) -> None:
	"""Make one file of two; all of it or, when anything refuses, nothing."""
	moved = facts.all_documents(merged.name)
	live = merges.before(merged)
	if effects.crosses_structures(kept, merged):
		enrolments.leave_structure(merged.name)
	people.move_lines(kept, merged)
	_move_links(kept, merged)
	_save(doc, kept.name, merged)
	_remove(merged)
	# R3: an answer that stood in one file alone counts for all that the file kept holds now.
	suspend_what_fell(kept.name)
	enrolments.end_what_fell(kept.name)
	refresh_follow_up(kept.name)
	merges.after(kept.name, live, moved.get(REFERRAL, []))
	# In the traces of each document, the guarded ones in their own.
	write([Seen(CHANGED, table, tuple(names)) for table, names in moved.items()])
	frappe.get_doc(CHILD, kept.name).add_comment(
		"Info", _("The file {0} was merged into this one: {1}.").format(merged.name, doc.name)
	)


def _move_links(kept: Document, merged: Document) -> None:
	old, new = (frappe.db.get_value(facts.SITUATION, {"child": child.name}) for child in (merged, kept))
	if old and new:
		people.fold_agendas(old, new)
	try:
		_point(CHILD, merged.name, kept.name, kept.structure)
		if old and new:
			_point(facts.SITUATION, old, new, None)
	except Exception as error:
		if frappe.db.is_unique_key_violation(error) or frappe.db.is_duplicate_entry(error):
			frappe.throw(_("Both files have a document of which a child has one only: nothing was merged."))
		raise
	tags = {
		tag
		for child in (kept, merged)
		for tag in (frappe.db.get_value(CHILD, child.name, "_user_tags") or "").split(",")
		if tag
	}
	frappe.db.set_value(
		CHILD, kept.name, "_user_tags", ",".join(["", *sorted(tags)]) if tags else None, update_modified=False
	)


def _point(doctype: str, old: str, new: str, structure: str | None) -> None:
	"""`modified` stays, or it would break another person's edit; a referral stays in the structure that received it."""
	for table, besides, field in facts.links_to(doctype):
		values = {field: new}
		if (
			structure
			and table != REFERRAL
			and field == "child"
			and frappe.get_meta(table).has_field("structure")
		):
			values["structure"] = structure
		frappe.db.set_value(table, {**besides, field: old}, values, update_modified=False)
	frappe.clear_document_cache(doctype, old)


def _save(doc: Document, kept: str, merged: Document) -> None:
	"""The file kept, with what was chosen, through its own controller."""
	file = frappe.get_doc(CHILD, kept)  # with the lines that were moved
	people.fill(doc, file, merged)
	file.update(values_after(doc, file, merged))
	file.save(ignore_permissions=True)  # the coordonnateur of both files decided it
	people.keep_first_entry(file, merged)


def _remove(merged: Document) -> None:
	"""The file merged away, its situation and its lines; what still points at it stops everything."""
	file = frappe.get_doc(CHILD, merged.name)
	check_if_doc_is_linked(file)
	check_if_doc_is_dynamically_linked(file)
	file.run_method("on_trash")
	for df in file.meta.get_table_fields():
		frappe.db.delete(df.options, {"parenttype": CHILD, "parent": file.name})
	frappe.db.delete(CHILD, {"name": file.name})
	file.run_method("after_delete")
	frappe.clear_document_cache(CHILD, file.name)
