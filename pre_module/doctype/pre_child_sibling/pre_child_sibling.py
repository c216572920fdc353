from frappe.model.document import Document


class PREChildSibling(Document):
	pass
