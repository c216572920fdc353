from frappe.model.document import Document


class PREConsentPartner(Document):
	pass
