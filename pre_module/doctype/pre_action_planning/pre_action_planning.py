from frappe.model.document import Document


class PREActionPlanning(Document):
	pass
