from frappe.model.document import Document


class PREReviewCriterion(Document):
	pass
