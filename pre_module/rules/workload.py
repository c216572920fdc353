"""F19, the load of a référent: the work counted, kind by kind. Never a child's difficulty, never a rank (P6)."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True)
class Work:
	"""How much of each kind of work there is under a contract, over all the children together."""

	first_steps: int = 0
	preparing: int = 0
	active: int = 0
	suspended: int = 0
	individual_action: int = 0
	collective_action: int = 0
	objective: int = 0


@dataclass(frozen=True)
class Weights:
	"""What one of each kind of work weighs, from a day on. Without weights of the structure: a child counts one."""

	from_date: date = date.min
	first_steps: float = 0
	preparing: float = 0
	active: float = 1
	suspended: float = 1
	individual_action: float = 0
	collective_action: float = 0
	objective: float = 0


KINDS = tuple(f.name for f in fields(Work))


def weighted_load(work: Work, weights: Weights) -> float:
	"""F19, weighted: each kind of work times its weight, to two decimals."""
	return round(sum(getattr(work, kind) * getattr(weights, kind) for kind in KINDS), 2)


def weights_on(all_weights: Iterable[Weights], day: date) -> Weights:
	"""The weights in use that day: the last whose first day has come."""
	begun = [w for w in all_weights if w.from_date <= day]
	return max(begun, key=lambda w: w.from_date, default=Weights())


def per_full_time(load: float, full_time_equivalent: float) -> float | None:
	"""F19: a load brought to a full-time post, None where no share of a post is noted."""
	return round(load / full_time_equivalent, 1) if full_time_equivalent > 0 else None
