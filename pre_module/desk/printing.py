"""What the printed documents show: gathered here, so that a template reads no record by itself.

Who may print at all is asked here too.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname, getdate

from pre_module.controllers.school_year import current_school_year
from pre_module.desk import reviews
from pre_module.desk.curve import curve
from pre_module.doctype.pre_parcours import versions
from pre_module.doctype.pre_parcours.document import TEXTS
from pre_module.rules.dates import age_on
from pre_module.rules.goal_attainment import level_of


def check_may_print(doc: Document, method: str | None = None, settings: object = None) -> None:
	"""Only who has the right to print takes a document of ours away on paper, whatever the print format.

	Hooked to before_print of each: Frappe itself prints for whoever may read. Raises frappe.PermissionError.
	"""
	# Frappe's own flag: it is set while a mail that the site sends by itself prints its attachment.
	if not frappe.flags.ignore_print_permissions and not doc.has_permission("print"):
		raise frappe.PermissionError(_("You may not print this document."))


def parcours_document(doc: Document) -> frappe._dict:
	"""R8 « formalisé par un document »: what the family is given of a parcours, and nothing internal.

	Raises frappe.PermissionError for who may not read the child's file.
	"""
	child = frappe.get_doc("PRE Child", doc.child)
	child.check_permission("read")
	diagnostic = frappe.get_doc("PRE Diagnostic", doc.diagnostic) if doc.diagnostic else None
	domains = {row.need_domain for row in (*doc.objectives, *doc.actions)}
	found = reviews.of_parcours(doc.name) if doc.name else []
	return frappe._dict(
		version=doc.flags.version,
		given=versions.last_version(doc.name) if doc.name else None,
		today=getdate(),
		reviews=found,
		last=found[-1] if found else None,
		curve=curve([(r.review_date, r.t_score) for r in found if r.t_score]),
		scales={o.code: _scale(o, found) for o in doc.objectives},
		structure=_letterhead(doc.structure),
		child=child,
		age=age_on(getdate(child.birth_date), getdate()),
		school=_name_of("PRE School", child.school, "school_name"),
		school_year=current_school_year(),
		parents=[g for g in child.guardians if g.parental_authority == "Yes"],
		referent=get_fullname(doc.referent) if doc.referent else "",
		coordinator=get_fullname(doc.coordinator) if doc.coordinator else "",
		child_word=diagnostic.child_word if diagnostic else "",
		parents_word=diagnostic.parents_word if diagnostic else "",
		domains={d: _(d) for d in domains if d},
		# The days a family reads: a draft has none yet.
		is_draft=doc.status == "Draft",
	)


def review_document(doc: Document) -> frappe._dict:
	"""R12: what the family can take home of a review.

	Raises frappe.PermissionError for who may not read the child's file.
	"""
	child = frappe.get_doc("PRE Child", doc.child)
	child.check_permission("read")
	levels = {row.objective_code: level_of(row.level) for row in doc.levels}
	return frappe._dict(
		structure=_letterhead(doc.structure),
		child=child,
		levels=levels,
		lines={row.objective_code: _steps(row, None, levels[row.objective_code]) for row in doc.levels},
	)


def _scale(objective: Document, found: list) -> list[frappe._dict]:
	"""The five steps of an objective, the highest first, with where the child started and where it is.

	A sentence that was written anew, or is another objective's under the same number, was chosen by nobody.
	"""
	lines = [line for r in found for line in r.levels if line.objective_code == objective.code]
	last = next((line for line in reversed(lines) if line.level is not None), None)
	now = last.level if last and last.wording == (objective.get(TEXTS[last.level]) or "") else None
	return _steps(objective, level_of(objective.start_level), now)


def _steps(wording: Document, start: int | None, now: int | None) -> list[frappe._dict]:
	return [
		frappe._dict(level=level, text=wording.get(field) or "", is_start=level == start, is_now=level == now)
		for level, field in sorted(TEXTS.items(), reverse=True)
		if (wording.get(field) or "").strip()
	]


def contract_document(doc: Document) -> frappe._dict:
	"""R5 « définir un cadre pour le référent »: what the collective signs."""
	return frappe._dict(
		structure=_letterhead(doc.structure),
		coordinator=get_fullname(doc.coordinator) if doc.coordinator else "",
		referent=doc.referent_name or get_fullname(doc.referent),
	)


def _letterhead(structure: str) -> Document:
	# Name and public contact of the structure: for families, on every document.
	return frappe.get_cached_doc("PRE Structure", structure)


def _name_of(doctype: str, name: str | None, field: str) -> str:
	# The name of an institution, no personal data.
	return (frappe.db.get_value(doctype, name, field) if name else "") or ""
