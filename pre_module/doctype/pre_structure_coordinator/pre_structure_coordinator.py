from frappe.model.document import Document


class PREStructureCoordinator(Document):
	pass
