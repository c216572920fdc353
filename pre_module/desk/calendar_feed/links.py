"""One's own calendar link: where it stands, a new one, none any more."""

import frappe
from frappe import _
from frappe.utils import get_url

from pre_module.access import calendar_link

DOOR = "/api/method/pre_module.desk.calendar_feed.door.read"


@frappe.whitelist()
def state() -> dict:
	"""Whether the reader has a link, since when, and when a calendar last asked for it; never the link itself."""
	_check(frappe.session.user)
	# The reader's own link.
	row = frappe.db.get_value(
		calendar_link.FEED,
		{"user": frappe.session.user, "secret_hash": ("is", "set")},
		["renewed_on", "last_read_on", "times_read"],
		as_dict=True,
	)
	return row or {}


@frappe.whitelist(methods=["POST"])
def renew(user: str) -> str:
	"""A new link of one's own, told this once; the one before opens nothing any more."""
	_check(user)
	return get_url(f"{DOOR}?link={calendar_link.make(user)}")


@frappe.whitelist(methods=["POST"])
def revoke(user: str) -> None:
	"""One's own link opens nothing any more."""
	_check(user)
	calendar_link.close(user)


def _check(user: str) -> None:
	"""Raises frappe.PermissionError for another's link, and for who has no meetings to show."""
	if user != frappe.session.user or not calendar_link.may_have_one(user):
		raise frappe.PermissionError(_("A calendar link is made by the person whose meetings it shows."))
