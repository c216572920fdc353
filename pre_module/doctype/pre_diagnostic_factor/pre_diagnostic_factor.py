from frappe.model.document import Document


class PREDiagnosticFactor(Document):
	pass
