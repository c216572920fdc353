"""What ends or stops a parcours: suspensions, exit, relay by existing services and the check some months after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pre_module.rules.dates import Period, add_months
from pre_module.rules.refusal import Refusal, _


@dataclass(frozen=True)
class Relay:
	"""Who takes over after the exit. partner: its name; passed_on: what was handed over, as the family agreed."""

	partner: str = ""
	passed_on: str = ""
	family_agreed_on: date | None = None
	accepted_on: date | None = None
	checked_on: date | None = None
	result: str = ""


def check_suspension(reason: str, expected_on: date | None, on: date) -> list[Refusal]:
	"""R12: the family knows why a parcours is suspended; a day of resumption that is planned lies ahead."""
	refusals = []
	if not reason.strip():
		refusals.append(Refusal("R12", _("Say why the parcours is suspended.")))
	if expected_on and expected_on <= on:
		refusals.append(
			Refusal("R12", _("The planned resumption lies ahead: {0} has passed."), (expected_on,))
		)
	return refusals


def days_suspended(periods: Sequence[Period], on: date) -> int:
	"""Days a parcours stood still up to a day; one that is still open counts up to it."""
	return sum((min(p.end or on, on) - p.start).days for p in periods if p.start <= on)


def check_relay(relay: Relay, *, closed_on: date | None, today: date) -> list[Refusal]:
	"""R17, R10: a relay names who takes over; nothing is passed on but with the family's agreement, dated.

	closed_on: last day of the parcours, None while it runs.
	"""
	refusals = []
	if not relay.partner and (relay.passed_on.strip() or relay.accepted_on):
		refusals.append(Refusal("R17", _("Say which partner takes over.")))
	if relay.passed_on.strip() and not relay.family_agreed_on:
		message = _("Nothing is passed on without the family's agreement: note its day.")
		refusals.append(Refusal("R3", message))
	for day, message in (
		(relay.family_agreed_on, _("The family's agreement to the relay is dated {0}, in the future.")),
		(relay.accepted_on, _("The relay's acceptance is dated {0}, in the future.")),
		(relay.checked_on, _("The check of the relay is dated {0}, in the future.")),
	):
		if day and day > today:
			refusals.append(Refusal("R17", message, (day,)))
	if bool(relay.checked_on) != bool(relay.result):
		refusals.append(Refusal("R17", _("The check of the relay has a day and a result.")))
	if relay.checked_on and not closed_on:
		refusals.append(Refusal("R17", _("The relay is checked once the parcours is closed.")))
	elif relay.checked_on and relay.checked_on < closed_on:
		refusals.append(Refusal("R17", _("The relay is checked after the exit.")))
	return refusals


def check_due_on(closed_on: date | None, months: int) -> date | None:
	"""R17: day from which the family is asked how it goes; None without an exit, or when no check is wanted (0 months)."""
	return add_months(closed_on, months) if closed_on and months else None
