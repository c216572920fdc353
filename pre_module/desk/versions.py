"""The parcours given to the family again, as it is now."""

import frappe
from frappe import _

from pre_module.doctype.pre_parcours import versions


@frappe.whitelist(methods=["POST"])
def give(name: str) -> str:
	"""R8, R12: keep the document as the family gets it today; the name of that version, to print it.

	Raises frappe.PermissionError for who may not change the parcours.
	"""
	parcours = frappe.get_doc("PRE Parcours", name)
	parcours.check_permission("write")
	if parcours.status == "Draft" or not parcours.proposed_on:
		frappe.throw(_("A draft is given to the family by « {0} ».").format(_("Give to Family")))
	return versions.give(name)
