"""What the forms do for droit commun: an answer noted in one call, the next version of the criteria."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, getdate

# The fields an answer is noted in, by DocType: its day first.
ANSWERED = {
	"PRE Service Request": ("answered_on", "answer", "offered_from", "answer_note"),
	"PRE Referral": ("redirect_answered_on", "redirect_answer"),
}


@frappe.whitelist(methods=["POST"])
def note_answer(doctype: str, name: str, answers: dict | str) -> Document:
	"""R2: what an existing service answered, on a request or on a referral that was redirected there.

	Saved with the rights of whoever notes it; only the fields of an answer are taken from `answers`. Without a day it is
	noted today.
	"""
	if doctype not in ANSWERED:
		frappe.throw(_("{0} has no answer of a service.").format(_(doctype)))
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("write")
	told = frappe.parse_json(answers)
	day, *_others = ANSWERED[doctype]
	doc.update({day: None, **{field: told[field] for field in ANSWERED[doctype] if field in told}})
	return doc.save()


@frappe.whitelist(methods=["POST"])
def next_version(name: str, valid_from: str) -> str:
	"""R16: the criteria that follow these from a day on, the same to begin with; these end the day before at the latest.

	Returns the name of the new ones. Saved whole or not at all, with the rights of whoever writes them.
	"""
	source = frappe.get_doc("PRE Eligibility Criteria", name)
	source.check_permission("write")
	start = getdate(valid_from)
	if start <= getdate(source.valid_from):
		frappe.throw(_("The next version is in force later than this one."))
	following = frappe.copy_doc(source)
	end, day_before = source.valid_until and getdate(source.valid_until), getdate(add_days(start, -1))
	# An end that comes before goes with these criteria, and is never moved forward.
	following.update({"valid_from": start, "valid_until": end if end and end >= start else None})
	source.valid_until = min(end, day_before) if end else day_before
	source.save()
	return following.insert().name
