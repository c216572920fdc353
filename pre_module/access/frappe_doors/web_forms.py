"""Frappe's web forms: what they write is written past permissions, and answered whole to whoever sent it."""

import frappe
from frappe import _

from pre_module.access.frappe_doors.asking import NOT_YOURS, frappes_own
from pre_module.access.protected import is_protected

FAMILY_REFERRAL = "family-referral"  # has a page of its own, with its checks (pre_module/intake/)


@frappe.whitelist(allow_guest=True)
def accept(web_form: str, data: str) -> object:
	"""Replaces the Web Form's `accept`: a guest writes nothing of a child there, and nobody by the parents' form."""
	about = frappe.db.get_value("Web Form", web_form, "doc_type")
	if web_form == FAMILY_REFERRAL or (frappe.session.user == "Guest" and is_protected(about)):
		raise frappe.PermissionError(_(NOT_YOURS))
	return frappes_own("frappe.website.doctype.web_form.web_form.accept")(web_form, data)
