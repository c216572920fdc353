"""The children's files of the demo, with household, guardians, brothers and sisters, school by year."""

from datetime import date, timedelta

import frappe
from frappe.model.document import Document

from pre_module.access.situation.opening import situation_of
from pre_module.setup.demo.contracts import contract_key, referent_of
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.families import Family
from pre_module.setup.demo.plan import ChildPlan


def make_file(desk: Desk, plan: ChildPlan, day: date) -> Document:
	"""The file that the coordonnatrice opens when the referral is examined."""
	desk.on(day, "coordinator")
	brothers_and_sisters = desk.siblings.setdefault(plan.family.number, [])
	child = desk.insert(
		"PRE Child",
		first_name=plan.first_name,
		last_name=plan.last_name,
		birth_date=plan.birth_date,
		sex=plan.sex,
		structure=desk.places["structure"],
		household=_household(desk, plan.family),
		guardians=[dict(g) for g in plan.family.guardians],
		siblings=[{"sibling": name, "sibling_link": "Same Parents"} for name in brothers_and_sisters],
		schooling=_schooling(desk, plan, until=day),
		followed_by_ase=int(plan.family.by_ase),
	)
	brothers_and_sisters.append(child.name)
	desk.places[f"child:{plan.number}"] = child.name
	desk.ledger.add("PRE Situation", situation_of(child.name))
	return child


def note_new_class(desk: Desk, plan: ChildPlan, child: Document) -> None:
	"""At the start of the school year: the class of the year, for a file opened before."""
	rows = _schooling(desk, plan, until=desk.calendar.today)
	if len(rows) == len(child.schooling):
		return
	desk.on(min(desk.calendar.today, desk.calendar.year_start + timedelta(days=3)), "coordinator")
	child.reload()
	for row in rows[len(child.schooling) :]:
		child.append("schooling", row)
	child.save()


def entrust(desk: Desk, plan: ChildPlan, child: str, day: date) -> None:
	"""The référent is at work that day; the coordonnatrice named him for the first steps, that very day at the latest."""
	contract = desk.places[f"contract:{contract_key(referent_of(plan), day, desk)}"]
	# The demo's own fictitious children.
	if frappe.db.get_value("PRE Child", child, "contract") != contract:
		desk.on(day, "coordinator")
		file = frappe.get_doc("PRE Child", child)
		file.contract = contract
		file.save()
	desk.on(day, referent_of(plan))


def _schooling(desk: Desk, plan: ChildPlan, until: date) -> list[dict]:
	years = [desk.calendar.last_year]
	if until >= desk.calendar.year_start:
		years.append(desk.calendar.this_year)
	return [
		{"school_year": year, "school": desk.places[f"school:{school}"], "class_level": level}
		for year, school, level in plan.schooling
		if year in years
	]


def _household(desk: Desk, family: Family) -> str:
	key = f"household:{family.number}"
	if key not in desk.places:
		household = desk.insert(
			"PRE Household",
			address=family.address,
			postal_code="96500",
			city="Saint-Aubin-les-Prés",
			territory=desk.places.get(f"territory:{family.zone}"),
			phone=family.phone,
		)
		desk.places[key] = household.name
	return desk.places[key]
