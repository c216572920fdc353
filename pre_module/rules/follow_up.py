"""Where a child stands: identified, followed, left; and back, when it comes again (F01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

IDENTIFIED, FOLLOWED, LEFT = "Identified", "Followed", "Left"


@dataclass(frozen=True)
class Run:
	"""A parcours. started_on: None before it starts. closed_on: None while it is open."""

	started_on: date | None = None
	closed_on: date | None = None


def came_back(runs: Sequence[Run], accepted: date | None) -> bool:
	"""F01: a referral accepted after the last closing is a return; the figures say the same (`figures.population`).

	accepted: day of the last accepted referral. On the very day of a closing it is the one that the parcours answered.
	"""
	closings = [run.closed_on for run in runs if run.closed_on]
	return bool(accepted and closings) and accepted > max(closings)


def follow_up(runs: Sequence[Run], accepted: date | None) -> str:
	"""F01: followed with an open parcours, or an accepted referral that no closing has answered; left after the last closing."""
	if any(run.closed_on is None for run in runs) or came_back(runs, accepted):
		return FOLLOWED
	if runs:
		return LEFT
	return FOLLOWED if accepted else IDENTIFIED


def first_steps_are_over(runs: Sequence[Run], accepted: date | None) -> bool:
	"""R5: a parcours once started has its own référent; a child who came back begins anew, until the next one starts."""
	started = [run for run in runs if run.started_on]
	return any(run.closed_on is None or not came_back([run], accepted) for run in started)
