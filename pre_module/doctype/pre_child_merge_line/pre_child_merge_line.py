from frappe.model.document import Document


class PREChildMergeLine(Document):
	pass
