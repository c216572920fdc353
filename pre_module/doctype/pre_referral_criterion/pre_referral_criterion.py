from frappe.model.document import Document


class PREReferralCriterion(Document):
	pass
