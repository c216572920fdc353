from frappe.model.document import Document


class PREReferenceImportLine(Document):
	pass
