"""What people type is text: neither HTML nor a formula that a spreadsheet would run once exported."""

import re

from pre_module.rules.refusal import Label, Refusal, _

_TAG = re.compile(r"<\s*[a-zA-Z/!?]|&#|javascript:", re.IGNORECASE)
# « = » and « @ » open a formula; « + » and « - » open bullets and phone numbers too, so only what reaches out of
# the spreadsheet counts: a call by DDE, a function that opens an address.
_FORMULA = re.compile(
	r"^\s*[=@＝＠\t]"
	r"|^\s*[+\-].*(\|.*'!|\b(LIEN_HYPERTEXTE|HYPERLINK|SERVICEWEB|WEBSERVICE|IMAGE|IMPORT[A-Z]+)\()",
	re.DOTALL | re.IGNORECASE,
)


def check_plain_text(label: str, text: str) -> list[Refusal]:
	"""No HTML and no spreadsheet formula in a field of text.

	label: of the field, translated when shown. Not a rule of the programme: identifier "text".
	"""
	if _TAG.search(text):
		return [Refusal("text", _("{0}: HTML is not accepted, write plain text."), (Label(label),))]
	if _FORMULA.search(text):
		return [Refusal("text", _("{0}: a text can't start like a spreadsheet formula."), (Label(label),))]
	return []
