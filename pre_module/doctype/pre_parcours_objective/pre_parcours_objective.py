from frappe.model.document import Document


class PREParcoursObjective(Document):
	pass
