"""R4 and R5, the référent: who may be one, under what contract, without gap or overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pre_module.rules.dates import Period, first_gap, first_overlap
from pre_module.rules.refusal import Refusal, _

PRE, DELINQUENCY = "PRE Coordinator", "Delinquency Prevention Coordinator"


@dataclass(frozen=True)
class Coordination:
	"""A person's time as coordonnateur of the PRE or of the prevention of delinquency, in one structure."""

	person: str
	function: str
	period: Period


@dataclass(frozen=True)
class Contract:
	"""A referent contract. in_force: signed and not merely drafted; `period` ends early when it was ended so."""

	name: str
	referent: str
	structure: str
	period: Period
	in_force: bool
	maximum_children: int = 0


@dataclass(frozen=True)
class Charge:
	"""A period during which a référent is in charge of a child, under a contract."""

	referent: str
	contract: str
	period: Period


def check_not_coordinator(
	referent: str, period: Period, coordinations: Sequence[Coordination]
) -> list[Refusal]:
	"""R4 « le référent ne doit pas être le coordonnateur »: on no day of the whole period.

	coordinations: those of the structure of the contract.
	"""
	return [
		Refusal(
			"R4",
			_(
				"{0} is coordonnateur of the structure from {1}: nobody is référent and coordonnateur at once."
			),
			(referent, c.period.start),
		)
		for c in coordinations
		if c.person == referent and c.function == PRE and c.period.overlaps(period)
	]


def check_coordinations(coordinations: Sequence[Coordination]) -> list[Refusal]:
	"""R4: the coordonnateur of the PRE is never, on the same day, that of the prevention of delinquency."""
	return [
		Refusal(
			"R4",
			_("{0} is coordonnateur of the PRE and of the prevention of delinquency on {1}."),
			(one.person, max(one.period.start, other.period.start)),
		)
		for one in coordinations
		for other in coordinations
		if one.function == PRE
		and other.function == DELINQUENCY
		and one.person == other.person
		and one.period.overlaps(other.period)
	]


def check_contract_signed(missions: int, signatures: Sequence[date | None], on: date) -> list[Refusal]:
	"""R5 « définir un cadre pour le référent »: in force only with its missions, signed by the collective.

	missions: how many it states. signatures: day of each signatory's signature, None while it is awaited.
	"""
	refusals = []
	if missions < 1:
		refusals.append(Refusal("R5", _("The contract states no mission.")))
	if not signatures:
		refusals.append(Refusal("R5", _("The contract has no signatory.")))
	waiting = sum(1 for day in signatures if day is None or day > on)
	if waiting:
		refusals.append(Refusal("R5", _("{0} signature(s) of the collective are still awaited."), (waiting,)))
	return refusals


def check_charges(charges: Sequence[Charge], contracts: dict[str, Contract]) -> list[Refusal]:
	"""R5: each period in charge stands under the référent's own contract in force, and no two overlap."""
	refusals = []
	for charge in charges:
		if charge.period.is_backwards:
			refusals.append(
				Refusal("R5", _("{0}: the period in charge ends before it starts."), (charge.referent,))
			)
			continue
		contract = contracts.get(charge.contract)
		if contract is None or contract.referent != charge.referent:
			refusals.append(
				Refusal("R5", _("The contract {0} is not one of {1}."), (charge.contract, charge.referent))
			)
		elif not contract.in_force:
			refusals.append(Refusal("R5", _("The contract {0} is not in force."), (charge.contract,)))
		elif not contract.period.contains(charge.period.start) or (
			charge.period.end is not None and not contract.period.covers(charge.period)
		):
			# An open charge may outlive the term: the contract is renewed or the child handed over in time.
			refusals.append(
				Refusal("R5", _("The contract {0} does not cover the period in charge."), (charge.contract,))
			)
	day = first_overlap(c.period for c in charges if not c.period.is_backwards)
	if day:
		refusals.append(Refusal("R5", _("Two référents are in charge on {0}."), (day,)))
	return refusals


def check_one_in_charge(
	charges: Sequence[Charge], contracts: dict[str, Contract], active: Period
) -> list[Refusal]:
	"""R5: exactly one référent in charge, under a contract in force, on each day of the active period."""
	day = first_gap([c.period for c in charges if not c.period.is_backwards], active)
	if day:
		return [Refusal("R5", _("No référent is in charge on {0}."), (day,))]
	return check_charges(charges, contracts)


def check_contract_on(charges: Sequence[Charge], contracts: dict[str, Contract], on: date) -> list[Refusal]:
	"""R5: that day the référent in charge acts under a contract in force, not one whose term has passed."""
	charge = charge_on(charges, on)
	if charge is None:
		return [Refusal("R5", _("No référent is in charge on {0}."), (on,))]
	contract = contracts.get(charge.contract)
	if contract is None or not contract.in_force or not contract.period.contains(on):
		return [Refusal("R5", _("The contract {0} is not in force on {1}."), (charge.contract, on))]
	return []


def charge_on(charges: Sequence[Charge], day: date) -> Charge | None:
	"""R5: who is in charge that day under which contract, None when nobody is."""
	return next((c for c in charges if c.period.contains(day)), None)


def check_capacity(contract: Contract, children: int) -> list[Refusal]:
	"""R5: the contract's maximum of children. children: how many the référent would have at the same time."""
	if contract.maximum_children and children > contract.maximum_children:
		return [
			Refusal(
				"R5",
				_("{0} would have {1} children in charge; the contract {2} allows {3}."),
				(contract.referent, children, contract.name, contract.maximum_children),
			)
		]
	return []


def charges_opened(
	charges: Iterable[Charge], contracts: Iterable[Contract], structure: str
) -> list[tuple[Contract, Period]]:
	"""R5: when each charge lets its référent see the child: its days that a signed contract of the structure covers."""
	by_name = {c.name: c for c in contracts}
	opened = []
	for charge in charges:
		contract = by_name.get(charge.contract)
		if not contract or not contract.in_force or contract.structure != structure:
			continue
		if contract.referent != charge.referent:
			continue
		ends = [end for end in (charge.period.end, contract.period.end) if end]
		period = Period(max(charge.period.start, contract.period.start), min(ends, default=None))
		if not period.is_backwards:
			opened.append((contract, period))
	return opened


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
			(charge.period.end + timedelta(days=1),),
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
		parts.append(
			replace(before, period=Period(before.period.start, taker.period.start - timedelta(days=1)))
		)
	if end != before.period.end and end is not None:
		parts.append(replace(before, period=Period(end + timedelta(days=1), before.period.end)))
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
