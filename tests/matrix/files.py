"""The files of the children: documents by the factories, so under the rules; the rest from the metadata."""

from dataclasses import dataclass, field

import frappe
from frappe.model.base_document import BaseDocument

from tests.factories import (
	day,
	guardian,
	insert,
	make_active_parcours,
	make_child,
	make_contract,
	make_referral,
	need_domain,
	years_old,
)
from tests.matrix.marks import Mark, Marks
from tests.matrix.rows import fill_texts, make_row, token_for
from tests.matrix.satellites import satellites

# Kept apart from the child's file, or the registers that say who opened it.
REGISTERS = ("PRE Child Access", "PRE Access Trace", "PRE Emergency Access")
AGREED, NOT_AGREED = (
	"Schooling",
	"Physical Health",
)  # domains that the family shares with a partner, and keeps
TAG = "Suivi"


@dataclass
class ChildFile:
	"""Everything the base holds of one child.

	letter: of its tokens. word: by which a search finds it, itself no token. documents: names by DocType.
	"""

	letter: str
	name: str
	structure: str
	word: str = ""
	documents: dict[str, list[str]] = field(default_factory=dict)

	def has(self, doctype: str, name: str) -> None:
		known = self.documents.setdefault(doctype, [])
		if name not in known:
			known.append(name)


def open_file(
	marks: Marks, letter: str, structure: str, referent: str, *, until: str | None = None
) -> ChildFile:
	"""A child's whole file in a structure, accompanied by a référent; until: his last day in charge."""

	def said(doctype: str, where: str) -> str:
		return token_for(marks, letter, doctype, "", f"{doctype}.{where}")

	child = make_child(
		structure,
		first_name=said("PRE Child", "first_name"),
		last_name=said("PRE Child", "last_name"),
		birth_date=years_old(9, 40 + ord(letter)),
		guardians=[guardian(said("PRE Child", "guardian first"), said("PRE Child", "guardian last"))],
		household=insert("PRE Household", address=said("PRE Household", "address"), city="Exempleville").name,
	)
	for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
		born = frappe.utils.getdate(child.birth_date)
		marks.put(born.strftime(form), Mark(letter, "PRE Child", child.name, "birth_date"))
	file = ChildFile(letter, child.name, structure, marks.token(letter))
	contract = _contract(structure, referent)
	parcours = make_active_parcours(child, contract=contract)
	if until:
		_hand_over(parcours, structure)
	make_referral(
		child,
		child_first_name=child.first_name,
		child_last_name=child.last_name,
		guardian_name=said("PRE Referral", "guardian_name"),
	)
	return file


def _contract(structure: str, referent: str):
	found = frappe.db.get_value("PRE Referent Contract", {"structure": structure, "referent": referent})
	return frappe.get_doc("PRE Referent Contract", found) if found else make_contract(structure, referent)


def repeat_lines_in(domain: str, file: ChildFile) -> None:
	"""Every line of the file that stands in a need domain, a second time in this one: what an agreement may leave out."""
	for table in frappe.get_all(
		"DocField", {"fieldname": "need_domain", "parenttype": "DocType"}, pluck="parent"
	):
		if not frappe.get_meta(table).istable or table == "PRE Consent Partner":
			continue
		for line in frappe.get_all(table, {"need_domain": AGREED}, pluck="name"):
			doc = frappe.get_doc(table, line)
			if frappe.db.get_value(doc.parenttype, doc.parent, "child") == file.name:
				again = frappe.copy_doc(doc, ignore_no_copy=False)
				again.update({"name": frappe.generate_hash(length=10), "need_domain": need_domain(domain)})
				again.update(
					{f: doc.get(f) for f in ("parent", "parenttype", "parentfield", "owner", "creation")}
				)
				BaseDocument.db_insert(again)


def _hand_over(parcours, structure: str) -> None:
	"""Another référent has been in charge since today: written past the rules, which refuse to rewrite a past."""
	other = make_contract(structure)
	row = parcours.referents[0]
	frappe.db.set_value("PRE Parcours Referent", row.name, {"from_date": day(-30), "to_date": day(-1)})
	parcours.reload()
	parcours.append("referents", {"referent": other.referent, "contract": other.name, "from_date": day()})
	parcours.save()


def complete(marks: Marks, file: ChildFile) -> None:
	"""Give the file what it lacks: a row of every DocType about a child, tokens in every text, satellites."""
	file.has("PRE Child", file.name)
	household = frappe.db.get_value("PRE Child", file.name, "household")
	if household:
		file.has("PRE Household", household)
	for doctype in about_a_child():
		for name in frappe.get_all(doctype, {"child": file.name}, pluck="name"):
			file.has(doctype, name)
		if doctype not in file.documents and doctype not in REGISTERS:
			values = {"child": file.name, "structure": file.structure}
			row = make_row(
				doctype, **{k: v for k, v in values.items() if frappe.get_meta(doctype).has_field(k)}
			)
			file.has(doctype, row.name)
	for doctype, names in file.documents.items():
		for name in names:
			if doctype in REGISTERS:
				marks.put(name, Mark(file.letter, doctype, name, "name"))
			else:
				fill_texts(marks, file.letter, frappe.get_doc(doctype, name))
		if doctype not in REGISTERS:
			add_satellites(marks, file, doctype, names[0])
			_copy(marks, file, doctype, names[0])


def about_a_child() -> list[str]:
	"""Every DocType of the app with a field `child`, read from the metadata."""
	ours = {"module": "PRE Module", "issingle": 0, "istable": 0}
	names = frappe.get_all("DocType", ours, pluck="name", order_by="name")
	return [name for name in names if frappe.get_meta(name).has_field("child")]


def add_satellites(
	marks: Marks, file: ChildFile, doctype: str, name: str, owner: str = "Administrator"
) -> None:
	"""One row of each satellite about a document of the file, and a private file that can be downloaded."""
	for satellite, kind, named in satellites():
		if satellite == "File":
			row = _attach(marks, file, doctype, name, owner)
		else:
			row = make_row(satellite, **{kind: doctype, named: name}, owner=owner, **_of(satellite, owner))
		if satellite == "ToDo":
			_index(marks, file, "ToDo", row.name, (doctype, name))
		fill_texts(marks, file.letter, row, (doctype, name))
	_version(marks, file, doctype, name)


def _of(satellite: str, owner: str) -> dict:
	"""What makes a row of Frappe visible where it would be."""
	return {
		"Comment": {"comment_type": "Comment", "comment_email": owner},
		"Communication": {"communication_type": "Communication", "sender": owner, "status": "Linked"},
		"ToDo": {"allocated_to": owner, "assigned_by": owner, "status": "Open"},
		"Notification Log": {"for_user": owner, "from_user": "Administrator", "type": "Alert"},
		"Document Follow": {"user": owner},
		"View Log": {"viewed_by": owner},
		"Workflow Action": {"user": owner, "status": "Open"},
		"Energy Point Log": {"user": owner},
		"Reminder": {"user": owner},
		"Activity Log": {"user": owner, "status": "Success"},
		"Tag Link": {"tag": TAG},
	}.get(satellite, {})


def _attach(marks: Marks, file: ChildFile, doctype: str, name: str, owner: str):
	title = token_for(marks, file.letter, doctype, name, "File.file_name")
	content = token_for(marks, file.letter, doctype, name, "content of a File")
	row = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{title}.txt",
			"content": f"{content}\n",
			"attached_to_doctype": doctype,
			"attached_to_name": name,
			"is_private": 1,
		}
	).insert(ignore_permissions=True)  # the file is there; whose it is, is what is tried
	frappe.db.set_value("File", row.name, "owner", owner, update_modified=False)
	return row


def _version(marks: Marks, file: ChildFile, doctype: str, name: str) -> None:
	before = token_for(marks, file.letter, doctype, name, "Version.data")
	data = {"changed": [["status", before, "Active"]], "added": [], "removed": [], "row_changed": []}
	row = frappe.db.get_value("Version", {"ref_doctype": doctype, "docname": name}, order_by="creation desc")
	frappe.db.set_value("Version", row, "data", frappe.as_json(data))


def _copy(marks: Marks, file: ChildFile, doctype: str, name: str) -> None:
	"""What Frappe copies into columns of the document and into the index of its search."""
	comment = token_for(marks, file.letter, doctype, name, "_comments")
	copies = {
		"_user_tags": f",{TAG}",
		"_comments": frappe.as_json([{"comment": comment, "by": "x", "name": "x"}]),
	}
	frappe.db.set_value(doctype, name, copies, update_modified=False)
	_index(marks, file, doctype, name, (doctype, name))


def _index(marks: Marks, file: ChildFile, doctype: str, name: str, owner: tuple[str, str]) -> None:
	"""A line in Frappe's search: found by the word of the child, it shows a title."""
	title = token_for(marks, file.letter, *owner, f"title of {doctype} in the global search")
	found = {
		"doctype": doctype,
		"name": name,
		"title": title,
		"content": file.word,
		"route": "",
		"published": 1,
	}
	index = frappe.qb.Table("__global_search")
	frappe.qb.from_(index).delete().where((index.doctype == doctype) & (index.name == name)).run()
	frappe.qb.into(index).columns(*found).insert(*found.values()).run()
