from frappe.model.document import Document


class PREReferralReason(Document):
	pass
