"""A figure's numbers: cells that add up to a total, as a reader may see them."""

from dataclasses import dataclass

from pre_module.figures.suppression import suppress


@dataclass(frozen=True)
class Partition:
	"""The population of a figure cut into cells. title and the labels are already in the reader's language.

	A number is None where it is hidden. median_days: F11 only.
	"""

	figure: str
	title: str
	cells: tuple[tuple[str, int | None], ...]
	total: int | None
	median_days: float | None = None

	@classmethod
	def of(cls, figure: str, title: str, cells: dict[str, int], median_days: float | None = None):
		"""A partition whose total is the sum of its cells."""
		return cls(figure, title, tuple(cells.items()), sum(cells.values()), median_days)

	@property
	def is_whole(self) -> bool:
		"""Whether nothing of it is hidden."""
		return self.total is not None and all(value is not None for _label, value in self.cells)

	def for_outside(self, threshold: int) -> "Partition":
		"""The same with small numbers hidden (P2), and the median when it would rest on few."""
		shown = suppress([value for _label, value in self.cells], threshold)
		cells = tuple((label, value) for (label, _v), value in zip(self.cells, shown.cells, strict=True))
		median = self.median_days if shown.total is not None else None
		return Partition(self.figure, self.title, cells, shown.total, median)
