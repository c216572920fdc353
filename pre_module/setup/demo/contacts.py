"""Contacts with the families over the two school years, and one child handed over with its sheet.

Past permissions: the demo's own documents, all fictitious.
"""

from datetime import date, timedelta
from random import Random

import frappe
from frappe.utils import getdate

from pre_module.controllers.referents import children_in_charge
from pre_module.rules.dates import Period
from pre_module.rules.referent import Charge, charge_on
from pre_module.setup.demo.accounts import email_of
from pre_module.setup.demo.contracts import REFERENTS, contract_key
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.texts import load

KINDS = ("Phone Call", "Text Message", "Home Visit", "Appointment at the Office", "School Meeting")
KINDS += ("E-Mail or Letter", "Chance Meeting")
KIND_WEIGHTS = (45, 14, 12, 11, 9, 6, 3)
MINUTES = {"Phone Call": 10, "Text Message": 2, "Home Visit": 60, "School Meeting": 45}
UNREACHED = 0.14  # of the calls and visits, how many reached nobody
SILENT_EVERY = 9  # one family in nine was not informed lately
PROMISE_EVERY = 3  # one family in three is promised something


def make_contacts(desk: Desk, plans: list[ChildPlan]) -> None:
	"""Every few weeks a contact of each accompanied family, by who is in charge that day."""
	accompanied = {
		desk.places[f"child:{p.number}"]: p for p in plans if p.has_file and p.course.has("started")
	}
	charges, ends = _charges(list(accompanied)), _ends(desk, list(accompanied))
	for child, plan in accompanied.items():
		for day in _days(desk, plan, ends[child]):
			charge = charge_on(charges[child], day)
			if charge:
				_contact(desk, plan, child, day, charge.referent, last=ends[child])
		desk.ledger.commit()


def set_weights(desk: Desk) -> None:
	"""F19: what the work weighs, from the beginning on."""
	desk.on(desk.calendar.beginning, "coordinator")
	desk.insert("PRE Workload Weights", structure=desk.places["structure"], from_date=desk.calendar.beginning)


def hand_one_over(desk: Desk, plans: list[ChildPlan]) -> None:
	"""R5: three weeks ago, a child of one référent went to another who has room."""
	day = desk.calendar.working(desk.calendar.today - timedelta(days=21))
	giver, taker = (desk.places[f"contract:{contract_key(key, day, desk)}"] for key in REFERENTS[1:])
	if children_in_charge(taker, desk.calendar.today) >= children_in_charge(giver, desk.calendar.today):
		giver, taker = taker, giver
	for plan in plans:
		if plan.course.stage == "active" and plan.course.days["started"] < day:
			parcours = frappe.get_doc("PRE Parcours", {"child": desk.places[f"child:{plan.number}"]})
			if parcours.status == "Active" and [line.contract for line in parcours.referents] == [giver]:
				return _hand_over(desk, parcours, taker, day)


def _hand_over(desk: Desk, parcours, taker: str, day: date) -> None:
	desk.on(day, "coordinator")
	desk.insert(
		"PRE Handover",
		child=parcours.child,
		to_contract=taker,
		from_date=day + timedelta(days=1),
		reason="Balance of Loads",
		family_told_on=day,
		**load("contacts")["handover"],
	)


def _days(desk: Desk, plan: ChildPlan, end: date) -> list[date]:
	"""The days of a family's contacts, from the start of the parcours to its end or today."""
	lot, calendar = plan.lot("contact days"), desk.calendar
	interval = frappe.get_cached_doc("PRE Settings").family_information_days
	if plan.number % SILENT_EVERY == 0:
		end = min(end, calendar.today - timedelta(days=interval + 8))
	days, day = [], plan.course.days["started"] + timedelta(days=lot.randint(3, 12))
	while day <= end:
		days.append(calendar.working(day))
		day += timedelta(days=lot.randint(20, 44))
	if end == calendar.today and days and plan.number % SILENT_EVERY:
		days.append(calendar.working(calendar.today - timedelta(days=lot.randint(0, 18))))
	started = plan.course.days["started"]
	return sorted({d for d in days if started < d <= end})


def _contact(desk: Desk, plan: ChildPlan, child: str, day: date, referent: str, last: date) -> None:
	lot, voice = plan.lot(f"contact {day}"), plan.voice(f"contact {day}")
	kind = lot.choices(KINDS, KIND_WEIGHTS)[0]
	desk.on(day, next(key for key in REFERENTS if email_of(key) == referent))
	values = {"child": child, "contact_kind": kind, "contact_date": day, "minutes": MINUTES.get(kind, 20)}
	if kind in ("Phone Call", "Home Visit") and lot.random() < UNREACHED:
		desk.insert("PRE Family Contact", **values, reached=0)
		return
	desk.insert(
		"PRE Family Contact",
		**values,
		**_promise(plan, day, last, lot),
		initiated_by=lot.choices(("Programme", "Family", "School or Partner"), (70, 22, 8))[0],
		people=[{"guardian": name} for name in _people(plan, lot)],
		child_present=int(kind == "Home Visit"),
		summary=voice.say(lot.choice(load("contacts")["said"][kind]), day, within=12),
	)


def _people(plan: ChildPlan, lot: Random) -> list[str]:
	"""Who answers: most often the first parent, the one who lives elsewhere now and then."""
	holders = plan.family.holders
	if len(holders) > 1:
		return lot.choices((holders[:1], holders[1:2], holders), (45, 25, 30))[0]
	return holders


def _promise(plan: ChildPlan, day: date, last: date, lot: Random) -> dict:
	"""What is promised in the last weeks, some of it due already."""
	if plan.number % PROMISE_EVERY or day < last - timedelta(days=25):
		return {}
	return {
		"next_gesture": lot.choice(load("contacts")["next"]),
		"next_gesture_on": day + timedelta(days=lot.randint(4, 24)),
	}


def _charges(children: list[str]) -> dict[str, list[Charge]]:
	found = {child: [] for child in children}
	for parcours in frappe.get_all("PRE Parcours", {"child": ("in", children)}, ["name", "child"]):
		for line in frappe.get_all(
			"PRE Parcours Referent",
			{"parenttype": "PRE Parcours", "parent": parcours.name},
			["referent", "contract", "from_date", "to_date"],
		):
			days = Period(getdate(line.from_date), line.to_date and getdate(line.to_date))
			found[parcours.child].append(Charge(line.referent, line.contract, days))
	return found


def _ends(desk: Desk, children: list[str]) -> dict[str, date]:
	"""The last day of each parcours, today for one that goes on."""
	rows = frappe.get_all("PRE Parcours", {"child": ("in", children)}, ["child", "closed_on"])
	return {row.child: getdate(row.closed_on) if row.closed_on else desk.calendar.today for row in rows}
