"""Doors of a whole DocType: lists, report view, export, link search, counts, calendar, cards... One answer may show any child."""

import json
from collections.abc import Iterator

import frappe
from frappe.model.meta import Meta

from tests.matrix.probe import Probe
from tests.matrix.rows import TEXTS

METHOD = "/api/method/"
COPIES = (
	"_user_tags",
	"_comments",
	"_assign",
	"_liked_by",
)  # columns in which Frappe copies what hangs on a document


def shown_fields(meta: Meta) -> list[str]:
	"""The texts of a DocType, which hold the tokens."""
	return ["name", *(f.fieldname for f in meta.fields if f.fieldtype in TEXTS and not f.get("is_virtual"))]


def list_doors(doctype: str) -> Iterator[Probe]:
	"""Every door that lists documents of a DocType about a child."""
	meta = frappe.get_meta(doctype)
	fields = shown_fields(meta)
	quoted = [f"`tab{doctype}`.`{f}`" for f in fields]
	columns = [*quoted, *_line_columns(meta)]
	yield from copy_doors(doctype)
	yield _probe("get_list", doctype, "frappe.desk.reportview.get_list", fields=quoted, page_length=100)
	yield _probe(
		"report view",
		doctype,
		"frappe.desk.reportview.get",
		fields=columns,
		view="Report",
		with_comment_count=1,
	)
	yield _probe("kanban", doctype, "frappe.desk.reportview.get", fields=[*quoted, *COPIES], view="Kanban")
	yield _probe("kanban boards", doctype, "frappe.desk.doctype.kanban_board.kanban_board.get_kanban_boards")
	yield _probe(
		"search_widget",
		doctype,
		"frappe.desk.search.search_widget",
		txt="",
		page_length=50,
		filter_fields=json.dumps(fields),
	)
	yield _probe(
		"calendar",
		doctype,
		"frappe.desk.calendar.get_events",
		start="2000-01-01",
		end="2100-01-01",
		field_map=json.dumps({"id": "name", "start": "creation", "end": "modified", "title": "name"}),
		fields=json.dumps(fields),
	)
	chart = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
	yield _probe("dashboard", doctype, chart, chart=_group_by(doctype, fields), no_cache=1)
	yield _probe(
		"tags", doctype, "frappe.desk.reportview.get_sidebar_stats", stats=json.dumps(["_user_tags"])
	)
	yield _probe("tags", doctype, "frappe.desk.doctype.tag.tag.get_tagged_docs", tag="%Suivi%")


def copy_doors(doctype: str) -> Iterator[Probe]:
	"""The doors that list Frappe's copies: comments, versions, files..."""
	fields = shown_fields(frappe.get_meta(doctype))
	yield from line_doors(doctype, None)
	yield _probe("search_link", doctype, "frappe.desk.search.search_link", txt="", page_length=50)
	yield _probe(
		"frappe.client.get_value",
		doctype,
		"frappe.client.get_value",
		fieldname=fields,
		filters=[["name", "!=", ""]],
	)
	group = "frappe.desk.listview.get_group_by_count"
	yield _probe("group by", doctype, group, current_filters="[]", field=fields[min(1, len(fields) - 1)])


def line_doors(doctype: str, parent: str | None) -> Iterator[Probe]:
	"""The doors that list lines of a table. parent: the DocType the table stands in; None for no table."""
	fields = shown_fields(frappe.get_meta(doctype))
	above = {"parent_doctype": parent} if parent else {}
	named = {"parent": parent} if parent else {}
	quoted = [f"`tab{doctype}`.`{f}`" for f in fields]
	yield from plain_doors(doctype, named)
	yield _probe("list", doctype, "frappe.desk.reportview.get", fields=quoted, page_length=100, **above)
	rest = {"fields": json.dumps(["*"]), "limit": 200, **named}
	yield Probe("REST v2 list", doctype, f"/api/v2/document/{doctype}", rest, "GET")
	export = {"fields": quoted, "file_format_type": "CSV", "title": "x", **above}
	yield _probe("export", doctype, "frappe.desk.reportview.export_query", **export)


def plain_doors(doctype: str, named: dict[str, str]) -> Iterator[Probe]:
	"""Two doors, for a DocType that speaks of no child."""
	yield _probe(
		"frappe.client.get_list",
		doctype,
		"frappe.client.get_list",
		fields=["*"],
		limit_page_length=0,
		**named,
	)
	rest = {"fields": json.dumps(["*"]), "limit_page_length": 0, **named}
	yield Probe("REST v1 list", doctype, f"/api/resource/{doctype}", rest, "GET")


def _line_columns(meta: Meta) -> list[str]:
	"""Columns of the lines, as the report view joins them: of one table, since each multiplies the rows."""
	for table in meta.get_table_fields():
		lines = frappe.get_meta(table.options)
		return [f"`tab{table.options}`.`{f}`" for f in shown_fields(lines)]
	return []


def _group_by(doctype: str, fields: list[str]) -> str:
	chart = {
		"name": "x",
		"chart_type": "Group By",
		"group_by_type": "Count",
		"group_by_based_on": fields[min(2, len(fields) - 1)],
		"document_type": doctype,
		"filters_json": "[]",
		"timespan": "Last Year",
		"time_interval": "Yearly",
	}
	return json.dumps(chart)


def _probe(door: str, doctype: str, method: str, **sent) -> Probe:
	return Probe(door, doctype, METHOD + method, {"doctype": doctype, **sent})
