"""The door between rules and Frappe: refusals become one translated message and the exception of their rule."""

from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate

from pre_module.exceptions import BY_RULE
from pre_module.rules.refusal import Label, Refusal


def refuse(refusals: Sequence[Refusal]) -> None:
	"""Stop with every reason at once, so that nobody corrects them one by one.

	Raises the exception of the first refusal's rule (`pre_module.exceptions`); returns when there is none.
	"""
	if not refusals:
		return
	frappe.throw(
		"<br>".join(sentence(r) for r in refusals),
		exc=BY_RULE[refusals[0].rule],
		title=_("Not Possible Yet"),
	)


def sentence(refusal: Refusal) -> str:
	"""One refusal in the reader's language, safe as HTML: what people typed is escaped."""
	return _(refusal.message).format(*[_shown(v) for v in refusal.values])


def _shown(value: str | int | date) -> str:
	if isinstance(value, Label):
		return _(value)
	if isinstance(value, date):
		return formatdate(value)
	if isinstance(value, int):
		return str(value)
	return escape_html(_full_name(value))


def _full_name(value: str) -> str:
	"""An account's name of a person when the value is a user: nobody reads an e-mail address aloud."""
	if "@" in value:
		# Staff name, shown to whoever typed this very account in the form.
		return frappe.db.get_value("User", value, "full_name") or value
	return value
