"""Doors of the desk as a whole: global search, notifications, tags, files, mail, workspace, cards and charts; reports."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import frappe
from frappe.utils import add_days, nowdate

from tests.matrix.doors_lists import METHOD
from tests.matrix.probe import Probe


def desk_doors(words: list[str]) -> Iterator[Probe]:
	"""What the desk asks without naming a document. words: to search for, one of each child's file."""

	def ask(door: str, method: str, **sent) -> Probe:
		return Probe(door, "", METHOD + method, sent)

	for text in words:
		yield ask("global search", "frappe.utils.global_search.search", text=text, limit=100)
		yield ask("global search", "frappe.utils.global_search.web_search", text=text, limit=100)
		yield ask("search of files", "frappe.core.api.file.get_files_by_search_text", text=text)
	yield ask(
		"search of files",
		"frappe.core.api.file.get_files_in_folder",
		folder="Home/Attachments",
		page_length=500,
	)
	yield ask(
		"notifications",
		"frappe.desk.doctype.notification_log.notification_log.get_notification_logs",
		limit=200,
	)
	yield ask("notifications", "frappe.desk.notifications.get_notifications")
	yield ask("notifications", "frappe.desk.notifications.get_notification_info")
	yield ask("calendar", "frappe.desk.doctype.event.event.get_events", start="2000-01-01", end="2100-01-01")
	yield ask("tags", "frappe.desk.doctype.tag.tag.get_documents_for_tag", tag="Suivi")
	yield ask("tags", "frappe.desk.doctype.tag.tag.get_tags_list_for_awesomebar")
	yield ask("start of the desk", "frappe.desk.desktop.get_workspace_sidebar_items")
	yield Probe("start of the desk", "", "/app", {}, "GET")
	for workspace in frappe.get_all("Workspace", {"module": "PRE Module"}, ["name", "title", "public"]):
		page = json.dumps({**workspace, "public": 1})
		yield ask("workspace", "frappe.desk.desktop.get_desktop_page", page=page)
	for card in frappe.get_all("Number Card", {"module": "PRE Module"}, pluck="name"):
		doc = frappe.as_json(frappe.get_doc("Number Card", card).as_dict())
		yield ask(
			"number card", "frappe.desk.doctype.number_card.number_card.get_result", doc=doc, filters="[]"
		)
	for chart in frappe.get_all(
		"Dashboard Chart", {"module": "PRE Module"}, ["name", "chart_type", "source"]
	):
		if chart.chart_type == "Custom":
			yield ask("dashboard", _source_method(chart.source), chart_name=chart.name, refresh=1)
		else:
			yield ask(
				"dashboard", "frappe.desk.doctype.dashboard_chart.dashboard_chart.get", chart_name=chart.name
			)


def _source_method(source: str) -> str:
	name = frappe.scrub(source)
	return f"pre_module.dashboard_chart_source.{name}.{name}.get_data"


def report_doors(values: dict[str, dict[str, str]]) -> Iterator[Probe]:
	"""Each report of the app, on screen and exported: without filters, with days alone, and aimed at each child.

	values: by child, what a filter of a name asks for (its structure, its file...).
	"""
	for name in frappe.get_all("Report", {"module": "PRE Module"}, pluck="name", order_by="name"):
		for filters in _filters(name, values):
			sent = {"report_name": name, "filters": json.dumps(filters), "ignore_prepared_report": True}
			yield Probe(f"report {name}", name, METHOD + "frappe.desk.query_report.run", sent)
		export = {**sent, "file_format_type": "CSV", "visible_idx": "[]"}
		yield Probe("export of a report", name, METHOD + "frappe.desk.query_report.export_query", export)


def _filters(report: str, values: dict[str, dict[str, str]]) -> Iterator[dict]:
	names = _filter_names(report)
	dates = {name: nowdate() for name in names if name.endswith(("date", "_on", "_at"))}
	always = {**dates, "from_date": str(add_days(nowdate(), -400)), "to_date": str(add_days(nowdate(), 400))}
	yield {}
	yield always
	for known in values.values():  # the last one is exported too
		yield {**always, **known}


def _filter_names(report: str) -> set[str]:
	"""The names of the filters of a report, in its record and in its script."""
	folder = Path(frappe.get_module_path("PRE Module", "report", frappe.scrub(report)))
	written = "".join(path.read_text() for path in folder.glob("*.js"))
	declared = frappe.get_all("Report Filter", {"parent": report}, pluck="fieldname")
	return {*declared, *re.findall(r'fieldname: "(\w+)"', written)}
