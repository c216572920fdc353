"""The lines « needs » of a diagnostic and the requests to services made for them, kept in step (R2).

A line says what its requests say together; the first request may be typed in the line itself. The lines' own values
are written past permissions, whoever notes an answer: they only repeat the requests.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.controllers.agreements import check_child_agreements
from pre_module.controllers.droit_commun import (
	DIAGNOSTIC,
	REQUEST,
	ROW,
	as_request,
	delay,
	requests_by_row,
	typed,
)
from pre_module.controllers.refusals import refuse
from pre_module.rules import droit_commun as rule
from pre_module.rules.consent import STAGES_FOR_DIAGNOSTIC
from pre_module.rules.identity import normalised

MIRRORED = ("service", "asked_on", "answer", "answered_on", "standing", "requests")


def check_lines(diagnostic: Document) -> None:
	"""Before a save: lines repeat their requests, whatever a request says; what is typed anew makes sense."""
	asked = {} if diagnostic.is_new() else requests_by_row({"diagnostic": diagnostic.name})
	before = diagnostic.get_doc_before_save()
	if asked and before.child != diagnostic.child:
		frappe.throw(_("A diagnostic for which services were asked stays with its child."))
	_check_kept(diagnostic, asked)
	_check_agreed(diagnostic, asked)
	for row in diagnostic.needs:
		requests = asked.get(row.name) or ()
		if not requests:
			_complete(row, diagnostic)
			requests = typed(row, diagnostic.diagnostic_date)
			for request in requests:
				refuse(rule.check_request(request, getdate()))
			row.requests = 0
			row.standing = rule.standing(rule.Need(row.need_domain, requests), getdate(), delay())
		else:
			row.update(mirror(row.need_domain, requests))


def follow_lines(diagnostic: Document) -> None:
	"""After a save: each service typed in a line becomes a request, and requests follow their lines."""
	rows = {row.name: row for row in diagnostic.needs}
	fields = ["name", "need_row", "need_domain", "need"]
	for r in frappe.get_all(REQUEST, {"diagnostic": diagnostic.name}, fields):
		row = rows.get(r.need_row) or _same_need(r, diagnostic.needs)
		if not row:
			continue
		values = {"need_row": row.name, "need_domain": row.need_domain, "need": row.need}
		if any(values[f] != r[f] for f in values):
			frappe.db.set_value(REQUEST, r.name, values, update_modified=False)
	asked = requests_by_row({"diagnostic": diagnostic.name})
	for row in diagnostic.needs:
		if row.service and row.name not in asked:
			asked[row.name] = (as_request(_make_request(diagnostic, row)),)
		if row.name not in asked:
			continue
		values = mirror(row.need_domain, asked[row.name])
		if any(not _is_same(values[f], row.get(f)) for f in MIRRORED):
			frappe.db.set_value(ROW, row.name, values, update_modified=False)
			row.update(values)


def refresh(need_row: str | None) -> None:
	"""Write in a line what its requests say together."""
	if not need_row:
		return
	# Locked, so that two answers noted at the same moment both count.
	domain = frappe.db.get_value(ROW, need_row, "need_domain", for_update=True)
	requests = requests_by_row({"need_row": need_row}).get(need_row)
	if domain and requests:
		frappe.db.set_value(ROW, need_row, mirror(domain, requests), update_modified=False)


def mirror(domain: str, requests: tuple[rule.Request, ...]) -> dict:
	"""What a line says of its requests: the services asked, the answer as it stands, where the need stands."""
	need = rule.Need(domain, requests)
	answer = rule.outcome(need)
	days = [r.answered_on for r in requests if r.answer == answer and r.answered_on]
	services = list(dict.fromkeys(r.service for r in requests))
	return {
		"service": _joined(services),
		"asked_on": min(r.asked_on for r in requests),
		"answer": answer,
		"answered_on": max(days, default=None),
		"standing": rule.standing(need, getdate(), delay()),
		"requests": len(requests),
	}


def find_line(request: Document) -> frappe._dict | None:
	"""The line that a request is about (name, parent, need_domain, need): named by it, or the one that fits.

	None when the need is a new one. Raises ValidationError when it can't be told.
	"""
	if request.need_row:
		row = _line({"name": request.need_row})
		if not row or frappe.db.get_value(DIAGNOSTIC, row[0].parent, "child") != request.child:
			frappe.throw(_("This need is not one of this child."))
		return row[0]
	fitting = _line({"parent": request.diagnostic, "need_domain": request.need_domain})
	if request.need:
		return next((r for r in fitting if normalised(r.need) == normalised(request.need)), None)
	if len(fitting) > 1:
		frappe.throw(_("The diagnostic names several needs in this domain: write in « Need » which one."))
	if not fitting:
		frappe.throw(_("The diagnostic names no need in this domain yet: write in « Need » what it is."))
	return fitting[0]


def add_line(request: Document) -> str:
	"""A need that came up since the diagnostic was written joins it, whatever its state; the timeline says so."""
	diagnostic = frappe.get_doc(DIAGNOSTIC, request.diagnostic)
	row = diagnostic.append("needs", {"need_domain": request.need_domain, "need": request.need})
	row.db_insert()
	diagnostic.add_comment("Info", _("A need was added with a request to a service."))
	return row.name


def _line(filters: dict) -> list:
	# Lines of the diagnostics of one child, to link a request that the person may write.
	fields = ["name", "parent", "need_domain", "need"]
	return frappe.get_all(ROW, {**filters, "parenttype": DIAGNOSTIC}, fields, order_by="idx")


def _complete(row, diagnostic: Document) -> None:
	"""A service typed in a line is asked on the day of the diagnostic at the latest, and its answer is awaited."""
	if not row.service:
		if row.answer:
			frappe.throw(_("Row {0}: say which existing service was asked.").format(row.idx))
		row.asked_on = row.answered_on = None
		return
	row.answer = row.answer or rule.AWAITED
	row.asked_on = row.asked_on or diagnostic.diagnostic_date
	if row.answer != rule.AWAITED and not row.answered_on:
		row.answered_on = max(getdate(row.asked_on), getdate(diagnostic.diagnostic_date))


def _check_agreed(diagnostic: Document, asked: dict) -> None:
	"""R3: a service newly typed in a line is asked, which needs the parents' agreement as at any other door."""
	if diagnostic.is_new():
		return  # the whole diagnostic rests on it
	taken = [_same_need(before, diagnostic.needs) for before in _gone(diagnostic, asked)]
	if any(row.service and row.name not in asked and row not in taken for row in diagnostic.needs):
		refuse(check_child_agreements(diagnostic.child, STAGES_FOR_DIAGNOSTIC, getdate()))


def _gone(diagnostic: Document, asked: dict) -> list:
	"""The lines that stood there before, for which services were asked, and that are not there any more."""
	there = {row.name: row for row in diagnostic.get_doc_before_save().needs} if asked else {}
	names = set(asked) - {row.name for row in diagnostic.needs}
	return [there[name] for name in sorted(names & set(there))]


def _check_kept(diagnostic: Document, asked: dict) -> None:
	"""A need for which services were asked stays in its diagnostic; a line written anew takes its requests along."""
	for before in _gone(diagnostic, asked):
		if not _same_need(before, diagnostic.needs):
			frappe.throw(
				_("The need « {0} » stays: existing services were asked for it.").format(
					frappe.utils.escape_html(before.need or "")
				)
			)


def _same_need(one, rows):
	same = [r for r in rows if r.need_domain == one.need_domain]
	text = normalised(one.need or "")
	return next((r for r in same if normalised(r.need or "") == text), None)


def _is_same(one, other) -> bool:
	return str(one or "") == str(other or "")


def _make_request(diagnostic: Document, row) -> Document:
	doc = frappe.new_doc(REQUEST)
	doc.update(
		{f: row.get(f) for f in ("need_domain", "need", "service", "asked_on", "answer", "answered_on")}
	)
	doc.update({"child": diagnostic.child, "diagnostic": diagnostic.name, "need_row": row.name})
	doc.asked_by = diagnostic.author or frappe.session.user
	doc.flags.from_line = True
	# The line was written by somebody who may write the diagnostic; it says the same.
	return doc.insert(ignore_permissions=True)


def _joined(services: list[str]) -> str:
	"""The services in one text of 140 characters at most, what its column holds."""
	text = ", ".join(services)
	return text if len(text) <= 140 else text[:139] + "…"
