"""R3, the family's agreement, and what rests on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pre_module.rules.dates import Period, add_months
from pre_module.rules.refusal import Label, Refusal, _

INFORMATION, DIAGNOSTIC, SHARING, PARCOURS = "Information", "Diagnostic", "Sharing", "Parcours"
STAGES = (INFORMATION, DIAGNOSTIC, SHARING, PARCOURS)

# What must be agreed before each step; sharing opens doors of its own and holds nothing else up.
STAGES_FOR_DIAGNOSTIC = (INFORMATION, DIAGNOSTIC)
STAGES_FOR_PARCOURS = (INFORMATION, DIAGNOSTIC, PARCOURS)


@dataclass(frozen=True)
class Guardian:
	"""A holder of parental authority or another guardian. key: stable identifier within the child's file."""

	key: str
	name: str
	holds_authority: bool


@dataclass(frozen=True)
class Agreement:
	"""One answer of one guardian for one stage. valid_until: last day, None for no end."""

	stage: str
	guardian: str
	given_on: date
	given: bool = True
	valid_until: date | None = None
	withdrawn_on: date | None = None

	@property
	def period(self) -> Period | None:
		"""Days on which it counts, None when it never does. It no longer counts on the day of its withdrawal."""
		if not self.given:
			return None
		ends = [self.valid_until] if self.valid_until else []
		if self.withdrawn_on:
			ends.append(self.withdrawn_on - timedelta(days=1))
		period = Period(self.given_on, min(ends, default=None))
		return None if period.is_backwards else period

	def is_valid(self, on: date) -> bool:
		"""Whether it counts on a day."""
		return self.period is not None and self.period.contains(on)


def default_validity(stage: str, given_on: date, months: dict[str, int]) -> date | None:
	"""R3: last day of an agreement from the settings (months per stage; 0: no end)."""
	if not months.get(stage):
		return None
	return add_months(given_on, months[stage]) - timedelta(days=1)


def missing_agreements(
	guardians: Sequence[Guardian], agreements: Sequence[Agreement], stage: str, on: date
) -> list[Guardian]:
	"""R3, P3: the holders of parental authority without a valid agreement for the stage that day.

	The last answer counts: a refusal or a withdrawal takes the place of every agreement older than it.
	"""
	missing = []
	for guardian in guardians:
		if not guardian.holds_authority:
			continue
		answers = [
			a for a in agreements if a.stage == stage and a.guardian == guardian.key and a.given_on <= on
		]
		refusals = [a.given_on for a in answers if not a.given]
		refusals += [a.withdrawn_on for a in answers if a.withdrawn_on and a.withdrawn_on <= on]
		refused_on = max(refusals, default=date.min)
		if not any(a.is_valid(on) and a.given_on >= refused_on for a in answers):
			missing.append(guardian)
	return missing


def check_agreements(
	guardians: Sequence[Guardian], agreements: Sequence[Agreement], stages: Sequence[str], on: date
) -> list[Refusal]:
	"""R3 « aucune prise en charge ne peut être réalisée sans leur accord »: each stage, each holder, that day."""
	if not any(g.holds_authority for g in guardians):
		return [Refusal("R3", _("No holder of parental authority is named in the child's file."))]
	return [
		Refusal(
			"R3",
			_("{0} has given no agreement in force on {2} for the stage « {1} »."),
			(guardian.name, Label(stage), on),
		)
		for stage in stages
		for guardian in missing_agreements(guardians, agreements, stage, on)
	]


def stages_that_fell(
	guardians: Sequence[Guardian], agreements: Sequence[Agreement], stages: Sequence[str], on: date
) -> list[str]:
	"""R3: the stages among `stages` no longer agreed that day; what rests on them is suspended at once."""
	return [stage for stage in stages if check_agreements(guardians, agreements, [stage], on)]
