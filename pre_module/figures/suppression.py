"""Small numbers hidden where a figure leaves the circle of those who may see the children (figures.md, P2, R13).

Plain Python. Zero is shown; a total that is shown is the true one; what is hidden can't be found by difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
	"""A row of cells as it may be published; None: hidden."""

	cells: tuple[int | None, ...]
	total: int | None


def suppress(cells: Sequence[int], threshold: int) -> Shown:
	"""Hide the cells from 1 to threshold - 1 of a row, and the next smallest ones until none can be computed.

	cells: counts that add up to the total, which is published beside them. Readers know that a hidden cell is at
	least 1, since zeros show; so at least two cells are hidden, together above one each, and their sum is no small
	number either. A total under the threshold is a small number itself: then the whole row is hidden.
	"""
	total = sum(cells)
	if not total or threshold < 2:
		return Shown(tuple(cells), total)
	hidden = {i for i, cell in enumerate(cells) if 0 < cell < threshold}
	if not hidden:
		return Shown(tuple(cells), total)
	while not _is_safe([cells[i] for i in hidden], threshold):
		others = [cell for i, cell in enumerate(cells) if cell and i not in hidden]
		if not others:
			return Shown((None,) * len(cells), None)
		# All cells of that size: choosing one of them would tell something about the hidden ones.
		hidden |= {i for i, cell in enumerate(cells) if cell == min(others)}
	return Shown(tuple(None if i in hidden else cell for i, cell in enumerate(cells)), total)


def suppress_groups(groups: dict[str, Sequence[int]], threshold: int) -> dict[str, tuple[int | None, ...]]:
	"""The same for cells in groups whose sums are published too, as a partition of their own (`suppress`).

	A group whose sum is hidden hides all its cells; within the others the group's sum is the total.
	"""
	sums = suppress([sum(cells) for cells in groups.values()], threshold).cells
	return {
		group: (None,) * len(cells) if shown is None else suppress(cells, threshold).cells
		for (group, cells), shown in zip(groups.items(), sums, strict=True)
	}


def _is_safe(hidden: Sequence[int], threshold: int) -> bool:
	return len(hidden) > 1 and sum(hidden) >= threshold and sum(hidden) > len(hidden)
