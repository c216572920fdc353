"""Attendance on a phone, and what a parcours shows of it. Every list is asked with the rights of whoever reads."""

import frappe
from frappe import _
from frappe.utils import add_days, format_time, getdate, strip_html

from pre_module.access.situation.opening import situation_of
from pre_module.access.situation.view import name_of
from pre_module.controllers.attendances import absences_to_tell, expected_on
from pre_module.controllers.attendances import name_of as attendance_name
from pre_module.controllers.enrolments import is_agreed
from pre_module.controllers.refusals import refuse
from pre_module.rules.attendance import PRESENT, STATUSES
from pre_module.rules.identity import normalised
from pre_module.rules.refusal import Refusal

ENROLMENT, SESSION, ATTENDANCE = "PRE Action Enrolment", "PRE Action Session", "PRE Attendance"
DAYS_BACK = 14  # sessions of this many days that nobody noted yet are still offered
MOST = 200  # children in one sheet


@frappe.whitelist()
def sessions(on_date: str | None = None) -> list[dict]:
	"""The sessions of a day whose children the reader may see, and those of the two weeks before not noted yet.

	Raises frappe.PermissionError for who reads no enrolment at all.
	"""
	day = getdate(on_date)
	filters = {"status": "Enrolled", "enrolled_on": ("<=", day)}
	actions = sorted(set(frappe.get_list(ENROLMENT, filters=filters, pluck="action", limit_page_length=0)))
	rows = frappe.get_list(
		SESSION,
		filters={
			"action": ("in", actions or [""]),
			"session_date": ("between", (add_days(day, -DAYS_BACK), day)),
			"status": ("!=", "Cancelled"),
		},
		fields=["name", "action_title", "session_date", "start_time", "end_time", "place", "status"],
		order_by="session_date desc, start_time",
		limit_page_length=0,
	)
	return [_offered(r, day) for r in rows if r.session_date == day or r.status == "Planned"]


def _offered(row, day) -> dict:
	return {
		**{field: row.get(field) for field in ("name", "action_title", "place", "status")},
		"session_date": str(row.session_date),
		"is_today": getdate(row.session_date) == day,
		"time": f"{format_time(row.start_time, 'HH:mm')} - {format_time(row.end_time, 'HH:mm')}",
	}


@frappe.whitelist()
def sheet(session: str) -> dict:
	"""The children expected at a session that the reader may see, each with what is noted of it.

	hidden: how many more there are, of whom nothing is said. Raises frappe.PermissionError for who may not read the
	session, or no enrolment at all.
	"""
	doc = frappe.get_doc(SESSION, session)
	doc.check_permission("read")
	expected = {"action": doc.action, **expected_on(doc.session_date)}
	rows = frappe.get_list(
		ENROLMENT,
		filters=expected,
		fields=["name", "child", "parcours", "left_on"],
		order_by="name",
		limit_page_length=MOST,
	)
	there = [r for r in rows if not r.left_on or r.left_on >= doc.session_date]
	noted = dict(
		frappe.get_list(
			ATTENDANCE,
			filters={"session": doc.name},
			fields=["enrolment", "status"],
			as_list=True,
			limit_page_length=0,
		)
	)
	children = [_line(r, noted.get(r.name), doc.session_date) for r in there]
	return {
		"session": _offered(doc, getdate()),
		"children": sorted(children, key=lambda c: normalised(c["label"])),
		"hidden": _expected_in_all(expected, doc.session_date) - len(there),
		"may_note": doc.status != "Cancelled" and getdate(doc.session_date) <= getdate(),
	}


def _line(row, status: str | None, day) -> dict:
	"""A child by the name that this reader may know it by, else by the number of its situation."""
	label = name_of(row.child, frappe.session.user) or situation_of(row.child)
	return {
		"enrolment": row.name,
		"label": label,
		"status": status or PRESENT,
		"noted": bool(status),
		"agreed": is_agreed(row.child, row.parcours, day),
	}


def _expected_in_all(expected: dict, day) -> int:
	# A number, of an action whose session the reader may read.
	left = frappe.get_all(ENROLMENT, filters=expected, pluck="left_on")
	return sum(1 for left_on in left if not left_on or left_on >= day)


@frappe.whitelist(methods=["POST"])
def save(session: str, marks: dict | str) -> dict:
	"""Note who came to a session. marks: status by enrolment. Sent twice, it says the same: one record per child.

	What can't be noted is named with its reason, and the rest is saved; also where a family withdrew its agreement while
	the page was open. Raises frappe.PermissionError when none of the enrolments is the reader's to see.
	"""
	doc = frappe.get_doc(SESSION, session)
	doc.check_permission("read")
	marks = frappe.parse_json(marks)
	_check_marks(marks)
	seen = [
		e for e in marks if frappe.db.exists(ENROLMENT, e) and frappe.has_permission(ENROLMENT, "read", e)
	]
	if marks and not seen:
		raise frappe.PermissionError
	saved, hidden = 0, _("You may not note this child.")
	refused = [{"enrolment": e, "reason": hidden} for e in marks if e not in seen]
	for enrolment, status in marks.items():
		if enrolment not in seen:
			continue
		frappe.db.savepoint("one_mark")
		try:
			_note(doc.name, enrolment, status)
			saved += 1
		except frappe.ValidationError as refusal:
			frappe.db.rollback(save_point="one_mark")
			frappe.clear_messages()
			refused.append({"enrolment": enrolment, "reason": strip_html(str(refusal))})
	return {"saved": saved, "refused": refused}


def _check_marks(marks: object) -> None:
	right = isinstance(marks, dict) and all(
		isinstance(e, str) and isinstance(s, str) and s in STATUSES for e, s in marks.items()
	)
	if not right or len(marks) > MOST:
		refuse([Refusal("value", _("Attendance is noted as present, absent or excused, child by child."))])


def _note(session: str, enrolment: str, status: str) -> None:
	"""One mark, new or changed; another phone may be noting the same child at this moment."""
	# Whose the enrolment is; the permission was asked just before.
	child = frappe.db.get_value(ENROLMENT, enrolment, "child")
	name = attendance_name(session, child)
	if not frappe.db.exists(ATTENDANCE, name):
		new = {"doctype": ATTENDANCE, "session": session, "enrolment": enrolment, "status": status}
		frappe.db.savepoint("new_attendance")
		try:
			frappe.get_doc(new).insert()
			return
		except frappe.DuplicateEntryError:
			frappe.db.rollback(save_point="new_attendance")
			frappe.clear_messages()
	doc = frappe.get_doc(ATTENDANCE, name, for_update=True)
	if doc.status != status:
		doc.status = status
		doc.save()


# On the parcours


@frappe.whitelist()
def of_parcours(name: str) -> str:
	"""What the child of a parcours attended, as HTML for its form: by action, and the last sessions.

	Raises frappe.PermissionError for who may not read the parcours.
	"""
	parcours = frappe.get_doc("PRE Parcours", name)
	parcours.check_permission("read")
	rows = frappe.get_list(
		ENROLMENT,
		filters={"parcours": parcours.name},
		fields=[
			"name",
			"action",
			"action_title",
			"status",
			"waiting_rank",
			"enrolled_on",
			"left_on",
			"absences_in_a_row",
			"absence_alert",
		],
		order_by="creation",
		limit_page_length=0,
	)
	noted = frappe.get_list(
		ATTENDANCE,
		filters={"enrolment": ("in", [r.name for r in rows] or [""])},
		fields=["enrolment", "session_date", "start_time", "status"],
		order_by="session_date desc, start_time desc",
		limit_page_length=0,
	)
	actions = [_of_action(r, [n for n in noted if n.enrolment == r.name]) for r in rows]
	values = {"actions": actions, "limit": absences_to_tell()}
	return frappe.render_template("pre_module/templates/attendance/parcours.html", values)


def _of_action(row, noted: list) -> dict:
	counts = {status: sum(1 for n in noted if n.status == status) for status in STATUSES}
	return {**row, "counts": counts, "total": len(noted), "last": noted[:12]}
