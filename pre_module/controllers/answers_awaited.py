"""What a new day changes in the answers of existing services: days waited, needs that become a gap, reminders.

Daily, for nobody, so past permissions: only values derived from dates are written, nothing is returned. Harmless when it runs late or twice, for the rules read
the dates themselves.
"""

import frappe
from frappe.utils import add_days, getdate

from pre_module.controllers import needs
from pre_module.controllers.droit_commun import (
	DIAGNOSTIC,
	FIELDS,
	REQUEST,
	ROW,
	as_request,
	delay,
	follower_of,
)
from pre_module.rules import droit_commun as rule

BATCH = 500
# What the alerts of the baseline wait for.
REMIND, REMIND_REDIRECTION = "remind_of_answer", "remind_of_redirection"


def follow_dates() -> None:
	"""Hook scheduler, daily."""
	refresh()
	_remind(REQUEST, {"answer": rule.AWAITED}, "asked_on", "reminded_on", REMIND)
	redirected = {"status": "Redirected", "redirect_answer": rule.AWAITED}
	_remind("PRE Referral", redirected, "redirect_asked_on", "redirect_reminded_on", REMIND_REDIRECTION)


def refresh() -> None:
	"""The fields alone, without reminders."""
	_count_days()
	refresh_lines()


def _count_days() -> None:
	"""`waiting_days` of the requests that wait, one statement for each day of request; then of places not there yet."""
	request, today = frappe.qb.DocType(REQUEST), getdate()
	waits = request.answer.isin([rule.AWAITED, rule.WAITING_LIST])
	days = frappe.qb.from_(request).select(request.asked_on).distinct().where(waits).run(pluck=True)
	for asked_on in days:
		waited = max(0, (today - getdate(asked_on)).days)
		frappe.qb.update(request).set(request.waiting_days, waited).where(
			waits & (request.asked_on == asked_on) & (request.waiting_days != waited)
		).run()
	offered = {"answer": rule.COVERED, "offered_from": ("is", "set")}
	for r in frappe.get_all(REQUEST, filters=offered, fields=[*FIELDS, "waiting_days"]):
		waited = rule.waiting_days(as_request(r), today)
		if waited != r.waiting_days:
			frappe.db.set_value(REQUEST, r.name, "waiting_days", waited, update_modified=False)


def refresh_lines() -> None:
	"""`standing` of the needs that a day can change: an answer is awaited, or a place is offered from a later day."""
	request, row = frappe.qb.DocType(REQUEST), frappe.qb.DocType(ROW)
	changing = (request.answer == rule.AWAITED) | request.offered_from.notnull()
	found = (
		frappe.qb.from_(request)
		.join(row)
		.on((row.name == request.need_row) & (row.parenttype == DIAGNOSTIC))
		.select(row.name, row.need_domain, row.standing)
		.distinct()
		.where(changing)
		.run()
	)
	today, days = getdate(), delay()
	for start in range(0, len(found), BATCH):
		part = found[start : start + BATCH]
		asked = needs.requests_by_row({"need_row": ("in", [name for name, _domain, _standing in part])})
		for name, domain, standing in part:
			now = rule.standing(rule.Need(domain, asked[name]), today, days)
			if now != standing:
				frappe.db.set_value(ROW, name, "standing", now, update_modified=False)


def _remind(doctype: str, filters: dict, asked: str, reminded: str, event: str) -> None:
	"""Once for each delay that passes without an answer: the site's alert tells who follows it, by Frappe's « Method »."""
	today, days = getdate(), delay()
	late = {**filters, asked: ("<", add_days(today, -days))}
	for name in frappe.get_all(doctype, filters=late, pluck="name", order_by=asked):
		doc = frappe.get_doc(doctype, name)
		last = doc.get(reminded)
		if last and (today - getdate(last)).days <= days:
			continue
		values = {reminded: today}
		if doctype == REQUEST:
			values["follower"] = follower_of(doc.child, doc.asked_by)
		doc.db_set(values, update_modified=False)
		doc.run_method(event)
