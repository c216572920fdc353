from frappe.model.document import Document


class PRESchoolHours(Document):
	pass
