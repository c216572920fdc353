from frappe.model.document import Document


class PREFamilyContactPerson(Document):
	pass
