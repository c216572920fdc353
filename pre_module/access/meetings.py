"""Who reads a team meeting besides the coordonnateur: its members, the charter accepted (R6, R10).

`conditions.py` and `permission.py` ask; both read the lines « members » and nothing else.
"""

from collections.abc import Set

import frappe
from frappe.utils import add_days, getdate

from pre_module.access.register import closed_structures

MEETING, MEMBER = "PRE Team Meeting", "PRE Team Meeting Member"


def meetings_query(user: str, accepted: Set[str]) -> str:
	"""A sub-select of the names of the meetings of which a person is a member, in these structures."""
	structures = ", ".join(_text(s) for s in sorted(accepted - closed_structures())) or "''"
	return (
		f"select `meeting`.`name` from `tab{MEETING}` as `meeting` join `tab{MEMBER}` as `member`"
		f" on `member`.`parent` = `meeting`.`name` and `member`.`parenttype` = {_text(MEETING)}"
		f" where `member`.`user` = {_text(user)} and `meeting`.`structure` in ({structures})"
		f" and `meeting`.`meeting_date` >= {_text(_oldest_day())}"
	)


def is_member(meeting: str, user: str) -> bool:
	"""Whether a person is a member of a meeting, as the base has it: what a request says of its lines opens nothing."""
	# The fields that decide the permission itself.
	row = frappe.db.get_value(MEETING, meeting, ["meeting_date", "structure"], as_dict=True)
	if not row or str(row.meeting_date) < _oldest_day() or row.structure in closed_structures():
		return False
	return bool(frappe.db.exists(MEMBER, {"parent": meeting, "parenttype": MEETING, "user": user}))


def _oldest_day() -> str:
	"""A meeting before it has closed its window (`facts/meetings.py`): its agenda is no longer the members' to read."""
	after = frappe.get_cached_doc("PRE Settings").meeting_days_after or 0
	return str(add_days(getdate(), -after))


def _text(value: str) -> str:
	# Lists are read without values to fill in: a doubled « % » would stay doubled.
	return frappe.db.escape(value, percent=False)
