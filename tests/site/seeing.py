"""What an account holds in the register, and what it sees: a list and the document must agree."""

import frappe
from frappe.utils import now_datetime

from pre_module.access.scope import grants_where
from tests.factories import situation_of


def live(user: str, ground: str | None = None, child: str | None = None) -> list:
	"""The grants of an account that open something now; of one ground, about one child, when told."""
	wanted = {"user": user, "ground": ground, "child": child}
	return [g for g in grants_where({k: v for k, v in wanted.items() if v}) if g.is_live(now_datetime())]


def sees(user: str, doctype: str, name: str, ptype: str = "read") -> bool:
	"""Whether an account may read (or write...) a document, asked of the list and of the document alike."""
	frappe.local.cache = {}  # a rolled back attempt is no request of its own
	permitted = frappe.has_permission(doctype, ptype, name, user=user)
	if ptype == "read":
		listed = name in frappe.get_list(doctype, pluck="name", limit_page_length=0, user=user)
		assert listed == permitted, "a list and the document disagree"
	return permitted


def sees_situation(user: str, child) -> bool:
	"""The same of a child's situation."""
	return sees(user, "PRE Situation", situation_of(child))
