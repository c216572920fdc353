"""Agreements that end soon (R3): to be asked for again while they hold; those that have ended are late."""

from frappe import _

from pre_module.desk.day.day import Day
from pre_module.desk.day.row import Row
from pre_module.figures.agreements import EXPIRING

KEY = "agreements"


def label() -> str:
	return _("Agreements Ending Soon")


def empty() -> str:
	return _("No agreement ends soon.")


def rows(day: Day) -> list[Row]:
	"""By the day they end."""
	sentence = _("The agreement « {0} » of {1} ends soon")
	found = [agreement_row(day, line, sentence) for line in day.agreements if line["state"] == EXPIRING]
	return sorted(found, key=lambda row: (row.on, row.title))


def agreement_row(day: Day, line: dict, sentence: str) -> Row:
	"""An agreement as a line: it opens the child's file."""
	return Row(
		text=sentence.format(_(line["stage"]), line["guardian"]),
		doctype="PRE Child",
		name=line["child"],
		child=line["child"],
		title=day.title(line["child"]),
		on=line["day"],
		late=day.late(line["day"]),
	)
