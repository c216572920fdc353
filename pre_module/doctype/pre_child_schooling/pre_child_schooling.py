from frappe.model.document import Document


class PREChildSchooling(Document):
	pass
