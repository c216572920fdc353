from frappe.model.document import Document


class PREReferentContractMission(Document):
	pass
