"""F01, F02, F03, F05 and F06: the children followed, and how they are cut.

No permission hook applies here: counts, never a name, of the structures the reader may see (`filters.py`).
"""

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.query_builder.functions import Count
from frappe.utils import getdate

from pre_module.figures.filters import Filters
from pre_module.figures.partition import Partition
from pre_module.figures.population import Followed, count_if, followed, running
from pre_module.rules.dates import Period, add_months

# Ages in completed years, both bounds included; the national survey's bands.
AGE_BANDS = ((2, 5), (6, 10), (11, 16), (17, None))
PRIORITY, NETWORKS = ("QPV", "REP", "REP+"), ("REP", "REP+")


def follow_up(f: Filters) -> list[Partition]:
	"""F01: new or continuing; left or still followed."""
	base = followed(f)
	row = _count(base, new=base.is_new, left=base.has_left)
	return [
		Partition.of(
			"F01",
			_("New or continuing"),
			{_("New this year"): row["new"], _("Continuing"): row["total"] - row["new"]},
		),
		Partition.of(
			"F01",
			_("Left or still followed"),
			{
				_("Left during the year"): row["left"],
				_("Still followed at its end"): row["total"] - row["left"],
			},
		),
	]


def by_support(f: Filters) -> Partition:
	"""F02 and F03: the three ways in which a child may be followed."""
	base = followed(f)
	parcours, action = frappe.qb.DocType("PRE Parcours"), frappe.qb.DocType("PRE Parcours Action")
	individual = (
		frappe.qb.from_(parcours)
		.join(action)
		.on(action.parent == parcours.name)
		.select(parcours.child)
		.distinct()
		.where(action.parenttype == "PRE Parcours")
		.where(action.mode == "Individual")
		.where(f.narrows(parcours.structure))
		.where(running(parcours, f))
	).as_("individual")
	query = base.query.left_join(individual).on(individual.child == base.child.name)
	row = _count(
		Followed(query, base.child, base.is_new, base.has_left, base.has_parcours),
		individual=individual.child.notnull(),
		group=individual.child.isnull() & base.has_parcours,
	)
	return Partition.of(
		"F02",
		_("Support"),
		{
			_("In an individual parcours"): row["individual"],
			_("In group actions only"): row["group"],
			_("Accepted, parcours not started"): row["total"] - row["individual"] - row["group"],
		},
	)


def by_sex(f: Filters) -> Partition:
	"""F05: sex."""
	counts = _group(followed(f), lambda base: base.child.sex)
	return _named("F05", _("Sex"), counts, ("Female", "Male"))


def by_age(f: Filters) -> Partition:
	"""F05: age band on the first day of the school year."""
	base = followed(f)
	conditions = age_conditions(base.child.birth_date, f.year)
	row = _count(base, **{f"band{i}": condition for i, (_label, condition) in enumerate(conditions)})
	cells = {label: row[f"band{i}"] for i, (label, _condition) in enumerate(conditions)}
	return Partition.of("F05", _("Age at the start of the year"), cells)


def by_level(f: Filters) -> Partition:
	"""F05: level of the school of that year."""
	base = followed(f)
	line, school = frappe.qb.DocType("PRE Child Schooling"), frappe.qb.DocType("PRE School")
	query = base.query.left_join(line).on(
		(line.parent == base.child.name)
		& (line.parenttype == "PRE Child")
		& (line.school_year == f.school_year)
	)
	query = query.left_join(school).on(school.name == line.school)
	rows = query.select(school.level, Count(base.child.name)).groupby(school.level).run()
	return _named("F05", _("School level"), _whole(rows), _options("PRE School", "level"))


def by_residence(f: Filters, at_entry: bool) -> Partition:
	"""F06: residence in a priority territory, on the day of entry or today."""
	base = followed(f)
	query, priority, known = with_residence(base, at_entry)
	row = _count(
		Followed(query, base.child, base.is_new, base.has_left, base.has_parcours),
		priority=priority,
		other=known & ~priority,
	)
	return Partition.of(
		"F06",
		_("Residence at entry") if at_entry else _("Residence today"),
		{
			_("In a priority territory"): row["priority"],
			_("Elsewhere"): row["other"],
			_("Not known"): row["total"] - row["priority"] - row["other"],
		},
	)


def by_network(f: Filters, at_entry: bool) -> Partition:
	"""F06: school in a REP or REP+ network, on the day of entry or today."""
	base = followed(f)
	if at_entry:
		query, network = base.query, base.child.network_at_entry
	else:
		school = frappe.qb.DocType("PRE School")
		query = base.query.left_join(school).on(school.name == base.child.school)
		network = school.priority_network
	counts = _whole(query.select(network, Count(base.child.name)).groupby(network).run())
	cells = {name: counts.get(name, 0) for name in NETWORKS}
	cells[_("Outside these networks, or no school")] = sum(counts.values()) - sum(cells.values())
	return Partition.of("F06", _("School network at entry") if at_entry else _("School network today"), cells)


def age_conditions(birth_date, year: Period) -> list[tuple[str, object]]:
	"""The age bands with their label and the condition on a birth date column; under the first band comes first."""
	# A school year starts on the first of a month, so a birthday is never the 29 February of another year.
	turned = {age: add_months(year.start, -12 * age) for band in AGE_BANDS for age in band if age}
	after = {low: add_months(year.start, -12 * (high + 1)) for low, high in AGE_BANDS if high}
	conditions = [(_("Under {0}").format(AGE_BANDS[0][0]), birth_date > turned[AGE_BANDS[0][0]])]
	for low, high in AGE_BANDS:
		condition = birth_date <= turned[low]
		if high:
			condition = condition & (birth_date > after[low])
		conditions.append(
			(_("{0} to {1}").format(low, high) if high else _("{0} and over").format(low), condition)
		)
	return conditions


def with_residence(base: Followed, at_entry: bool):
	"""The query joined to the children's territory, with the conditions « in a priority one » and « known »."""
	territory = frappe.qb.DocType("PRE Territory")
	place, day = (
		(base.child.territory_at_entry, base.child.entry_date)
		if at_entry
		else (base.child.territory, getdate())
	)
	query = base.query.left_join(territory).on(territory.name == place)
	known = territory.name.notnull()
	priority = (
		known
		& territory.territory_type.isin(PRIORITY)
		& (territory.valid_from.isnull() | (territory.valid_from <= day))
		& (territory.valid_until.isnull() | (territory.valid_until >= day))
	)
	return query, priority, known


def _count(base: Followed, **conditions) -> dict[str, int]:
	"""How many children there are, and how many meet each condition."""
	row = base.query.select(
		Count(base.child.name).as_("total"),
		*[count_if(condition, alias) for alias, condition in conditions.items()],
	).run(as_dict=True)[0]
	return {key: int(value or 0) for key, value in row.items()}


def _group(base: Followed, column) -> dict[str, int]:
	term = column(base)
	return _whole(base.query.select(term, Count(base.child.name)).groupby(term).run())


def _whole(rows) -> dict[str, int]:
	"""Counts by value; NULL and the empty value are one."""
	counts: dict[str, int] = {}
	for value, count in rows:
		counts[value or ""] = counts.get(value or "", 0) + count
	return counts


def _named(figure: str, title: str, counts: dict[str, int], values) -> Partition:
	"""Cells of a Select's values in their order, translated, and what is not noted."""
	cells = {_(value): counts.pop(value, 0) for value in values}
	cells[_("Not noted")] = sum(counts.values())
	return Partition.of(figure, title, cells)


def _options(doctype: str, field: str) -> list[str]:
	return [o for o in (frappe.get_meta(doctype).get_field(field).options or "").split("\n") if o]
