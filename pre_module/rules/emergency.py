"""An emergency access: for a reason typed, one file, 24 hours, read only; few attempts a day."""

from datetime import datetime, timedelta

from pre_module.rules.refusal import Refusal, _

HOURS = 24
ATTEMPTS_A_DAY = 5
SHORTEST_REASON = 20  # letters and figures
FEWEST_WORDS = 3
FEWEST_DIFFERENT = 6  # « aaaaaaaaaaaaaaaaaaaa » is no reason


def ends_at(start: datetime) -> datetime:
	"""When an emergency access opened at `start` is over."""
	return start + timedelta(hours=HOURS)


def counted_from(now: datetime) -> datetime:
	"""Attempts from then on count against the day's limit."""
	return now - timedelta(hours=24)


def check_reason(reason: str) -> list[Refusal]:
	"""A reason that the coordonnateur can read: a sentence, not a key held down."""
	signs = [c for c in reason.casefold() if c.isalnum()]
	words = [w for w in reason.split() if any(c.isalnum() for c in w)]
	if len(signs) >= SHORTEST_REASON and len(words) >= FEWEST_WORDS and len(set(signs)) >= FEWEST_DIFFERENT:
		return []
	message = _("Write why this file is needed now, in a sentence of at least {0} letters.")
	return [Refusal("value", message, (SHORTEST_REASON,))]
