"""The secret of a calendar link: drawn by lot, told once, kept only as a trace that nobody can turn back.

A link is « name of the feed.secret »: the name finds the row, the secret is compared in a time that says nothing of it.
"""

import hmac
import secrets
from hashlib import sha256

import frappe
from frappe.utils import now_datetime

from pre_module.rules.access import MEETING, ROLES_OF

FEED = "PRE Calendar Feed"
BYTES = 32
NOBODY = sha256(b"").hexdigest()  # what an unknown link is compared with, in the same time


def may_have_one(user: str) -> bool:
	"""Whether an account has a function whose meetings a calendar could show."""
	return not set(ROLES_OF[MEETING]).isdisjoint(frappe.get_roles(user))


def make(user: str) -> str:
	"""A new link of an account, which closes the one before."""
	secret = secrets.token_urlsafe(BYTES)
	# A person's own link; of no child.
	name = frappe.db.get_value(FEED, {"user": user})
	feed = frappe.get_doc(FEED, name) if name else frappe.get_doc({"doctype": FEED, "user": user})
	feed.update(
		{
			"secret_hash": _trace(secret),
			"renewed_on": now_datetime(),
			"closed_on": None,
			"last_read_on": None,
			"times_read": 0,
		}
	)
	_save(feed)
	return f"{feed.name}.{secret}"


def close(user: str) -> None:
	"""The link of an account opens nothing any more."""
	# A person's own link; of no child.
	name = frappe.db.get_value(FEED, {"user": user})
	if name:
		feed = frappe.get_doc(FEED, name)
		feed.update({"secret_hash": None, "closed_on": now_datetime()})
		_save(feed)


def reader_of(link: str) -> str | None:
	"""The account whose link this is, while link and account are open; noted as read."""
	name, _dot, secret = link.partition(".")
	# The row that decides; read for a guest, who shows the secret instead of a session.
	row = frappe.db.get_value(FEED, name, ["user", "secret_hash"], as_dict=True) if name else None
	same = hmac.compare_digest(_trace(secret), (row and row.secret_hash) or NOBODY)
	if not (same and row and row.secret_hash and secret):
		return None
	if not frappe.db.get_value("User", row.user, "enabled") or not may_have_one(row.user):
		return None
	times = frappe.db.get_value(FEED, name, "times_read") or 0
	values = {"last_read_on": now_datetime(), "times_read": times + 1}
	frappe.db.set_value(FEED, name, values, update_modified=False)
	return row.user


def _save(feed) -> None:
	feed.flags.by_owner = True
	feed.save(ignore_permissions=True)  # asked for by its own account, see desk/calendar_feed/links.py


def _trace(secret: str) -> str:
	return sha256(secret.encode()).hexdigest()
