"""R2, R16: a referral that is redirected to droit commun: the service, the day it was asked, the answer awaited."""

from frappe.utils import getdate

from pre_module.controllers.refusals import refuse
from pre_module.rules.droit_commun import AWAITED, Request, check_request

REDIRECTED = "Redirected"
ANSWER = ("redirect_answer", "redirect_answered_on", "redirect_reminded_on")


def follow(referral) -> None:
	"""The answer is awaited from the decision on; it is noted later, by who decides. Examined again, all begins anew."""
	before = referral.get_doc_before_save()
	referral.redirected_to = (referral.redirected_to or "").strip() or referral.redirect_partner
	if referral.status != REDIRECTED:
		_clear(referral, ANSWER)
		if before and before.status == REDIRECTED:
			_clear(referral, ("redirect_asked_on", "redirect_partner"))
		return
	if referral.enters(REDIRECTED):
		_clear(referral, ANSWER)
		referral.redirect_answer = AWAITED
		referral.redirect_asked_on = referral.redirect_asked_on or getdate()
	if before and referral.redirect_answer == AWAITED != before.redirect_answer and _kept(referral, before):
		referral.redirect_answered_on = None
	if referral.redirect_answer and referral.redirect_answer != AWAITED and not referral.redirect_answered_on:
		referral.redirect_answered_on = getdate()
	if request := as_request(referral):
		refuse(check_request(request, getdate()))


def as_request(referral) -> Request | None:
	"""The request to the service that takes over; None where it was redirected before this was noted."""
	if not referral.redirect_asked_on:
		return None
	return Request(
		service=referral.redirected_to or "",
		asked_on=getdate(referral.redirect_asked_on),
		answer=referral.redirect_answer or AWAITED,
		answered_on=referral.redirect_answered_on and getdate(referral.redirect_answered_on),
	)


def _kept(referral, before) -> bool:
	"""Whether the day of the answer is the one of before, as a form that does not show it sends it back."""
	now, then = referral.redirect_answered_on, before.redirect_answered_on
	return bool(now and then) and getdate(now) == getdate(then)


def _clear(referral, fields: tuple[str, ...]) -> None:
	for field in fields:
		referral.set(field, None)
