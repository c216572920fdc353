"""The one-page sheet of a situation, for whoever prints it: what he may see today, and what the team is asked (R10)."""

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, get_fullname, getdate

from pre_module.access.situation.meeting_cut import decisions_on
from pre_module.access.situation.reading import reading_of
from pre_module.access.situation.view import view_of
from pre_module.desk.one_page import fit, shorten

MOST_DECISIONS = 4
NEAR = 60  # days


def sheet_document(doc: Document) -> frappe._dict:
	"""What the sheet of a situation says to its reader. Raises frappe.PermissionError for who may not read it."""
	reader = frappe.session.user
	# As the base has them: the form's print view sends a document of its own.
	child, structure = frappe.db.get_value("PRE Situation", doc.name, ["child", "structure"]) or (None, None)
	reading = reading_of(child, reader) if child else None
	if not reading:
		raise frappe.PermissionError
	asked = _asked(doc.name)
	decisions = decisions_on(child, reading, {"status": "Open"})[-MOST_DECISIONS:]
	view = view_of(child, reading)
	view["factors"] = [
		{**f, "factors": [frappe._(factor) for factor in f["factors"]]} for f in view["factors"]
	]
	sheet = fit(view, [*(d["decision"] for d in decisions), asked.get("question") or ""])
	for row in (*decisions, asked):
		for key in ("decision", "question"):
			if row.get(key):
				row[key] = shorten(row[key], sheet["characters"])
	return frappe._dict(
		sheet=frappe._dict(sheet),
		domains={d["name"]: frappe._(d["name"]) for d in sheet["domains"]},
		restricted=sorted(frappe._(name) for name in sheet["restricted"] or []),
		meeting=asked,
		decisions=decisions,
		reader=get_fullname(reader),
		# Public contact of the structure.
		structure=frappe.get_cached_doc("PRE Structure", structure),
	)


def _asked(situation: str) -> dict:
	"""The question to the team, of the meeting that is nearest to today among those the reader may read."""
	# The meetings with this situation on their agenda, to be asked of with the reader's own rights.
	rows = frappe.get_all(
		"PRE Team Meeting Item",
		filters={"situation": situation, "parenttype": "PRE Team Meeting"},
		fields=["parent", "question", "starts_at"],
	)
	questions = {row.parent: row for row in rows}
	today = getdate()
	mine = frappe.get_list(
		"PRE Team Meeting",
		filters={
			"name": ("in", list(questions) or [""]),
			"status": ("!=", "Cancelled"),
			"meeting_date": ("between", [add_days(today, -NEAR), add_days(today, NEAR)]),
		},
		fields=["name", "meeting_date"],
	)
	if not mine:
		return {}
	nearest = min(mine, key=lambda m: (abs((getdate(m.meeting_date) - today).days), m.name))
	row = questions[nearest.name]
	return {"meeting_date": nearest.meeting_date, "starts_at": row.starts_at, "question": row.question or ""}
