"""P12: what is noted of the use of a child's file, and for how long."""

from pre_module.rules.refusal import Refusal, _

OPENED = "Opened"
PRINTED = "Printed"
EXPORTED = "Exported"
LISTED = "Listed"
SEARCHED = "Searched"
DOWNLOADED = "Downloaded"
CREATED = "Created"
CHANGED = "Changed"
DELETED = "Deleted"
EMERGENCY_OPENED = "Emergency Access"
EMERGENCY_REFUSED = "Emergency Refused"
KINDS = (
	OPENED,
	PRINTED,
	EXPORTED,
	LISTED,
	SEARCHED,
	DOWNLOADED,
	CREATED,
	CHANGED,
	DELETED,
	EMERGENCY_OPENED,
	EMERGENCY_REFUSED,
)

SHORTEST, LONGEST = 6, 12  # months, CNIL délib. 2021-122


def check_retention(months: int) -> list[Refusal]:
	"""P12: traces are kept from 6 to 12 months."""
	if SHORTEST <= months <= LONGEST:
		return []
	return [Refusal("value", _("Access traces are kept from {0} to {1} months (CNIL)."), (SHORTEST, LONGEST))]


# Fields in which a value asked for exactly is somebody's identity too.
IDENTITY = ("full_name", "first_name", "last_name", "birth_date", "child_first_name", "child_last_name")


def text_looked_for(filters: object) -> str:
	"""The text that a list's filters look for; empty when they choose without a text.

	filters: as Frappe takes them: [[doctype, field, operator, value]...], [[field, operator, value]...], or
	{field: value or [operator, value]}.
	"""
	texts = []
	for field, operator, value in _conditions(filters):
		text = value.strip("% ") if isinstance(value, str) else ""
		if text and (operator.lower() == "like" or field in IDENTITY):
			texts.append(text)
	return ", ".join(texts)


def _conditions(filters: object):
	"""(field, operator, value) of each condition that is written in a way Frappe knows."""
	if isinstance(filters, dict):
		filters = [[field, *(value if _is_pair(value) else ("=", value))] for field, value in filters.items()]
	for condition in filters if isinstance(filters, (list, tuple)) else ():
		if isinstance(condition, (list, tuple)) and len(condition) >= 3:
			field, operator, value = condition[:3] if len(condition) == 3 else condition[1:4]
			yield str(field).rpartition(".")[2].strip("`"), str(operator), value


def _is_pair(value: object) -> bool:
	return isinstance(value, (list, tuple)) and len(value) == 2
