from frappe.model.document import Document


class PREParcoursSuspension(Document):
	pass
