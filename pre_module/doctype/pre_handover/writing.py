"""A handover becomes lines « référent over time » of its parcours: all of them or none (R5)."""

import frappe
from frappe.model.document import Document
from frappe.utils import getdate, strip_html

from pre_module.controllers.referents import contracts_named
from pre_module.controllers.refusals import refuse
from pre_module.doctype.pre_handover.telling import tell
from pre_module.doctype.pre_parcours.in_charge import charges
from pre_module.rules.dates import Period
from pre_module.rules.referent import Charge, check_handover, handed_over, is_handed_over

DONE, REFUSED = "Done", "Refused"


def write_lines(handover: Document) -> None:
	"""Hand the child over, through the parcours's own rules; written already, it changes nothing.

	The parcours is locked until the transaction ends. Raises what the rules and the rights refuse.
	"""
	parcours = frappe.get_doc("PRE Parcours", handover.parcours, for_update=True)
	before, taker = charges(parcours), taker_of(handover)
	if not is_handed_over(before, taker):
		refuse(check_handover(before, handover.from_contract, taker.contract, taker.period, getdate()))
		_set_lines(parcours, handed_over(before, taker))
		parcours.save()
	handover.db_set({"status": DONE, "refusal": None})
	tell(handover)


def write_or_note_refusal(name: str) -> None:
	"""The same for one of many: what the rules refuse is kept on the handover, and stops no other."""
	handover = frappe.get_doc("PRE Handover", name, for_update=True)
	if handover.status == DONE:
		return
	frappe.db.savepoint("one_handover")
	try:
		write_lines(handover)
	except (frappe.ValidationError, frappe.PermissionError) as refused:
		frappe.db.rollback(save_point="one_handover")
		frappe.clear_messages()  # kept on the document; several in a row would cover the screen
		handover.db_set({"status": REFUSED, "refusal": strip_html(str(refused))})


def taker_of(handover: Document) -> Charge:
	"""The charge that the handover asks for."""
	end = getdate(handover.to_date) if handover.to_date else None
	contract = contracts_named([handover.to_contract]).get(handover.to_contract)
	return Charge(
		contract.referent if contract else "", handover.to_contract, Period(getdate(handover.from_date), end)
	)


def _set_lines(parcours: Document, after: list[Charge]) -> None:
	"""The lines as the rule wants them; a line that stays keeps its row."""
	rows = {(row.contract, getdate(row.from_date)): row for row in parcours.referents}
	kept = []
	for charge in after:
		row = rows.get((charge.contract, charge.period.start)) or parcours.append("referents", {})
		row.update(
			{
				"referent": charge.referent,
				"contract": charge.contract,
				"from_date": charge.period.start,
				"to_date": charge.period.end,
			}
		)
		kept.append(row)
	parcours.set("referents", kept)
	for number, row in enumerate(parcours.referents, 1):
		row.idx = number
