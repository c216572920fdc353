"""R15, goal attainment scaling: how far a child came, measured by the child's own objectives.

Kiresuk and Sherman, « Goal attainment scaling: a general method for evaluating comprehensive community mental health
programs », Community Mental Health Journal 4 (1968), 443-453. Five levels are written with the family for each
objective: 0 is what is expected, -2 much less, +2 much more.

The T score compares a child with itself, from one date to the next (P6): never two children.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt

from pre_module.rules.refusal import Refusal, _

LEVELS = (-2, -1, 0, 1, 2)
EXPECTED = 50.0
RHO = 0.3  # correlation between the objectives of one person, as the authors assume
HEAVIEST = 10

BETTER, SAME, WORSE = "Improved", "Same", "Worse"


@dataclass(frozen=True)
class Scale:
	"""How one objective is measured. texts: what is seen at each level, by level; start: level at the beginning."""

	code: str
	weight: int = 1
	texts: dict[int, str] = field(default_factory=dict)
	start: int | None = None

	@property
	def is_begun(self) -> bool:
		"""Whether somebody started to write it."""
		return self.start is not None or any(text.strip() for text in self.texts.values())

	@property
	def is_whole(self) -> bool:
		"""Whether each of the five levels is described."""
		return all(self.texts.get(level, "").strip() for level in LEVELS)


def t_score(measured: Sequence[tuple[int, float]], rho: float = RHO) -> float | None:
	"""R15: T = 50 + 10·Σwx / √((1 - ρ)·Σw² + ρ·(Σw)²), x the level of an objective, w its weight (Kiresuk, Sherman).

	measured: (level, weight) of each objective; None without any that weighs. 50: all as expected.
	"""
	weights = [weight for _level, weight in measured]
	if not any(weights):
		return None
	gained = sum(level * weight for level, weight in measured)
	spread = (1 - rho) * sum(w * w for w in weights) + rho * sum(weights) ** 2
	return EXPECTED + 10 * gained / sqrt(spread)


def level_of(value: object) -> int | None:
	"""A level as a form or an import sends it ("-2", 1, "+1"); None for none. Raises ValueError for anything else."""
	text = "" if value is None else str(value).strip().replace("\N{MINUS SIGN}", "-")
	if not text:
		return None
	level = int(text)
	if level not in LEVELS:
		raise ValueError(text)
	return level


def check_scales(scales: Sequence[Scale], *, required: bool) -> list[Refusal]:
	"""R8 « leurs modalités d'évaluation »: a scale given to the family has its five levels, a weight and a start.

	required: each objective has one; else a scale that was begun is whole.
	"""
	refusals = check_weights(scales)
	for scale in scales:
		if not (required or scale.is_begun):
			continue
		if not scale.is_whole:
			refusals.append(
				Refusal(
					"R8", _("The objective {0} does not describe its five levels, -2 to +2."), (scale.code,)
				)
			)
		if scale.start is None:
			refusals.append(
				Refusal("R8", _("The objective {0} does not say at which level the child is."), (scale.code,))
			)
	return refusals


def check_weights(scales: Sequence[Scale]) -> list[Refusal]:
	"""R15: a weight is a whole number from 1 to 10; 1 for all when none matters more."""
	return [
		Refusal("R15", _("The weight of the objective {0} lies from 1 to {1}."), (scale.code, HEAVIEST))
		for scale in scales
		if not 1 <= scale.weight <= HEAVIEST
	]


def is_reached(level: int | None) -> bool:
	"""F18: an objective is reached at or above what was expected."""
	return level is not None and level >= 0


def share_reached(levels: Sequence[int]) -> float | None:
	"""F18: share of the objectives at or above what was expected (0 to 1); None without any."""
	return sum(is_reached(level) for level in levels) / len(levels) if levels else None


def change(before: float | None, after: float | None) -> str | None:
	"""F18: improved, same or worse between two T scores of one child, read to one decimal; None if one is missing."""
	if before is None or after is None:
		return None
	was, now = round(before, 1), round(after, 1)
	if now == was:
		return SAME
	return BETTER if now > was else WORSE
