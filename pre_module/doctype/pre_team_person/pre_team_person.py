from frappe.model.document import Document


class PRETeamPerson(Document):
	pass
