import frappe
from frappe import _
from frappe.model.document import Document


class PREParcoursVersion(Document):
	"""R8: the document as the family was given it. Written by the server alone (doctype/pre_parcours/versions.py)."""

	def validate(self):
		if not self.is_new() or not self.flags.given:
			frappe.throw(
				_("A version given to the family can't be written or changed."), frappe.PermissionError
			)


def on_doctype_update():
	"""A number is given once per parcours, also to two people at the same moment."""
	frappe.db.add_unique("PRE Parcours Version", ["parcours", "number"], "one_of_its_number")
