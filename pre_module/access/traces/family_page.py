"""P12, P16: « who consulted the file », the page of one child that can be handed to the family, as a PDF.

Day by day: who, in which function, did what with which kind of document. Nothing of a health note nor of a
safeguarding report (their traces are elsewhere), nothing that was typed in a search: it may name another child.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import frappe
from frappe import _
from frappe.utils import format_date, get_fullname, getdate, now_datetime
from frappe.utils.pdf import get_pdf

from pre_module.access.conditions import DPO
from pre_module.access.merged import merged_into, numbers_of
from pre_module.access.scope import scope_of
from pre_module.access.traces.writing import TRACE
from pre_module.rules.traces import EMERGENCY_OPENED, EMERGENCY_REFUSED

TEMPLATE = "pre_module/templates/who_consulted_the_file.html"


@dataclass(frozen=True)
class Line:
	"""What one person did with one kind of document on one day. times: "09:12" each."""

	person: str
	function: str
	what: str
	document: str
	times: tuple[str, ...]


@frappe.whitelist()
def who_consulted(child: str, from_date: str, to_date: str) -> None:
	"""The page of one child for a period, both days included, as a PDF to download.

	For the data protection officer by file number (no name on it), and for the coordonnateur of the child's
	structure. Raises frappe.PermissionError for everybody else, as for a number that is nobody's.
	"""
	named = may_hand_over(child)
	context = {
		**page(child, getdate(from_date), getdate(to_date)),
		"title": _("Who Consulted the File"),
		# The name on a paper for the family, by whoever sees the file anyway.
		"child_name": frappe.db.get_value("PRE Child", child, "full_name") if named else "",
	}
	frappe.local.response.filename = f"{child}.pdf"
	frappe.local.response.filecontent = get_pdf(frappe.render_template(TEMPLATE, context))
	frappe.local.response.type = "download"


def may_hand_over(child: str) -> bool:
	"""Whether the person sees the child's name as well; refuses who may not have the page at all."""
	# The field that decides the permission.
	structure = frappe.db.get_value("PRE Child", merged_into(child) or child, "structure")
	if structure and structure in scope_of().coordinated and "PRE Coordinator" in frappe.get_roles():
		return True
	if DPO in frappe.get_roles() and (structure or frappe.db.exists(TRACE, {"child": child})):
		return False
	raise frappe.PermissionError(
		_("This page is for the coordonnateur of the structure and the data protection officer.")
	)


def page(child: str, start: date, end: date) -> dict:
	"""What the template shows: the structure, the period, and the days with their lines, the last day first."""
	if start > end:
		frappe.throw(_("The period ends before it starts."))
	# The traces of this one child, for who was allowed the page.
	rows = frappe.get_all(
		TRACE,
		filters=[
			["child", "in", numbers_of(child)],
			["at", ">=", datetime.combine(start, datetime.min.time())],
			["at", "<=", datetime.combine(end, datetime.max.time())],
			["what", "!=", EMERGENCY_REFUSED],
		],
		fields=["user", "function", "at", "what", "reference_doctype"],
		order_by="at desc, name",
	)
	# Name and public contact of the structure.
	structure = frappe.db.get_value("PRE Child", merged_into(child) or child, "structure")
	return {
		"child": child,
		"structure": frappe.get_cached_doc("PRE Structure", structure) if structure else None,
		"start": format_date(start),
		"end": format_date(end),
		"printed_on": format_date(now_datetime()),
		"days": [
			(format_date(day, "EEEE d MMMM yyyy"), _lines(list(of_day)))
			for day, of_day in groupby(rows, key=lambda r: r.at.date())
		],
	}


def _lines(rows: list) -> list[Line]:
	"""One line for each person, thing done and kind of document, in the order of the day."""
	rows = sorted(rows, key=lambda r: r.at)
	grouped: dict[tuple, list[str]] = {}
	for r in rows:
		times = grouped.setdefault((r.user, r.function or "", r.what, r.reference_doctype or ""), [])
		if (time := r.at.strftime("%H:%M")) not in times:
			times.append(time)
	return [
		Line(
			get_fullname(user),
			function_label(function),
			said(what),
			_(doctype) if doctype and what != EMERGENCY_OPENED else "",
			tuple(times),
		)
		for (user, function, what, doctype), times in grouped.items()
	]


def function_label(role: str) -> str:
	"""A role in a word a family knows."""
	return {
		"PRE Coordinator": _("coordonnateur of the programme"),
		"PRE Referent": _("référent de parcours"),
		"PRE Team Member": _("member of the équipe pluridisciplinaire"),
		"PRE Partner": _("partner"),
		"PRE Data Protection Officer": _("data protection officer"),
		"PRE Manager": _("director of the structure"),
		"PRE Evaluator": _("evaluator"),
		"PRE Administrator": _("administrator of the site"),
	}.get(role, _("administration of the site"))


def said(what: str) -> str:
	"""What was done, in plain words."""
	return {
		"Opened": _("consulted"),
		"Printed": _("printed"),
		"Exported": _("copied in a file or a message"),
		"Listed": _("read in a list"),
		"Searched": _("found by a search"),
		"Downloaded": _("downloaded an attachment of"),
		"Created": _("wrote"),
		"Changed": _("changed"),
		"Deleted": _("deleted"),
		"Emergency Access": _("opened the file in emergency, for 24 hours"),
	}.get(what, what)
