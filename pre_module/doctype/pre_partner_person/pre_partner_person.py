from frappe.model.document import Document


class PREPartnerPerson(Document):
	pass
