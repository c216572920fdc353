"""R2, droit commun first: what existing services were asked, what they answered, and where a gap is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pre_module.rules.refusal import Label, Refusal, _

AWAITED, COVERED, WAITING_LIST = "Awaited", "Covered", "Waiting List"
INSUFFICIENT, REFUSED, NONE = "Insufficient", "Refused", "None"
ANSWERS = (AWAITED, COVERED, WAITING_LIST, INSUFFICIENT, REFUSED, NONE)

# Where a need stands. SOUGHT: an answer is awaited within the delay.
NOT_ASKED, SOUGHT, IS_COVERED, GAP = "Not Asked", "Sought", "Covered", "Gap"
STANDINGS = (NOT_ASKED, SOUGHT, IS_COVERED, GAP)


@dataclass(frozen=True)
class Request:
	"""What one existing service was asked, and its answer. offered_from: first day of the place it offers."""

	service: str
	asked_on: date
	answer: str
	answered_on: date | None = None
	offered_from: date | None = None


@dataclass(frozen=True)
class Need:
	"""A need of a child in a domain, with the services that were asked for it."""

	domain: str
	requests: tuple[Request, ...] = ()


@dataclass(frozen=True)
class Borne:
	"""Actions that the PRE would bear, and what R2 asks of them with: the child's needs, the day, the delay.

	domains: for each action its own domain, then that of the objective it serves ("" for none).
	"""

	domains: Sequence[tuple[str, str]]
	needs: Sequence[Need]
	on: date
	days: int


def standing(need: Need, on: date, days: int) -> str:
	"""R2 « besoins non couverts »: where a need stands that day.

	One service that covers it is enough: covered. Else, while one answer is awaited for at most `days` days, the need
	is still being sought. What is left is a gap: every answer is a waiting list, insufficient, refused, no such
	service, or awaited for longer. A place offered from a later day covers at once, unless it keeps the child waiting
	for more than `days` days after the request: then it is a waiting list until that day.
	"""
	if not need.requests:
		return NOT_ASKED
	if any(_covers(r, on, days) for r in need.requests):
		return IS_COVERED
	return SOUGHT if any(_is_awaited(r, on, days) for r in need.requests) else GAP


def check_gap(domain: str, needs: Sequence[Need], *, on: date, days: int) -> list[Refusal]:
	"""R2: a PRE action answers a need that existing services don't cover; one need left as a gap in the domain is enough.

	needs: of the child. A covered need is redirected, not served; one that nobody was asked for is asked first.
	"""
	noted = [n for n in needs if n.domain == domain]
	if not noted:
		return [
			Refusal(
				"R2",
				_(
					"{0}: no need is noted in this domain. Note it in the diagnostic, with the existing services "
					"that were asked: the PRE only answers what they do not cover."
				),
				(Label(domain),),
			)
		]
	if any(standing(n, on, days) == GAP for n in noted):
		return []
	return [_refusal(n, on, days) for n in noted]


def check_place(domain: str, needs: Sequence[Need], *, on: date, days: int) -> list[Refusal]:
	"""R2: no place in an action of the PRE where existing services cover the need, or have not answered yet.

	A child in group actions only (F03) has no diagnostic: where no need is noted in the domain, nothing is known to cover it.
	"""
	return check_gap(domain, needs, on=on, days=days) if any(n.domain == domain for n in needs) else []


def check_borne(borne: Borne) -> list[Refusal]:
	"""R2 for actions: each answers a gap in its own domain, or, where no need is noted in it, in that of its objective.

	A workshop of culture may so answer a need of language (R9), but never stand in for an existing service of culture.
	"""
	refusals: list[Refusal] = []
	for own, objective in borne.domains:
		domain = domain_served(own, objective, borne.needs)
		refusals += check_gap(domain, borne.needs, on=borne.on, days=borne.days)
	return list(dict.fromkeys(refusals))


def domain_served(own: str, objective: str, needs: Sequence[Need]) -> str:
	"""R2, R9: in which domain an action answers a need: its own, or that of its objective where its own has no need."""
	noted = {n.domain for n in needs}
	return objective if own not in noted and objective in noted else own


def check_request(request: Request, today: date) -> list[Refusal]:
	"""R2: a request and its answer bear days that are possible, and a place is one that was offered."""
	refusals = []
	if request.asked_on > today:
		refusals.append(Refusal("R2", _("The service is asked on a day that has come.")))
	if request.answered_on and request.answer == AWAITED:
		refusals.append(Refusal("R2", _("The answer has a date, and is still awaited: say what it is.")))
	if request.answered_on and request.answered_on < request.asked_on:
		refusals.append(Refusal("R2", _("The answer comes before the request.")))
	if request.answered_on and request.answered_on > today:
		refusals.append(Refusal("R2", _("The answer is dated in the future.")))
	if request.offered_from and request.answer != COVERED:
		refusals.append(Refusal("R2", _("Only a service that covers the need offers a place.")))
	if request.offered_from and request.offered_from < request.asked_on:
		refusals.append(Refusal("R2", _("The place is offered from a day before the request.")))
	return refusals


def outcome(need: Need) -> str:
	"""R2, F16: the answer to a need as it stands, of all the services asked; "" when none was."""
	answers = {r.answer for r in need.requests}
	order = (COVERED, AWAITED, WAITING_LIST, INSUFFICIENT, REFUSED, NONE)
	return next((a for a in order if a in answers), "")


def waiting_days(request: Request, on: date) -> int:
	"""F16: days from the request to the answer, or to the first day of the place; while it lasts, until that day."""
	over = on if request.answer in (AWAITED, WAITING_LIST) else request.answered_on or on
	if request.answer == COVERED and request.offered_from:
		over = request.offered_from
	return max(0, (min(over, on) - request.asked_on).days)


def is_overdue(request: Request, on: date, days: int) -> bool:
	"""R2: whether the answer has been awaited for longer than the delay."""
	return request.answer == AWAITED and not _is_awaited(request, on, days)


def _covers(request: Request, on: date, days: int) -> bool:
	if request.answer != COVERED:
		return False
	later = request.offered_from
	return not later or later <= on or (later - request.asked_on).days <= days


def _is_awaited(request: Request, on: date, days: int) -> bool:
	return request.answer == AWAITED and (on - request.asked_on).days <= days


def _refusal(need: Need, on: date, days: int) -> Refusal:
	"""Why a need is no gap, for who would act on it."""
	domain = Label(need.domain)
	if not need.requests:
		return Refusal("R2", _("{0}: no existing service was asked yet. Ask one first."), (domain,))
	for request in need.requests:
		if _covers(request, on, days):
			message = _("{0}: {1} covers this need. The child is redirected there, the PRE does not act.")
			return Refusal("R2", message, (domain, request.service))
	# The last one to be asked is awaited longest.
	last = max((r for r in need.requests if _is_awaited(r, on, days)), key=lambda r: r.asked_on)
	message = _(
		"{0}: {1} was asked on {2} and has not answered yet. The PRE may act once it says that it can’t, or from {3}."
	)
	return Refusal("R2", message, (domain, last.service, last.asked_on, last.asked_on + timedelta(days + 1)))
