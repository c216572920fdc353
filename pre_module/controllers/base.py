"""Base class of every DocType of the app that people fill in."""

from frappe.model.document import Document

from pre_module.controllers.refusals import refuse
from pre_module.rules.plain_text import check_plain_text
from pre_module.rules.refusal import Refusal
from pre_module.rules.values import check_date, check_number, check_text, check_time

NAMES = ("Data", "Autocomplete")  # stored in 140 characters unless the field says otherwise
TEXTS = ("Small Text", "Text", "Long Text")
LONGEST_TEXT = 16_000  # characters; what a column holds (65,535 bytes) in any script


class PREDocument(Document):
	"""Text stays plain text, days exist and numbers are numbers, at every door (the form, REST, imports)."""

	def before_validate(self):
		self.refuse_impossible_values()

	def refuse_impossible_values(self):
		"""What no field can hold, in the document and its lines, before anything is done with it."""
		refusals = []
		for doc in (self, *self.get_all_children()):
			for df in doc.meta.fields:
				value = doc.get(df.fieldname)
				if value not in (None, ""):
					refusals += _check(df, value)
		refuse(refusals)


def _check(df, value: object) -> list[Refusal]:
	if df.fieldtype in NAMES or df.fieldtype in TEXTS:
		longest = LONGEST_TEXT if df.fieldtype in TEXTS else int(df.length or 140)
		return check_text(df.label, value, longest) or check_plain_text(df.label, str(value))
	if df.fieldtype in ("Date", "Datetime"):
		return check_date(df.label, value)
	if df.fieldtype == "Time":
		return check_time(df.label, value)
	if df.fieldtype in ("Int", "Float"):
		return check_number(df.label, value)
	return []
