from frappe.model.document import Document


class PREDiagnosticNeed(Document):
	pass
