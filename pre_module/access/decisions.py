"""Who reads a decision of the team besides those who read the whole file: whoever carries it out (R10).

While the situation is open to him, and only in a domain that he may know. Members read the decisions of a meeting in its
minutes, cut for each of them (`situation/meeting_cut.py`): never the document, which leads to the child's file.
`conditions.py` and `permission.py` both ask here, so a list and a document can't disagree.
"""

import frappe

from pre_module.access.scope import Scope
from pre_module.rules.access import MEETING as MEETING_GROUND
from pre_module.rules.access import SHARING

DECISION, MEETING = "PRE Team Decision", "PRE Team Meeting"


def own_decisions(scope: Scope) -> list[str]:
	"""The decisions that a person carries out and may read, of children whose situation is open to him."""
	children = {g.child for g in scope.all_grants() if g.child and g.ground in (MEETING_GROUND, SHARING)}
	if not children:
		return []
	# To decide the permission itself; few: the tasks of one person.
	rows = frappe.get_all(
		DECISION,
		filters={"in_charge": scope.user, "child": ("in", list(children))},
		fields=["name", "child", "need_domain"],
	)
	return [row.name for row in rows if tells(row.child, scope.user, row.need_domain)]


def tells(child: str, user: str, need_domain: str | None) -> bool:
	"""R10 « jamais plus que l'accord ne nomme »: whether a person may know a decision on a child, of this domain."""
	from pre_module.access.situation.reading import reading_of  # which reads the scope itself

	reading = reading_of(child, user)
	return bool(reading) and (reading.domains is None or need_domain in reading.domains)


def may_decide(meeting: str | None, scope: Scope) -> bool:
	"""The coordonnateur of the structure whose team meets writes what it decided."""
	return bool(meeting) and frappe.db.get_value(MEETING, meeting, "structure") in scope.coordinated
