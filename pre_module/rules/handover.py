"""R5: a child handed over from one référent to another, for good or for the time of a leave."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pre_module.rules.dates import Period
from pre_module.rules.referent import Charge, charge_on
from pre_module.rules.refusal import Refusal, _

DAY = timedelta(days=1)


def check_handover(
	charges: Sequence[Charge], giver: str, taker: str, period: Period, today: date
) -> list[Refusal]:
	"""R5: whether a contract takes over from another for these days. giver, taker: names of contracts.

	The rules of the lines themselves (contract in force, R4, capacity) are asked of the lines that come out.
	"""
	if period.is_backwards:
		return [Refusal("R5", _("The handover ends before it begins."))]
	if period.start < today:
		return [
			Refusal("R5", _("A handover begins today or later: nobody took over on a day that has passed."))
		]
	if giver == taker:
		return [Refusal("R5", _("The child is handed over to another contract than that of today."))]
	charge = charge_on(charges, period.start)
	if charge is None or charge.contract != giver:
		return [Refusal("R5", _("The contract {0} is not in charge on {1}."), (giver, period.start))]
	if period.end is None or charge.period.end is None or period.end <= charge.period.end:
		return []
	return [
		Refusal(
			"R5",
			_("Another référent takes over on {0} already: the handover ends before."),
			(charge.period.end + DAY,),
		)
	]


def handed_over(charges: Sequence[Charge], taker: Charge) -> list[Charge]:
	"""R5 « a handover leaves no gap and no overlap »: the charges after it, by the day they begin.

	taker: the référent who takes over, with the days; without end, as long as the charge it takes the place of. The
	one before keeps the days up to it, and is back the day after.
	"""
	before = charge_on(charges, taker.period.start)
	if before is None:
		raise ValueError(taker.period.start)
	end = taker.period.end or before.period.end
	parts = [replace(taker, period=Period(taker.period.start, end))]
	if before.period.start < taker.period.start:
		parts.append(replace(before, period=Period(before.period.start, taker.period.start - DAY)))
	if end != before.period.end and end is not None:
		parts.append(replace(before, period=Period(end + DAY, before.period.end)))
	others = [c for c in charges if c is not before]
	return sorted([*others, *parts], key=lambda c: c.period.start)


def is_handed_over(charges: Sequence[Charge], taker: Charge) -> bool:
	"""R5: whether the handover is written already: asked again, it changes nothing."""
	found = charge_on(charges, taker.period.start)
	return (
		found is not None
		and (found.referent, found.contract) == (taker.referent, taker.contract)
		and found.period.start == taker.period.start
		and (taker.period.end is None or found.period.end == taker.period.end)
	)
