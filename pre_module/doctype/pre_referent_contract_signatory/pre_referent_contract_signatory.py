from frappe.model.document import Document


class PREReferentContractSignatory(Document):
	pass
