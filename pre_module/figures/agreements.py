"""F13: what agreements of the families are missing, about to end or ended, and why.

The answers are weighed by `rules.consent` (R3); this file only gathers them and says what to do next.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from pre_module.rules.consent import (
	SHARING,
	STAGES,
	STAGES_FOR_DIAGNOSTIC,
	STAGES_FOR_PARCOURS,
	Agreement,
	Guardian,
	missing_agreements,
)
from pre_module.rules.refusal import _

MISSING, REFUSED, WITHDRAWN, EXPIRED = _("Missing"), _("Refused"), _("Withdrawn"), _("Expired")
EXPIRING, VALID, NO_HOLDER = _("Expiring"), _("Valid"), _("No holder named")

# What to look at first.
ORDER = (WITHDRAWN, REFUSED, EXPIRED, MISSING, NO_HOLDER, EXPIRING)
NEEDS_PARCOURS_STAGE = ("Approved", "Active", "Suspended")


def expected_stages(parcours_statuses: Sequence[str], asked: Sequence[str]) -> list[str]:
	"""The stages a followed child's file must show (R3).

	parcours_statuses: of the child's parcours. asked: stages somebody answered for; sharing is expected from nobody
	before it was asked.
	"""
	under_way = any(status in NEEDS_PARCOURS_STAGE for status in parcours_statuses)
	stages = STAGES_FOR_PARCOURS if under_way else STAGES_FOR_DIAGNOSTIC
	return [s for s in STAGES if s in stages or (s == SHARING and s in asked)]


def state_of(
	guardian: Guardian, agreements: Sequence[Agreement], stage: str, on: date, warning_days: int
) -> tuple[str, date | None]:
	"""Where a holder's agreement to a stage stands that day, and the day that counts.

	The day: last day of an agreement that ends or ended; day of a withdrawal or refusal; None without any.
	Expiring: valid, and no valid agreement lasts beyond `warning_days` from now.
	"""
	answers = [a for a in agreements if a.stage == stage and a.guardian == guardian.key and a.given_on <= on]
	if guardian not in missing_agreements([guardian], agreements, stage, on):
		ends = [a.period.end for a in answers if a.is_valid(on)]
		if None in ends:
			return VALID, None
		return (EXPIRING if max(ends) <= on + timedelta(days=warning_days) else VALID), max(ends)
	if not answers:
		return MISSING, None
	last = max(answers, key=lambda a: (a.given_on, not a.given))
	if not last.given:
		return REFUSED, last.given_on
	if last.withdrawn_on and last.withdrawn_on <= on:
		return WITHDRAWN, last.withdrawn_on
	return EXPIRED, last.valid_until
