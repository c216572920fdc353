"""What a person sees of a situation: the one function that every page, list and preview asks (R10, P5)."""

from dataclasses import asdict
from datetime import datetime

import frappe
from frappe.utils import get_fullname, getdate

from pre_module.access.situation import content
from pre_module.access.situation.names import names_of_people, names_of_schools, names_of_siblings
from pre_module.access.situation.opening import situation_of
from pre_module.access.situation.reading import Reading, reading_of
from pre_module.rules.anonymous import school_level, scrub
from pre_module.rules.dates import age_on


def view_for(child: str, user: str, at: datetime | None = None) -> dict:
	"""What a person sees of a child's situation, now or as it was open to him at another moment.

	Raises frappe.PermissionError for who may not read it.
	"""
	reading = reading_of(child, user, at)
	if not reading:
		raise frappe.PermissionError
	return view_of(child, reading)


def view_of(child: str, reading: Reading) -> dict:
	"""The same for a way of reading, a present one or one that an agreement would give.

	title, named, header, domains, factors, words. What the reader may not know is not in it at all.
	"""
	# Read past permissions: the reading says what of it is told.
	file = frappe.get_doc("PRE Child", child)
	words = _words(file, reading)
	domains = content.by_domain(child, words, decided=reading.domains is not None, providers=reading.named)
	told = reading.domains
	return {
		"situation": situation_of(child),
		"named": reading.named,
		"whole": reading.whole,
		"restricted": sorted(told) if told is not None else None,
		"header": _named_header(file, reading) if reading.named else _anonymous_header(file),
		"domains": [asdict(d) for d in domains if told is None or d.name in told],
		"factors": content.factors(child, decided=False) if told is None else [],
		"words": content.own_words(child, words) if told is None else {},
	}


def header_of(child: str, reading: Reading) -> dict:
	"""Who the child is, as far as this way of reading may know."""
	# Read past permissions: the reading says what of it is told.
	file = frappe.get_doc("PRE Child", child)
	return _named_header(file, reading) if reading.named else _anonymous_header(file)


def name_of(child: str, user: str) -> str | None:
	"""The child's name where this reader may know it."""
	reading = reading_of(child, user)
	# Only to who was found to be told.
	return frappe.db.get_value("PRE Child", child, "full_name") if reading and reading.named else None


def _words(file, reading: Reading) -> content.Words:
	"""What is left of a free text for this way of reading."""
	if reading.whole:
		return lambda text: text or ""
	if reading.named:
		parts = names_of_siblings(file.name)
		return lambda text: scrub(text or "", parts)
	parts = names_of_people(file.name) | names_of_schools(file.name)
	born = getdate(file.birth_date)
	return lambda text: scrub(text or "", parts, born)


def _anonymous_header(file) -> dict:
	"""R10: the age in years, the level of the school, and nothing else."""
	# What follows is told as the reading decided: a school is no personal record.
	level = frappe.db.get_value("PRE School", file.school, "level") if file.school else None
	return {
		"age": _age(file),
		"school_level": school_level(level, file.class_level) if file.school or file.class_level else "",
	}


def _named_header(file, reading: Reading) -> dict:
	referent = _referent(file)
	# Of a school, which is no personal record.
	header = {
		"first_name": file.first_name,
		"last_name": file.last_name,
		"age": _age(file),
		"school": frappe.db.get_value("PRE School", file.school, "school_name") if file.school else "",
		"class_level": file.class_level or "",
		"referent": get_fullname(referent) if referent else "",
		"referent_contact": _contact(referent) if referent else [],
	}
	if reading.whole:
		header |= {"birth_date": file.birth_date, "child": file.name}
	return header


def _referent(file) -> str | None:
	"""Who accompanies the child: of its parcours, or of its first steps."""
	parcours = content.latest("PRE Parcours", file.name, decided=False)
	# Only to who was found to be told the name.
	referent = frappe.db.get_value("PRE Parcours", parcours, "referent") if parcours else None
	if referent or not file.contract:
		return referent
	return frappe.db.get_value("PRE Referent Contract", file.contract, "referent")


def _contact(user: str) -> list[str]:
	# How the référent is reached, told to who knows the child's name.
	row = frappe.db.get_value("User", user, ["mobile_no", "phone", "email"], as_dict=True)
	return [value for value in (row.mobile_no or row.phone, row.email) if value]


def _age(file) -> int:
	return age_on(getdate(file.birth_date), getdate())
