from frappe.model.document import Document


class PREReviewLevel(Document):
	pass
