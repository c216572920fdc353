from frappe.model.document import Document


class PRETeamMeetingItem(Document):
	pass
