"""Base class of every DocType of the app that people fill in."""

from frappe.model.document import Document

from pre_module.controllers.refusals import refuse
from pre_module.rules.plain_text import check_plain_text

TEXT_TYPES = ("Data", "Small Text", "Text", "Long Text", "Autocomplete")


class PREDocument(Document):
	"""Text stays plain text, at every door (the form, REST, imports)."""

	def before_validate(self):
		self.refuse_markup()

	def refuse_markup(self):
		"""No HTML, no spreadsheet formula in any text of the document and of its lines."""
		refusals = []
		for doc in (self, *self.get_all_children()):
			for df in doc.meta.get("fields", {"fieldtype": ("in", TEXT_TYPES)}):
				value = doc.get(df.fieldname)
				if isinstance(value, str) and value:
					refusals += check_plain_text(df.label, value)
		refuse(refusals)
