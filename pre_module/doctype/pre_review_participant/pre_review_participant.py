from frappe.model.document import Document


class PREReviewParticipant(Document):
	pass
