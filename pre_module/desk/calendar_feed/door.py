"""Where calendar programs ask: without a session, the link is what lets them in."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit

from pre_module.access.calendar_link import reader_of
from pre_module.desk.calendar_feed.ics import calendar
from pre_module.desk.calendar_feed.sources import events_of

HOUR = 3600
OF_ONE_LINK, OF_ONE_ADDRESS = 60, 1200  # a town hall asks from one address for everybody


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=OF_ONE_ADDRESS, seconds=HOUR)
@rate_limit(key="link", limit=OF_ONE_LINK, seconds=HOUR, ip_based=False)
def read(link: str) -> None:
	"""The calendar behind a link, as text/calendar; the same refusal for one that never was and one that is closed."""
	user = reader_of(link)
	if not user:
		frappe.throw(_("This calendar link is closed."))
	with _acting_as(user):
		text = calendar(_("Educational Success"), events_of(user), frappe.local.lang)
	frappe.db.commit()  # a GET is rolled back: that the link was read stays noted
	frappe.local.response.update(
		{
			"type": "download",
			"filename": "pre.ics",
			"filecontent": text.encode(),
			"content_type": "text/calendar; charset=utf-8",
			"display_content_as": "inline",
		}
	)


@contextmanager
def _acting_as(user: str) -> Iterator[None]:
	"""Frappe asks the rights of a list of whoever is at the door: for this answer it is the person of the link."""
	frappe.set_user(user)
	# The language of the account.
	frappe.local.lang = frappe.db.get_value("User", user, "language") or frappe.local.lang
	try:
		yield
	finally:
		frappe.set_user("Guest")
