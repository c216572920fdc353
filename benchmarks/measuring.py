"""Times of two ways of doing the same, taken in turn, and the table that shows them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

LIMIT = 1.2  # design.md, section 8
WARMING = 3


@dataclass
class Measure:
	"""Milliseconds of a call under our condition and without it. limit: of their ratio; None is only told."""

	who: str
	what: str
	doctype: str
	limit: float | None = LIMIT
	ours: list[float] = field(default_factory=list)
	reference: list[float] = field(default_factory=list)

	@property
	def ratio(self) -> float:
		"""Of the medians."""
		return median(self.ours) / median(self.reference)

	@property
	def is_too_slow(self) -> bool:
		return self.limit is not None and round(self.ratio, 2) > self.limit

	def __str__(self) -> str:
		return (
			f"{self.who:<17} {self.what:<15} {self.doctype:<13}"
			f"{median(self.ours):9.1f}{median(self.reference):12.1f}{self.ratio:8.2f}"
			f"{'  TOO SLOW' if self.is_too_slow else ''}"
		)


HEADING = f"{'who':<17} {'what':<15} {'DocType':<13}{'ms':>9}{'reference':>12}{'ratio':>8}"


def in_turn(
	measure: Measure, ours: Callable[[], object], reference: Callable[[], object], rounds: int
) -> None:
	"""Run both, each first every other time; the load of the machine falls on both alike."""
	for _ in range(WARMING):
		ours()
		reference()
	for number in range(rounds):
		pair = [(measure.ours, ours), (measure.reference, reference)]
		for times, call in pair if number % 2 else reversed(pair):
			begun = perf_counter()
			call()
			times.append((perf_counter() - begun) * 1000)
