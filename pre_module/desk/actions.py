"""What a form does in one call: saved whole or not at all, with the rights of whoever asks.

modified: the document's as the form shows it; when someone saved it since, Frappe's own conflict message.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate

from pre_module.desk.workflow import questions
from pre_module.doctype.pre_parcours.in_charge import charges
from pre_module.rules.referent import charge_on


@frappe.whitelist()
def apply(doctype: str, name: str, modified: str, action: str, answers: dict | str | None = None) -> Document:
	"""Apply a workflow action with what it asks first ("Redirect": to whom, why).

	Only the fields the action asks for are taken from `answers`.
	"""
	doc = _shown(doctype, name, modified)
	answers = frappe.parse_json(answers) or {}
	doc.update({f["fieldname"]: answers.get(f["fieldname"]) for f in questions(doc).get(action, [])})
	doc.save()
	return apply_workflow(doc, action)


@frappe.whitelist()
def withdraw_consent(name: str, modified: str, withdrawn_on: str, withdrawal_reason: str) -> Document:
	"""R3: note that a parent takes the agreement back; what rests on it is suspended at once."""
	doc = _shown("PRE Consent", name, modified)
	doc.update({"withdrawn_on": withdrawn_on, "withdrawal_reason": withdrawal_reason})
	return doc.save()


@frappe.whitelist()
def assign_referent(name: str, modified: str, contract: str, from_date: str) -> Document:
	"""R5: put a référent in charge of a parcours from a day on; the one before ends the day before."""
	doc = _shown("PRE Parcours", name, modified)
	source = frappe.get_doc("PRE Referent Contract", contract)
	source.check_permission("read")
	start = getdate(from_date)
	before = charge_on(charges(doc), start)
	for row in doc.referents:
		if before and row.contract == before.contract and getdate(row.from_date) == before.period.start:
			if before.period.start >= start:
				frappe.throw(_("A référent is in charge from that very day already."))
			row.to_date = add_days(start, -1)
	doc.append("referents", {"referent": source.referent, "contract": source.name, "from_date": start})
	return doc.save()


@frappe.whitelist()
def note_signatures(name: str, modified: str, signed_on: str, rows: list | str) -> Document:
	"""R5: note that these signatories of a référent's contract have signed that day."""
	doc = _shown("PRE Referent Contract", name, modified)
	chosen = frappe.parse_json(rows)
	for row in doc.signatories:
		if row.name in chosen and not row.signed_on:
			row.signed_on = signed_on
	return doc.save()


def _shown(doctype: str, name: str, modified: str) -> Document:
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("write")
	doc.modified = modified
	return doc
