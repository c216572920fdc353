from frappe.model.document import Document


class PREParcoursReferent(Document):
	pass
