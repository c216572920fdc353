"""The sessions held between two days, their hours, and who came, by domain, mode and provider (R9, F15)."""

from typing import Any

import frappe
from frappe import _

from pre_module.figures.attendance import attendance_by_action
from pre_module.report.shape import column, link


def execute(filters: dict[str, Any] | None = None):
	"""Columns and lines."""
	return columns(), attendance_by_action(frappe._dict(filters or {}))


def columns() -> list[dict]:
	return [
		link("structure", _("Structure"), "PRE Structure"),
		link("need_domain", _("Domain"), "PRE Need Domain"),
		column("mode", _("Mode"), "Data", 100),
		link("provider", _("Partner"), "PRE Partner"),
		column("sessions", _("Sessions Held"), width=120),
		column("hours", _("Hours"), "Float", 90),
		column("children", _("Children Who Came"), width=150),
		column("present", _("Present"), width=90),
		column("absent", _("Absent"), width=90),
		column("excused", _("Excused"), width=90),
		column("child_hours", _("Hours Attended"), "Float", 130),
		column("rate", _("Attendance Rate"), "Percent", 130),
	]
