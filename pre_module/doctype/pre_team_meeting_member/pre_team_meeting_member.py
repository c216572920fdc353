from frappe.model.document import Document


class PRETeamMeetingMember(Document):
	pass
