"""All the children in charge, by name: where each stands, and the last time somebody was reached."""

from frappe import _
from frappe.utils import formatdate

from pre_module.controllers.family_information import last_contacts
from pre_module.desk.day.day import Day
from pre_module.desk.day.row import Row

KEY = "children"


def label() -> str:
	return _("My Children")


def empty() -> str:
	return _("No child is in your charge today.")


def rows(day: Day) -> list[Row]:
	"""In the order of the alphabet, and no other (P6)."""
	last = last_contacts(list(day.children))
	return [
		Row(
			text=" · ".join(filter(None, (child.class_level, _phase(day, name), _contact(last.get(name))))),
			doctype="PRE Child",
			name=name,
			child=name,
			title=child.full_name,
		)
		for name, child in day.children.items()
	]


def _phase(day: Day, child: str) -> str:
	parcours = day.phase.get(child)
	return _("Parcours: {0}").format(_(parcours.status)) if parcours else _("First steps")


def _contact(last) -> str:
	return _("last contact on {0}").format(formatdate(last)) if last else _("no contact noted")
