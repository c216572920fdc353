"""The year's figures together (F01 to F06, F09, F11, F27), as their reader may see them."""

from dataclasses import replace

from frappe import _

from pre_module.figures import children, families, referrals
from pre_module.figures.filters import Filters
from pre_module.figures.partition import Partition
from pre_module.figures.reader import is_outside, threshold


def yearly(f: Filters) -> list[Partition]:
	"""Every partition in the order of the figures; small numbers hidden from readers outside the circle."""
	partitions = [
		*children.follow_up(f),
		children.by_support(f),
		referrals.identified(f),
		children.by_sex(f),
		children.by_age(f),
		children.by_level(f),
		children.by_residence(f, at_entry=True),
		children.by_residence(f, at_entry=False),
		children.by_network(f, at_entry=True),
		children.by_network(f, at_entry=False),
		referrals.by_origin(f),
		referrals.by_decision(f),
	]
	relation = [p for p in (families.contacts(f), families.silence(f), families.satisfaction(f)) if p]
	if is_outside():
		# Partners add up to origins: two cuts of one row of cells would give the small ones away. They stay inside.
		return hide_small([*partitions, *relation], threshold())
	return [*partitions[:-1], referrals.by_partner(f), partitions[-1], *relation]


def hide_small(partitions: list[Partition], limit: int) -> list[Partition]:
	"""Each partition for readers outside, F04 no more telling than F11: « accepted » stands in both."""
	shown = [partition.for_outside(limit) for partition in partitions]
	accepted = next(dict(p.cells)[_("Accepted")] for p in shown if p.figure == "F11")
	return [
		replace(p, cells=tuple((label, None) for label, _value in p.cells))
		if p.figure == "F04" and accepted is None
		else p
		for p in shown
	]
