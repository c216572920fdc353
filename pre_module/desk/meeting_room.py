"""What the page that runs a meeting asks (R6, R10): for the coordonnateur of the structure, shown to the whole room."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_fullname, now_datetime

from pre_module.access.scope import grants_where
from pre_module.access.situation.meeting_cut import name_for_all, projected
from pre_module.access.situation.reading import reading_of
from pre_module.controllers.team_meeting import HELD, quorum_notice
from pre_module.rules.team import ABSENT, EXCUSED, NOT_MET, REPLACED

MEETING, DECISION = "PRE Team Meeting", "PRE Team Decision"


@frappe.whitelist()
def room(team_meeting: str) -> dict:
	"""Everything the page shows, without any name of a child."""
	doc = _meeting(team_meeting)
	return {
		"name": doc.name,
		"structure": doc.structure,
		"meeting_date": doc.meeting_date,
		"place": doc.place or "",
		"status": doc.status,
		"start_time": str(doc.start_time or ""),
		"planned_end": str(doc.planned_end or ""),
		"situations": projected(doc),
		**_presence(doc),
	}


@frappe.whitelist()
def names(team_meeting: str) -> dict[str, dict]:
	"""R10: of each situation the name, where everybody in the room may know it, else how many may not.

	Who sits there in the place of a member has accepted no charter: then no name is shown.
	"""
	doc = _meeting(team_meeting)
	there = [row for row in doc.members if row.attendance not in (ABSENT, EXCUSED)]
	people = [frappe.session.user, *(row.user for row in there if row.attendance != REPLACED)]
	strangers = sum(row.attendance == REPLACED for row in there)
	found = {}
	for row in doc.agenda:
		name, apart = name_for_all(_child(row.situation), people)
		found[row.situation] = {"name": None if strangers else name, "apart": apart + strangers}
	return found


@frappe.whitelist()
def carriers(team_meeting: str, situation: str) -> list[dict[str, str]]:
	"""Who may be given a task on a situation: members, référents and coordonnateurs that see it today."""
	doc = _meeting(team_meeting)
	_on_agenda(doc, situation)
	child = _child(situation)
	# Accounts that have a ground to see this child; each is asked anew below.
	grounds = [g.user for g in grants_where({"child": child}) if g.is_live(now_datetime())]
	people = dict.fromkeys([frappe.session.user, *(row.user for row in doc.members), *grounds])
	found = [{"user": user, "full_name": get_fullname(user)} for user in people if reading_of(child, user)]
	return sorted(found, key=lambda person: person["full_name"])


@frappe.whitelist(methods=["POST"])
def decide(
	team_meeting: str,
	situation: str,
	decision: str,
	key: str,
	need_domain: str = "",
	in_charge: str = "",
	due_on: str = "",
) -> list[dict]:
	"""Keep a decision; the same key again is the same decision, however often a lost connection sends it.

	Answers with the decisions on the situation.
	"""
	doc = _meeting(team_meeting)
	_on_agenda(doc, situation)
	if not key or len(key) > 140:
		frappe.throw(_("The sending has no key."))
	if not frappe.db.exists(DECISION, {"client_key": key}):
		try:
			frappe.get_doc(
				{
					"doctype": DECISION,
					"meeting": doc.name,
					"situation": situation,
					"decision": decision,
					"need_domain": need_domain or None,
					"in_charge": in_charge or None,
					"due_on": due_on or None,
					"client_key": key,
				}
			).insert()
		except frappe.UniqueValidationError:
			frappe.clear_last_message()  # the first sending came through meanwhile
	return next(s["decisions"] for s in projected(doc) if s["situation"] == situation)


@frappe.whitelist(methods=["POST"])
def attend(team_meeting: str, member: str, attendance: str, replaced_by: str = "") -> dict:
	"""Note who is there."""
	doc = _meeting(team_meeting)
	row = next((r for r in doc.members if r.user == member), None)
	if not row:
		frappe.throw(_("{0} is no member of this meeting.").format(member))
	row.attendance, row.replaced_by = attendance, replaced_by
	doc.save()
	return _presence(doc)


@frappe.whitelist(methods=["POST"])
def note(team_meeting: str, situation: str, status: str, minutes_spent: int | str = 0) -> None:
	"""What became of a situation, and how long it took."""
	doc = _meeting(team_meeting)
	row = _on_agenda(doc, situation)
	row.status, row.minutes_spent = status, cint(minutes_spent)
	doc.save()


@frappe.whitelist(methods=["POST"])
def hold(team_meeting: str) -> None:
	"""The meeting is over."""
	doc = _meeting(team_meeting)
	doc.status = HELD
	doc.save()


def _meeting(name: str) -> Document:
	"""The meeting, for who may write it: its coordonnateur. Raises frappe.PermissionError."""
	doc = frappe.get_doc(MEETING, name)
	doc.check_permission("write")
	return doc


def _on_agenda(doc: Document, situation: str) -> Document:
	row = next((r for r in doc.agenda if r.situation == situation), None)
	if not row:
		frappe.throw(_("This situation is not on the agenda of the meeting."))
	return row


def _child(situation: str) -> str:
	# The file behind a situation of an agenda one may write; its number is not returned.
	return frappe.db.get_value("PRE Situation", situation, "child")


def _presence(doc: Document) -> dict:
	return {
		"members": [
			{
				"user": row.user,
				"full_name": get_fullname(row.user),
				"work_field": row.work_field or "",
				"attendance": row.attendance or "",
				"replaced_by": row.replaced_by or "",
			}
			for row in doc.members
		],
		"quorum_state": doc.quorum_state,
		"quorum_notice": quorum_notice(doc) if doc.quorum_state == NOT_MET else "",
		"members_counted": doc.members_counted,
		"quorum_needed": doc.quorum_needed,
	}
