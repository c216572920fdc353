"""Who keeps the catalogue of actions and their sessions. Neither names a child; reading goes by the roles alone.

Writing an action: the coordonnateur of its structure. A session: he, a référent of the structure, and the people of
the partner that leads it, each under the charter (R10).
"""

import frappe
from frappe.model.document import Document

from pre_module.access.charter import partners_of
from pre_module.access.permission import NO_OPINION
from pre_module.access.scope import Scope, scope_of
from pre_module.rules.access import READING, REFERENT

ACTION, SESSION = "PRE Action", "PRE Action Session"
LOOKING = (*READING, "print", "report", "export", "email")


def has_permission(doc: Document, ptype: str = "read", user: str | None = None, **_asked):
	"""Hook has_permission of PRE Action and PRE Action Session."""
	user = user or frappe.session.user
	if user == "Administrator" or ptype in LOOKING:
		return NO_OPINION
	versions = [_facts(doc), _stored(doc)] if doc.name and not doc.is_new() else [_facts(doc)]
	if doc.is_new() and not versions[0].structure:
		return NO_OPINION  # an empty form
	scope = scope_of(user)
	allowed = all(_may_write(scope, doc.doctype, v) for v in versions if v)
	return NO_OPINION if allowed else False


def leads(user: str, structure: str | None, provider: str | None) -> bool:
	"""Whether a person belongs to the partner that leads an action, and is past the charter of its structure."""
	if not provider or partners_of(user).get(provider) is not False:
		return False
	return structure in scope_of(user).charters.signed


def works_in(scope: Scope, structure: str | None) -> bool:
	"""Whether a person coordinates a structure, or is référent of a child of it."""
	return structure in scope.coordinated or structure in scope.open_by(REFERENT)


def _may_write(scope: Scope, doctype: str, facts) -> bool:
	if doctype == ACTION:
		return facts.structure in scope.coordinated
	return works_in(scope, facts.structure) or leads(scope.user, facts.structure, facts.provider)


def _facts(doc: Document):
	"""What decides, of a session not saved yet by the action it names: what a request says of it opens nothing."""
	if doc.doctype == SESSION:
		# The fields that decide the permission itself; of no child.
		found = doc.action and frappe.db.get_value(
			ACTION, doc.action, ["structure", "provider"], as_dict=True
		)
		return found or frappe._dict()
	return frappe._dict(structure=doc.get("structure"))


def _stored(doc: Document):
	# The fields that decide the permission itself; of no child.
	fields = ["structure"] if doc.doctype == ACTION else ["structure", "provider"]
	return frappe.db.get_value(doc.doctype, doc.name, fields, as_dict=True)
