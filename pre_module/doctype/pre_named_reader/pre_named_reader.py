import frappe
from frappe import _
from frappe.model.document import Document


class PRENamedReader(Document):
	"""A line of a guarded document. Frappe asks these only of a line written by itself, past its document."""

	def validate(self):
		frappe.throw(_("Readers are named on the document itself."), frappe.PermissionError)

	def on_trash(self):
		frappe.throw(_("Readers are named on the document itself."), frappe.PermissionError)
