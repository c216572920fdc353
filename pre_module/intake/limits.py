"""How often the page may be sent: by one connection, and to one address.

Frappe's decorator counts under a name that the request itself gives (`cmd`): here the name is ours.
"""

from hashlib import sha256

import frappe
from frappe import _

TRIES_A_MINUTE = 10  # as Frappe's own web forms
BY_DEFAULT_AN_HOUR = 20
TO_ONE_ADDRESS_A_DAY = 5  # nobody is mailed at because of what a stranger types


class TooMany(frappe.RateLimitExceededError):
	"""Sent too often."""


def count_try() -> None:
	"""One more sending of the page by a connection, right or wrong. Raises TooMany."""
	_count("try", _connection(), TRIES_A_MINUTE, 60)


def count_referral(email: str) -> None:
	"""One more referral by a connection, and to an address. Raises TooMany."""
	hourly = frappe.get_cached_doc("PRE Settings").family_referrals_per_hour or BY_DEFAULT_AN_HOUR
	_count("referral", _connection(), hourly, 3600)
	if email:
		_count("mail", email.strip().casefold(), TO_ONE_ADDRESS_A_DAY, 24 * 3600)


def _connection() -> str:
	return frappe.local.request_ip or "unknown"


def _count(what: str, who: str, limit: int, seconds: int) -> None:
	# No address of a person in clear, in a cache that nobody cleans.
	key = frappe.cache.make_key(f"pre_family_referral:{what}:{sha256(who.encode()).hexdigest()}")
	counted = frappe.cache.incrby(key, 1)
	if counted == 1:
		frappe.cache.expire(key, seconds)
	if counted > limit:
		raise TooMany(_("This page was sent too often. Wait a little, or call us."))
