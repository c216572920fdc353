"""R9 with R3, R8 and P6: who gets a place in an action, and in what order the others wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pre_module.rules.refusal import Refusal, _

ENROLLED, WAITING, LEFT = "Enrolled", "Waiting", "Left"
INDIVIDUAL = "Individual"
READY = ("Approved", "Active")  # statuses of a parcours that its family has approved


@dataclass(frozen=True)
class Request:
	"""A child that waits. asked_at: day and hour of asking; may_start: whether its family's agreement is there."""

	name: str
	asked_at: datetime
	may_start: bool = True


def places_left(capacity: int, enrolled: int) -> int | None:
	"""R9: how many more children an action can take; None without limit."""
	return max(0, capacity - enrolled) if capacity else None


def status_on_entry(capacity: int, enrolled: int) -> str:
	"""R9: whether a child comes in or waits. Asked once those who waited have had the free places."""
	return WAITING if places_left(capacity, enrolled) == 0 else ENROLLED


def in_order(queue: Sequence[Request]) -> list[Request]:
	"""P6: the order of a waiting list is that of asking, never a score; numbered in that order when at one moment."""
	return sorted(queue, key=lambda r: (r.asked_at, r.name))


def moving_up(queue: Sequence[Request], places: int | None) -> list[Request]:
	"""R9, P6: who gets the free places, in order. Who lacks an agreement (R3) is passed over and keeps his rank."""
	ready = [r for r in in_order(queue) if r.may_start]
	return ready if places is None else ready[:places]


def check_parcours(mode: str, status: str | None) -> list[Refusal]:
	"""R8, R9: an individual action belongs to a parcours that the family approved; a group action may go without.

	status: of the parcours named, None when none is.
	"""
	if status is None:
		if mode == INDIVIDUAL:
			return [Refusal("R9", _("An individual action belongs to a parcours: name it."))]
		return []
	if status not in READY:
		return [Refusal("R9", _("The parcours is not approved by the family, or no longer under way."))]
	return []


def check_leaving(enrolled_on: date | None, left_on: date, today: date) -> list[Refusal]:
	"""R9: a child leaves on a day that has come, not before it came in."""
	if left_on > today:
		return [Refusal("R9", _("The child leaves on {0}, in the future: note it on that day."), (left_on,))]
	if enrolled_on and left_on < enrolled_on:
		return [Refusal("R9", _("The child leaves on {0}, before it came in."), (left_on,))]
	return []
