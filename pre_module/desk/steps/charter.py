"""A structure's charter: written, published, signed by its partners, accepted by its people."""

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from pre_module.access.charter import published_versions
from pre_module.desk.charter import PARTS, signatories
from pre_module.desk.step import Step, ask
from pre_module.rules.charter import closes_on, in_force


def step(doc) -> Step:
	"""The next step of a version of the charter."""
	if doc.status == "Draft":
		return _draft(doc)
	versions, today = published_versions([doc.structure])[doc.structure], getdate()
	mine = next(v for v in versions if v.name == doc.name)
	closed, current = closes_on(mine, versions), in_force(versions, today)
	if closed and closed <= today:
		return Step(_("Replaced: since {0} it no longer opens anything.").format(formatdate(closed)), "gray")
	button = ask(_("Note a Signature"), "note_signature") if _may_write(doc) else None
	signed = len(signatories(doc.name))
	if current is None or current.number < mine.number:
		said = _("Published, in force from {0}. Partners that have signed: {1}.")
		return Step(said.format(formatdate(doc.in_force_from), signed), "blue", button=button)
	if current.name == doc.name:
		said = _("In force since {0}. Partners that have signed: {1}.")
		return Step(said.format(formatdate(doc.in_force_from), signed), "green", button=button)
	return Step(
		_("A newer version is in force; until {0} this one still opens what it opened.").format(
			formatdate(closed)
		),
		"orange",
	)


def _draft(doc) -> Step:
	missing = [_(doc.meta.get_field(f).label) for f in (*PARTS, "in_force_from") if not doc.get(f)]
	if missing:
		return Step(_("Missing before the charter can be published:"), "orange", missing)
	button = ask(_("Publish the Charter"), "publish") if _may_write(doc) else None
	return Step(
		_("The charter is complete. Next: publish it; then nothing of it changes."), "green", button=button
	)


def _may_write(doc) -> bool:
	"""Asked without Frappe's message to who may only read."""
	return frappe.has_permission(doc.doctype, "write", doc)
