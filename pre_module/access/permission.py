"""Whether a person may see or change one document: the hook of every form, save, print and file.

`conditions.py` says the same of lists, in SQL; a property test holds both equal.
"""

import frappe
from frappe.model.document import Document

from pre_module.access import guarded
from pre_module.access.conditions import DPO
from pre_module.access.decisions import DECISION, may_decide, own_decisions
from pre_module.access.meetings import is_member
from pre_module.access.protected import (
	CHILD,
	GUARDED,
	HOUSEHOLD,
	MEETING,
	REFERRAL,
	REGISTERS,
	SATELLITES,
	is_protected,
)
from pre_module.access.scope import Scope, scope_of
from pre_module.rules.access import ATTENDANCE, ENROLMENT, READING, sees

WITHOUT_NUMBER = ("PRE Situation", DECISION)  # nobody's request writes their child, and no form is told it
# Frappe 15 takes the first hook that answers; from 16 on every hook must say yes.
NO_OPINION = None if int(frappe.__version__.partition(".")[0]) < 16 else True


def has_permission(doc: Document, ptype: str = "read", user: str | None = None, debug: bool = False):
	"""Hook has_permission "*": False where nobody granted it, else no opinion (Frappe's roles decide the rest)."""
	user = user or frappe.session.user
	if user == "Administrator":
		return NO_OPINION
	if doc.doctype in SATELLITES:
		return NO_OPINION if may_see_satellite(doc, user) else False
	if not is_protected(doc.doctype):
		return NO_OPINION
	allowed = may_create(doc, user) if ptype == "create" else may_see(doc, ptype, user)
	return NO_OPINION if allowed else False


def may_see(doc: Document, ptype: str, user: str) -> bool:
	"""A document as it is stored, and as a request would have it: neither may be out of the person's sight."""
	if doc.doctype in REGISTERS and DPO in frappe.get_roles(user):
		return True
	scope = scope_of(user)
	if doc.doctype in GUARDED:
		return _sees_guarded(scope, doc, ptype)
	ptype = ptype if ptype in READING else "write"
	stored = _stored(doc) if doc.name else None
	versions = [stored, doc] if stored else [doc]
	if stored and doc.doctype in WITHOUT_NUMBER and not doc.get("child"):
		versions = [stored]  # a form that was never told the child's number sends none back
	return all(_sees(scope, version, ptype) for version in versions)


def may_create(doc: Document, user: str) -> bool:
	"""A new document: for a child in sight; a child's file where one coordinates, a referral where the charter is signed."""
	scope = scope_of(user)
	structure = doc.get("structure")
	if doc.doctype == CHILD:
		return structure in scope.coordinated
	if doc.doctype == REFERRAL:
		return structure in scope.charters.signed
	if doc.doctype == HOUSEHOLD:
		return bool(scope.charters.accepted)
	if doc.doctype == MEETING:
		return structure in scope.coordinated
	if doc.doctype in GUARDED:
		return _sees_guarded(scope, doc, "create")
	if doc.doctype in REGISTERS:
		return True  # their controllers refuse whatever the server did not write
	if doc.doctype == DECISION:
		return may_decide(doc.get("meeting"), scope)
	if doc.doctype == ATTENDANCE:
		return _sees_enrolment(scope, doc.get("enrolment"))
	child = doc.get("child")
	return bool(child) and _sees_child(scope, child, "write")


def may_change_child(doc: Document, user: str | None = None) -> bool:
	"""Whether a person's grants let him write in the file a document is of; yes for a document of no child's file."""
	child = doc.name if doc.doctype == CHILD else doc.get("child")
	user = user or frappe.session.user
	if user == "Administrator" or not is_protected(doc.doctype) or doc.doctype == REFERRAL or not child:
		return True
	scope = scope_of(user)
	return (
		_sees_guarded(scope, doc, "write") if doc.doctype in GUARDED else _sees_child(scope, child, "write")
	)


def may_see_satellite(doc: Document, user: str) -> bool:
	"""A comment, version, file... of a child's document: for who may read that document, whoever wrote it."""
	kind, name = (doc.get(field) for field in SATELLITES[doc.doctype])
	if not is_protected(kind):
		return True
	if not name or not frappe.db.exists(kind, name):
		return is_upload_of(doc, user)
	# Frappe notes why it refuses, with the name of the document: whoever asks for a file is told the file's only.
	notes = frappe.flags.pop("has_permission_check_logs", None)
	allowed = frappe.has_permission(kind, "read", name, user=user)
	if notes is not None:
		frappe.flags.has_permission_check_logs = notes
	return bool(allowed)


def is_upload_of(doc: Document, user: str) -> bool:
	"""A file that a person uploads in the form of a document before its first save: the Desk names it « new-... »."""
	return doc.doctype == "File" and str(doc.attached_to_name or "").startswith("new-") and doc.owner == user


def _sees(scope: Scope, doc, ptype: str) -> bool:
	if doc.doctype == HOUSEHOLD:
		return _sees_household(scope, doc, ptype)
	if doc.doctype == MEETING:
		return _sees_meeting(scope, doc)
	if doc.doctype in REGISTERS:
		return doc.structure in scope.coordinated
	if doc.doctype == DECISION and ptype in READING and doc.name in own_decisions(scope):
		return True
	if doc.doctype == REFERRAL:
		child, structure = doc.get("child") or "", doc.get("structure") or ""
	else:
		child = doc.name if doc.doctype == CHILD else doc.get("child") or ""
		# A stored document's own structure follows the child's (facts/moves.py); a request's says nothing.
		own = doc.doctype == CHILD or (isinstance(doc, dict) and "structure" in doc)
		structure = doc.get("structure") if own else _structure_of(child)
	return sees(
		scope.about(child, doc.name or ""),
		scope.charters,
		scope.at,
		doctype=doc.doctype,
		child=child,
		structure=structure or "",
		name=doc.name or "",
		enrolment=(doc.name if doc.doctype == ENROLMENT else doc.get("enrolment")) or "",
		ptype=ptype,
	)


def _sees_enrolment(scope: Scope, name: str | None) -> bool:
	"""Attendance is noted by who sees the enrolment, as it is stored: a request's own child says nothing."""
	# The fields that decide the permission itself.
	row = frappe.db.get_value(ENROLMENT, name, ["name", "child", "structure"], as_dict=True) if name else None
	return bool(row) and _sees(scope, frappe._dict(row, doctype=ENROLMENT), "write")


def _sees_child(scope: Scope, child: str, ptype: str = "read", doctype: str = CHILD) -> bool:
	return sees(
		scope.about(child),
		scope.charters,
		scope.at,
		doctype=doctype,
		child=child,
		structure=_structure_of(child) or "",
		ptype=ptype,
	)


def _sees_household(scope: Scope, doc, ptype: str) -> bool:
	if doc.get("structure") and doc.structure in scope.coordinated:
		return True
	# Only whose household it is: no name, to decide the permission itself.
	children = frappe.get_all("PRE Child", filters={"household": doc.name or ""}, pluck="name")
	if not children:
		return doc.owner == scope.user and bool(scope.charters.accepted)
	return any(_sees_child(scope, child, ptype) for child in children)


def _sees_meeting(scope: Scope, doc) -> bool:
	if doc.structure in scope.coordinated:
		return True
	return doc.structure in scope.charters.accepted and is_member(doc.name, scope.user)


def _sees_guarded(scope: Scope, doc, ptype: str) -> bool:
	return guarded.may_see_guarded(
		doc,
		scope.user,
		scope.at,
		coordinated=scope.coordinated,
		accepted=scope.charters.signed,  # R10: who belongs to a partner, once it signed too
		# Who only reads a file, in emergency, writes nothing new in it.
		sees_child=lambda child: (
			_sees_child(scope, child, "write")
			if ptype == "create"
			else _sees_child(scope, child, doctype=doc.doctype)
		),
		ptype=ptype,
	)


def _stored(doc: Document):
	"""What the base says of the fields that decide; what a request says of them opens nothing."""
	wanted = ("child", "structure", "enrolment", "owner")
	fields = [f for f in wanted if f == "owner" or doc.meta.has_field(f)]
	# The fields that decide the permission itself.
	row = frappe.db.get_value(doc.doctype, doc.name, fields, as_dict=True)
	if row is None:
		return None
	return frappe._dict(row, doctype=doc.doctype, name=doc.name)


def _structure_of(child: str) -> str | None:
	# The field that decides the permission itself.
	return frappe.db.get_value(CHILD, child, "structure") if child else None
