"""Who could see a child's file on a day, and why (R10, P12): read backwards from the access register.

By file number: the data protection officer answers without learning the child's name.
"""

from datetime import timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.conditions import DPO
from pre_module.access.history import Sight, who_could_see
from pre_module.access.merged import merged_into, numbers_of
from pre_module.figures.filters import text
from pre_module.report.shape import column, link, plain, summary
from pre_module.rules.access import (
	EMERGENCY,
	MEETING,
	REFERRAL,
	SHARING,
	WHOLE_FILE,
	first_moment,
)
from pre_module.rules.refusal import _ as mark

OPENED = {
	**dict.fromkeys(WHOLE_FILE, mark("The whole file")),
	EMERGENCY: mark("The whole file, to read"),
	MEETING: mark("The situation, for the meeting"),
	SHARING: mark("The situation, in the domains agreed"),
	REFERRAL: mark("Their own referral"),
}


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart, numbers on top."""
	values = frappe._dict(filters or {})
	lines = sights(values)
	return columns(), lines, message(lines, text(values, "child")), None, numbers(lines)


def columns() -> list[dict]:
	return [
		column("person", _("Person"), "Data", 170),
		column("user", _("Account"), "Data", 200),
		column("ground_label", _("Ground"), "Data", 190),
		column("opened", _("Opened"), "Data", 210),
		column("source_doctype_label", _("Given By"), "Data", 150),
		{**link("source_name", _("Document"), "source_doctype", 190), "fieldtype": "Dynamic Link"},
		column("from_time", _("From"), "Datetime", 150),
		column("to_time", _("To"), "Datetime", 150),
		column("charter", _("Charter"), "Data", 200),
		column("reason", _("Reason"), "Data", 220),
	]


def sights(values: dict[str, Any]) -> list[dict[str, Any]]:
	"""One line per person and ground that day. Filters: child (file number), date.

	Raises frappe.PermissionError when the reader is neither the data protection officer nor sees the child.
	"""
	child, day = text(values, "child"), getdate(text(values, "date"))
	if not child:
		frappe.throw(_("Give the number of the child's file, and the day."))
	_check_reader(child)
	start = first_moment(day)
	found = who_could_see(child, start, start + timedelta(days=1))
	names = _names({s.grant.user for s in found})
	return [_line(sight, names) for sight in found]


def _check_reader(child: str) -> None:
	if DPO in frappe.get_roles():
		return
	child = merged_into(child) or child
	# The same answer for a file of others and for none.
	if not (frappe.db.exists("PRE Child", child) and frappe.has_permission("PRE Child", "read", child)):
		frappe.throw(_("You may not read the register of this file."), frappe.PermissionError)


def _line(sight: Sight, names: dict[str, str]) -> dict[str, Any]:
	grant = sight.grant
	return {
		"person": plain(names.get(grant.user)),
		"user": grant.user,
		"ground": grant.ground,
		"ground_label": _(grant.ground),
		"opened": _(OPENED[grant.ground]) if sight.by_charter else _("Nothing"),
		"source_doctype": grant.source_doctype,
		"source_doctype_label": _(grant.source_doctype),
		"source_name": grant.source_name,
		"from_time": grant.start,
		"to_time": grant.end,
		"could_see": sight.by_charter,
		"charter": _("Accepted") if sight.by_charter else _("Not accepted, or not signed: nothing opened"),
		"reason": plain(grant.reason),
	}


def _names(users: set[str]) -> dict[str, str]:
	# Names of staff for the accounts of the lines.
	found = frappe.get_all(
		"User", filters={"name": ("in", list(users) or [""])}, fields=["name", "full_name"]
	)
	return {user.name: user.full_name for user in found}


def message(lines: list[dict[str, Any]], child: str) -> str | None:
	"""What the reader must know of the limits of the answer, for who was just allowed to have it."""
	said = []
	if lines:
		said.append(
			_(
				"Health notes and reports to the child protection cell have readers of their own, named on each."
			)
		)
	if into := merged_into(child):
		said.append(_("The file {0} was merged into {1}: see that one too.").format(plain(child), into))
	if others := numbers_of(child)[1:]:
		said.append(
			_("Files merged into this one, to be asked by their own number: {0}.").format(", ".join(others))
		)
	return "<br>".join(said) or None


def numbers(lines: list[dict[str, Any]]) -> list[dict]:
	return [summary(_("People who could see"), len({line["user"] for line in lines if line["could_see"]}))]
