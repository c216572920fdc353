"""What a tired person does next: one thing, with its button. The rest can wait until tomorrow."""

from frappe import _

from pre_module.desk.day.day import Day
from pre_module.desk.day.row import Row

# Where to look, in this order: a promise made to a family comes before what is owed to a calendar.
ORDER = ("gestures", "late", "silent")


def first(day: Day, found: dict[str, list[Row]]) -> dict | None:
	"""The section and the line that come first: the oldest promise due, else the oldest lateness, else silence."""
	for key in ORDER:
		due = [row for row in found.get(key, []) if row.on and row.on <= day.today]
		if due:
			return {"section": key, "sentence": _sentence(key, due[0]), **due[0].shown()}
	return None


def _sentence(key: str, row: Row) -> str:
	if key == "silent":
		return _("First, call the family of {0}").format(row.title)
	if row.title:
		return _("First, for {0}: {1}").format(row.title, row.text)
	return _("First: {0}").format(row.text)
