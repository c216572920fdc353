"""The sensitive parts of the demo: a few health notes, two safeguarding reports (R11, P14)."""

from datetime import date, timedelta
from random import Random

import frappe
from frappe.utils import getdate

from pre_module.setup.demo.accounts import email_of
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.ledger import noted
from pre_module.setup.demo.texts import Voice, load


def write_sensitive_parts(desk: Desk) -> None:
	"""About children under way for some weeks, by the coordonnatrice, who names the référent of each."""
	today = desk.calendar.today
	# The demo's own fictitious children.
	under_way = frappe.get_all(
		"PRE Parcours",
		filters={
			"name": ("in", noted()["PRE Parcours"] or [""]),
			"status": "Active",
			"started_on": ("<", today - timedelta(days=45)),
		},
		fields=["child", "referent"],
		order_by="name",
	)
	texts = load("sensitive")
	for number, (text, row) in enumerate(zip(texts["health"], under_way, strict=False)):
		_note(desk, text, row, today - timedelta(days=40 - 7 * number))
	for text, row in zip(texts["reports"], under_way[len(texts["health"]) :], strict=False):
		_report(desk, text, row, today - timedelta(days=30))


def _note(desk: Desk, text: dict, row, day: date) -> None:
	day = desk.calendar.working(day)
	desk.on(day, "coordinator")
	voice = _voice(row.child, text)
	desk.insert(
		"PRE Health Note",
		child=row.child,
		nature=text["nature"],
		note_date=day,
		note=voice.say(text["note"], day, 5),
		source=text["source"],
		necessity=voice.say(text["necessity"], day),
		readers=[{"user": row.referent}],
	)


def _report(desk: Desk, text: dict, row, day: date) -> None:
	"""Written one day, sent the next; the first was acknowledged since, the other is awaited."""
	day = desk.calendar.working(day)
	day -= timedelta(days=day.weekday() == 4)  # not on a Friday: the next day is a working one
	desk.on(day, "coordinator")
	report = desk.insert(
		"PRE Safeguarding Report",
		child=row.child,
		kind=text["kind"],
		facts=_voice(row.child, text).say(text["facts"], day, 3),
		readers=[{"user": row.referent}, {"user": email_of("team")}],
	)
	sent_on = desk.calendar.working(day + timedelta(days=1))
	desk.on(sent_on, "coordinator")
	report.update(
		{
			"addressee": text["addressee"],
			"sent_on": sent_on,
			"means": "Secure E-Mail or Platform",
			"parents_informed": text["informed"],
			"parents_informed_on": day if text["informed"] == "Yes" else None,
			"reason_not_informed": text.get("reason"),
		}
	)
	report.save()
	if text.get("acknowledged"):
		desk.on(desk.calendar.working(sent_on + timedelta(days=text["acknowledged"])), "coordinator")
		report.update({"acknowledged_on": getdate(), "acknowledgement_reference": text["reference"]})
		report.save()


def _voice(child: str, text: dict) -> Voice:
	# The same words at each run, whatever number the file has.
	lot = Random(text.get("note") or text["facts"])
	file = frappe.db.get_value("PRE Child", child, ["first_name", "sex", "class_level"], as_dict=True)
	return Voice(lot, file.first_name, file.sex, file.class_level, "l'enseignante")
