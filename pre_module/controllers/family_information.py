"""Who informed the parents and when, read from the base for R12: few statements, whatever the number of children.

Past permissions: of the children that the caller found its reader to see.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import frappe
from frappe.query_builder.functions import Max
from frappe.utils import getdate

from pre_module.rules.family_information import Holder, Silence, informed_at_reviews, silences
from pre_module.rules.identity import normalised

# All of it is asked of children whom the caller found the reader to see, or whom it only counts.


def silences_of(since: dict[str, date], on: date) -> dict[str, list[Silence]]:
	"""R12: the silences beyond the interval of the settings, by child. since: first day of each accompaniment."""
	interval = frappe.get_cached_doc("PRE Settings").family_information_days or 0
	children = list(since)
	holders, last = holders_of(children), last_informed(children, on)
	by_name, told = told_at_reviews(children, on)
	found = {}
	for c in children:
		names = {h.key: normalised(h.name) for h in holders[c]}
		present = {key: by_name[c][name] for key, name in names.items() if name in by_name[c]}
		informed = informed_at_reviews(holders[c], last[c], present, told.get(c))
		found[c] = silences(holders[c], informed, since[c], on, interval)
	return {child: silent for child, silent in found.items() if silent}


def holders_of(children: Sequence[str]) -> dict[str, list[Holder]]:
	"""The holders of parental authority of each child; all guardians where the file names none."""
	found, others = defaultdict(list), defaultdict(list)
	for row in frappe.get_all(
		"PRE Child Guardian",
		filters={"parent": ("in", children or [""]), "parenttype": "PRE Child"},
		fields=["name", "parent", "first_name", "last_name", "parental_authority", "lives_with_child"],
		order_by="idx",
	):
		holder = Holder(row.name, f"{row.first_name} {row.last_name}", bool(row.lives_with_child))
		(found if row.parental_authority == "Yes" else others)[row.parent].append(holder)
	return defaultdict(list, {c: found[c] or others[c] for c in children})


def last_informed(children: Sequence[str], on: date) -> dict[str, dict[str, date]]:
	"""The last day on which each guardian was informed, up to a day, by child: the base adds up, not the process."""
	contact, person = frappe.qb.DocType("PRE Family Contact"), frappe.qb.DocType("PRE Family Contact Person")
	kind = frappe.qb.DocType("PRE Contact Kind")
	rows = (
		frappe.qb.from_(contact)
		.join(person)
		.on((person.parent == contact.name) & (person.parenttype == "PRE Family Contact"))
		.join(kind)
		.on(kind.name == contact.contact_kind)
		.select(contact.child, person.guardian_row, Max(contact.contact_date))
		.where(contact.child.isin(list(children) or [""]))
		.where(contact.contact_date <= on)
		.where((contact.reached == 1) & (kind.informs == 1))
		.groupby(contact.child, person.guardian_row)
		.run()
	)
	found: dict[str, dict[str, date]] = defaultdict(dict)
	for child, guardian, day in rows:
		found[child][guardian] = getdate(day)
	return found


def told_at_reviews(children: Sequence[str], on: date) -> tuple[dict[str, dict[str, date]], dict[str, date]]:
	"""What the validated reviews up to a day say, by child: the last one of each parent present, by normalised name; the
	last day on which the family was told of one.
	"""
	review, person = frappe.qb.DocType("PRE Review"), frappe.qb.DocType("PRE Review Participant")
	rows = (
		frappe.qb.from_(review)
		.left_join(person)
		.on(
			(person.parent == review.name)
			& (person.parenttype == "PRE Review")
			& (person.capacity == "Parent")
		)
		.select(review.child, person.person_name, Max(review.review_date), Max(review.family_informed_on))
		.where(review.child.isin(list(children) or [""]))
		.where((review.docstatus == 1) & (review.review_date <= on))
		.groupby(review.child, person.person_name)
		.run()
	)
	present: dict[str, dict[str, date]] = defaultdict(dict)
	told: dict[str, date] = {}
	for child, name, day, told_on in rows:
		if name:
			known = present[child].get(normalised(name), getdate(day))
			present[child][normalised(name)] = max(known, getdate(day))
		if told_on and getdate(told_on) <= on:
			told[child] = max(told.get(child, getdate(told_on)), getdate(told_on))
	return present, told


def attempts_of(children: Sequence[str]) -> dict[str, list[date]]:
	"""The days on which nobody was reached, by child, the last first."""
	found = defaultdict(list)
	for row in frappe.get_all(
		"PRE Family Contact",
		filters={"child": ("in", children or [""]), "reached": 0},
		fields=["child", "contact_date"],
		order_by="contact_date desc",
	):
		found[row.child].append(getdate(row.contact_date))
	return found


def last_contacts(children: Sequence[str]) -> dict[str, date]:
	"""The day of the last contact that reached somebody, by child."""
	contact = frappe.qb.DocType("PRE Family Contact")
	rows = (
		frappe.qb.from_(contact)
		.select(contact.child, Max(contact.contact_date))
		.where(contact.child.isin(list(children) or [""]))
		.where(contact.reached == 1)
		.groupby(contact.child)
		.run()
	)
	return {child: getdate(day) for child, day in rows}
