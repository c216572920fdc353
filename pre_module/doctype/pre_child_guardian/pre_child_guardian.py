from frappe.model.document import Document


class PREChildGuardian(Document):
	pass
