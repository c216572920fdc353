"""What keeping the register costs when a document is saved: told, not limited (design.md, section 8)."""

from collections.abc import Iterator
from unittest.mock import patch

import frappe

from benchmarks.measuring import Measure, in_turn
from tests.factories import make_active_parcours, make_child, make_structure

SETTLING = {
	"PRE Child": "pre_module.doctype.pre_child.pre_child.follow_child",
	"PRE Parcours": "pre_module.doctype.pre_parcours.pre_parcours.settle_child",
}


def measures(rounds: int) -> Iterator[Measure]:
	"""The save of a child's file and of a running parcours, as it is and without settling; nothing stays written."""
	structure = make_structure().name
	child = make_child(structure=structure)
	parcours = make_active_parcours(child)
	for document in (child, parcours):
		yield _saving(document, rounds)
	frappe.db.rollback()


def _saving(document, rounds: int) -> Measure:
	def save() -> None:
		frappe.get_doc(document.doctype, document.name).save()

	def save_bare() -> None:
		with patch(_path(document.doctype)):
			save()

	measure = Measure("Administrator", "save", document.doctype, limit=None)
	in_turn(measure, save, save_bare, rounds)
	return measure


def _path(doctype: str) -> str:
	"""The name in the module that Frappe loaded the controller from."""
	module = type(frappe.get_doc({"doctype": doctype})).__module__
	return f"{module}.{SETTLING[doctype].rpartition('.')[2]}"
