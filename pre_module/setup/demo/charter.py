"""The charter of the demo's structure (R10): published before the first child, signed by the partners but one, accepted
in person by everybody who sees children."""

from datetime import timedelta

import frappe

from pre_module.desk.charter import accept, model
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.texts import load

PEOPLE = ("coordinator", "referent1", "referent2", "referent3", "team", "school", "association")
NOT_SIGNED = ("sport",)  # for the campaign to have somebody to wait for


def make_charter(desk: Desk) -> None:
	"""Written by the coordonnatrice from the app's model, then signed and accepted within the two weeks after."""
	day = desk.calendar.working(desk.calendar.beginning - timedelta(days=80))
	desk.on(day, "coordinator")
	structure = desk.places["structure"]
	charter = desk.insert("PRE Charter", structure=structure, in_force_from=day, **model(structure))
	charter.status = "Published"
	charter.save()
	_sign(desk, charter.name)
	for person in PEOPLE:
		desk.on(desk.calendar.working(day + timedelta(days=7)), person)
		accept(charter.name)
		acceptance = {"charter": charter.name, "user": frappe.session.user}
		# The name of what was just made, for the ledger.
		desk.ledger.add("PRE Charter Acceptance", frappe.db.get_value("PRE Charter Acceptance", acceptance))


def _sign(desk: Desk, charter: str) -> None:
	for key, values in load("places")["partners"].items():
		if key in NOT_SIGNED:
			continue
		name, job = values["people"][0]
		desk.insert(
			"PRE Charter Signature",
			charter=charter,
			partner=desk.places[f"partner:{key}"],
			signed_on=frappe.utils.getdate(),
			signatory=name,
			signatory_function=job,
		)
