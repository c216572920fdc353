from frappe.model.document import Document


class PREDiagnosticView(Document):
	pass
