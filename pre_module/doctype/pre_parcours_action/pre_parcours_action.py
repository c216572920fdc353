from frappe.model.document import Document


class PREParcoursAction(Document):
	pass
