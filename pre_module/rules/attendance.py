"""R9: who came to a session, and how many times in a row a child did not."""

from collections.abc import Iterable
from datetime import date

from pre_module.rules.refusal import Refusal, _

PRESENT, ABSENT, EXCUSED = "Present", "Absent", "Excused"
STATUSES = (PRESENT, ABSENT, EXCUSED)
CANCELLED = "Cancelled"


def absences_in_a_row(statuses: Iterable[str]) -> int:
	"""R9, R12: how many sessions a child has just missed. statuses: of one action, the oldest first.

	An excused absence is no absence of the row, and does not end it either: the child was not seen meanwhile. It
	counts sessions, says nothing of the child (P6).
	"""
	row = 0
	for status in statuses:
		if status == ABSENT:
			row += 1
		elif status == PRESENT:
			row = 0
	return row


def check_attendance(
	*, session_day: date, session_status: str, enrolled_on: date | None, left_on: date | None, on: date
) -> list[Refusal]:
	"""R9: attendance is noted of a session that was held, of a child who was enrolled that day.

	enrolled_on: None while the child waits. on: today.
	"""
	if session_status == CANCELLED:
		return [Refusal("R9", _("The session is cancelled: nobody was expected."))]
	if session_day > on:
		return [
			Refusal("R9", _("The session is on {0}: attendance is noted from that day on."), (session_day,))
		]
	if enrolled_on is None or session_day < enrolled_on or (left_on and session_day > left_on):
		return [Refusal("R9", _("The child was not enrolled in the action on {0}."), (session_day,))]
	return []
