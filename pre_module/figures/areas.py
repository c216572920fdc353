"""F01's children by territory, school or level of school, and age band.

Counts only, never a name: no permission hook applies, the structures are those the reader may see (`filters.py`).
"""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.query_builder.functions import Count, Max

from pre_module.figures.children import age_conditions, by_age, with_residence
from pre_module.figures.filters import Filters
from pre_module.figures.population import Followed, count_if, followed
from pre_module.figures.reader import is_outside, threshold
from pre_module.figures.suppression import suppress, suppress_groups
from pre_module.rules.dates import Period

TERRITORY, SCHOOL, LEVEL = "Territory", "School", "School Level"


@dataclass(frozen=True)
class Area:
	"""A line: children of a territory, a school or a level. A number is None where it is hidden."""

	key: str
	bands: tuple[int | None, ...]
	total: int | None


def band_labels(year: Period) -> list[str]:
	"""The labels of the age bands, in the order of `Area.bands`."""
	return [label for label, _c in age_conditions(frappe.qb.DocType("PRE Child").birth_date, year)]


def by_area(f: Filters, rows: str) -> tuple[list[Area], Area]:
	"""The lines and their total. rows: TERRITORY, SCHOOL or LEVEL.

	Readers outside the circle get the totals of each line and of each age band, never the cells where both cross,
	and no line per school: cells that small would all have to be hidden.
	"""
	if rows not in (TERRITORY, SCHOOL, LEVEL):
		frappe.throw(_("{0} is not a way to cut this report.").format(frappe.utils.escape_html(rows)))
	outside = is_outside()
	if outside and rows == SCHOOL:
		frappe.throw(_("Choose the level of the schools: a school's own figures are too small to be given."))
	areas, groups = _count(f, rows)
	ages = tuple(value for _label, value in by_age(f).cells)
	total = Area("", ages, sum(area.total for area in areas))
	return _for_outside(areas, groups, total) if outside else (areas, total)


def _count(f: Filters, rows: str) -> tuple[list[Area], dict[str, str]]:
	"""The lines, and the group of F06 each territory belongs to."""
	base = followed(f)
	query, key, group = _keyed(base, f, rows)
	conditions = [condition for _label, condition in age_conditions(base.child.birth_date, f.year)]
	found = (
		query.select(
			key,
			group,
			Count(base.child.name),
			*[count_if(condition, f"band{i}") for i, condition in enumerate(conditions)],
		)
		.groupby(key)
		.run()
	)
	areas = [Area(k or "", tuple(int(n) for n in bands), total) for k, _g, total, *bands in found]
	areas.sort(key=lambda area: (not area.key, area.key))  # what is not noted comes last
	return areas, {k or "": str(g) for k, g, *_rest in found}


def _keyed(base: Followed, f: Filters, rows: str):
	"""The query with what it is grouped by, and the class of F06 (residence today) for territories."""
	if rows == TERRITORY:
		query, priority, known = with_residence(base, at_entry=False)
		territory = frappe.qb.DocType("PRE Territory")
		case = Case().when(priority, 2).when(known, 1).else_(0)
		return query, territory.name, Max(case)
	line, school = frappe.qb.DocType("PRE Child Schooling"), frappe.qb.DocType("PRE School")
	query = base.query.left_join(line).on(
		(line.parent == base.child.name)
		& (line.parenttype == "PRE Child")
		& (line.school_year == f.school_year)
	)
	query = query.left_join(school).on(school.name == line.school)
	key = school.name if rows == SCHOOL else school.level
	return query, key, Max(school.level)


def _for_outside(areas: list[Area], groups: dict[str, str], total: Area) -> tuple[list[Area], Area]:
	"""Both margins with small numbers hidden. Territories in the groups that F06 publishes (priority or not)."""
	limit = threshold()
	by_group: dict[str, list[Area]] = {}
	for area in areas:
		by_group.setdefault(groups[area.key], []).append(area)
	shown = suppress_groups({g: [a.total for a in members] for g, members in by_group.items()}, limit)
	margins = {
		area.key: value
		for group, members in by_group.items()
		for area, value in zip(members, shown[group], strict=True)
	}
	hidden = (None,) * len(total.bands)
	ages = suppress(total.bands, limit)
	return [Area(a.key, hidden, margins[a.key]) for a in areas], Area("", ages.cells, ages.total)
