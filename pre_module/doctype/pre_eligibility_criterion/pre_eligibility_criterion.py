from frappe.model.document import Document


class PREEligibilityCriterion(Document):
	pass
