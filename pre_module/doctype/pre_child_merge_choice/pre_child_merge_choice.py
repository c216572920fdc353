from frappe.model.document import Document


class PREChildMergeChoice(Document):
	pass
