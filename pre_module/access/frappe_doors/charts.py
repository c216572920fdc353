"""Charts, heatmaps and calendars: cached for everybody, counted past permission, or somebody else's."""

from inspect import unwrap

import frappe
from frappe import _

from pre_module.access.frappe_doors.asking import frappes_own, is_ours
from pre_module.access.frappe_doors.queries import check_column

FIELDS = ("based_on", "value_based_on", "group_by_based_on", "aggregate_function_based_on")
NO_HEATMAP = "A heatmap counts every document, whoever looks: it is not available here."


@frappe.whitelist()
def get(
	chart_name: str | None = None,
	chart: str | dict | None = None,
	no_cache: bool | str | int | None = None,
	filters: str | dict | list | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
	timespan: str | None = None,
	time_interval: str | None = None,
	heatmap_year: str | int | None = None,
	refresh: bool | str | int | None = None,
) -> dict | None:
	"""Replaces the Dashboard Chart's `get`: one answer for all readers, and heatmaps without permission."""
	given = {
		"chart_name": chart_name,
		"chart": chart,
		"no_cache": no_cache,
		"filters": filters,
		"from_date": from_date,
		"to_date": to_date,
		"timespan": timespan,
		"time_interval": time_interval,
		"heatmap_year": heatmap_year,
		"refresh": refresh,
	}
	settings = _settings(chart_name, chart)
	counted = settings.get("document_type")
	if not counted:
		return frappes_own("frappe.desk.doctype.dashboard_chart.dashboard_chart.get")(**given)
	frappe.has_permission(counted, "read", parent_doctype=settings.get("parent_document_type"), throw=True)
	_check(settings, filters)
	if not is_ours(counted):
		return frappes_own("frappe.desk.doctype.dashboard_chart.dashboard_chart.get")(**given)
	if settings.get("type") == "Heatmap":
		frappe.throw(_(NO_HEATMAP), frappe.PermissionError)
	return unwrap(frappes_own("frappe.desk.doctype.dashboard_chart.dashboard_chart.get"))(**given)


def _settings(chart_name: str | None, chart: str | dict | None) -> dict:
	if chart_name:
		# How a chart is drawn, no data: those are read with the reader's own rights.
		return frappe.get_doc("Dashboard Chart", chart_name).as_dict()
	return frappe.parse_json(chart) or {}


def _check(settings: dict, filters: str | dict | list | None) -> None:
	"""No SQL: Frappe pastes these names, and the filters of a heatmap, past every check."""
	for field in FIELDS:
		if settings.get(field):
			check_column(settings[field])
	asked = frappe.parse_json(filters) or frappe.parse_json(settings.get("filters_json")) or []
	for condition in asked if isinstance(asked, list) else []:
		check_column(
			condition[1] if isinstance(condition, list) and len(condition) > 3 else _first(condition)
		)


def _first(condition: object) -> object:
	return condition[0] if isinstance(condition, list) and condition else None


@frappe.whitelist()
def get_events(
	start: str,
	end: str,
	user: str | None = None,
	for_reminder: bool | str = False,
	filters: str | list | None = None,
) -> list:
	"""Replaces the Event's `get_events`, which shows anybody's private calendar."""
	return frappes_own("frappe.desk.doctype.event.event.get_events")(
		start, end, frappe.session.user, frappe.utils.sbool(for_reminder), filters
	)
