"""Open, on a site that was there before the register, what the facts say is open today."""

import frappe

from pre_module.access.facts import coordinators, referents, referrals

BATCH = 500


def execute() -> None:
	"""Nothing of the past is told: before today nobody wrote down who could see. Harmless when run again."""
	# Past permissions: the upgrade acts for nobody, and writes the register and two fields without names.
	_date_structures()
	_place_households()
	for structure in frappe.get_all("PRE Structure", pluck="name"):
		coordinators.settle_structure(structure)
	_each("PRE Child", referents.settle_child)
	_each("PRE Referral", referrals.settle_referral)


def _each(doctype: str, settle) -> None:
	# Past permissions, as above: numbers of documents, to write the register.
	for number, name in enumerate(frappe.get_all(doctype, pluck="name", order_by="name")):
		settle(name)
		if number % BATCH == BATCH - 1:
			frappe.db.commit()  # a long upgrade that is cut goes on where it was


def _date_structures() -> None:
	child = frappe.qb.DocType("PRE Child")
	# The upgrade acts for nobody; a date, no name.
	frappe.qb.update(child).set(child.structure_since, child.creation).where(
		child.structure_since.isnull()
	).run()


def _place_households() -> None:
	# The upgrade acts for nobody; numbers of files and households.
	rows = frappe.get_all(
		"PRE Child",
		filters={"household": ("is", "set")},
		fields=["household", "structure"],
		order_by="creation desc",
	)
	for household, structure in {r.household: r.structure for r in rows}.items():
		if not frappe.db.get_value("PRE Household", household, "structure"):
			frappe.db.set_value("PRE Household", household, "structure", structure, update_modified=False)
