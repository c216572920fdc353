"""The minutes of a team meeting, cut for whoever reads them: his situations, his domains, no name he may not know."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname

from pre_module.access.scope import scope_of
from pre_module.access.situation.meeting_cut import cut_of
from pre_module.controllers.team_meeting import quorum_notice
from pre_module.rules.team import NOT_MET

MEETING, FORMAT = "PRE Team Meeting", "PRE Team Minutes"


@frappe.whitelist()
def for_member(team_meeting: str, user: str) -> None:
	"""The PDF of what one member may know of a meeting, for the coordonnateur who hands it out, or for himself.

	Raises frappe.PermissionError for anybody else.
	"""
	doc = frappe.get_doc(MEETING, team_meeting)
	doc.check_permission("print")
	if user not in [row.user for row in doc.members]:
		frappe.throw(_("{0} is no member of this meeting.").format(user))
	if user != frappe.session.user and doc.structure not in scope_of().coordinated:
		raise frappe.PermissionError
	doc.flags.minutes_reader = user
	pdf = frappe.get_print(MEETING, doc.name, print_format=FORMAT, doc=doc, as_pdf=True)
	frappe.local.response.update(
		{"type": "pdf", "filename": f"{doc.name} {get_fullname(user)}.pdf", "filecontent": pdf}
	)


@frappe.whitelist()
def decisions(team_meeting: str) -> str:
	"""The decisions of a meeting that the reader may know, as HTML for its form."""
	doc = frappe.get_doc(MEETING, team_meeting)
	doc.check_permission("read")
	situations = [s for s in cut_of(doc, frappe.session.user) if s["decisions"]]
	return frappe.render_template("pre_module/templates/team/decisions.html", {"situations": situations})


def minutes_document(doc: Document) -> frappe._dict:
	"""What the minutes say to their reader: whoever prints, or the member for whom they are cut."""
	reader = doc.flags.minutes_reader or frappe.session.user
	doc = frappe.get_doc(
		MEETING, doc.name
	)  # as the base has it: the form's print view sends a document of its own
	# Public contact of the structure, and the name of a team: on every paper.
	structure = frappe.get_cached_doc("PRE Structure", doc.structure)
	team = (
		frappe.db.get_value("PRE Team", doc.team, ["title", "orientation"], as_dict=True)
		if doc.team
		else None
	)
	return frappe._dict(
		structure=structure,
		team=team,
		reader=get_fullname(reader),
		members=[_member(row) for row in doc.members],
		quorum_notice=quorum_notice(doc) if doc.quorum_state == NOT_MET else "",
		situations=cut_of(doc, reader),
		is_planned=doc.status == "Planned",
	)


def _member(row: Document) -> dict[str, str]:
	return {
		"name": get_fullname(row.user),
		"partner": row.partner or "",
		"work_field": row.work_field or "",
		"attendance": row.attendance or "",
		"replaced_by": row.replaced_by or "",
	}
