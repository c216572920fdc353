"""Counts that Frappe makes of all rows, whoever asks: here of those that the reader may read."""

import frappe
import frappe.desk.notifications as desk
from frappe import _
from frappe.utils import get_safe_filters

from pre_module.access.frappe_doors.asking import NOT_YOURS, frappes_own, hidden, is_ours
from pre_module.access.frappe_doors.queries import check_column

MOST = 100  # as Frappe's own badge: more is « 99+ »


@frappe.whitelist()
def get_count(
	doctype: str,
	filters: str | dict | list | None = None,
	debug: bool | str = False,
	cache: bool | str = False,
) -> int:
	"""Replaces `frappe.client.get_count`, which counts for anybody, with any filter, and keeps it for everybody."""
	return count(doctype, get_safe_filters(filters))


def count(doctype: str, filters: str | dict | list | None) -> int:
	"""How many documents the reader may read, of those that meet the filters."""
	if isinstance(filters, str):
		filters = {"name": filters} if filters else None
	rows = frappe.get_list(doctype, filters=filters, fields=["count(*) as total"], order_by=None)
	return rows[0].total if rows else 0


@frappe.whitelist()
def get_group_by_count(doctype: str, current_filters: str | list | dict, field: str) -> list[dict]:
	"""Replaces `frappe.desk.listview.get_group_by_count`: to whom documents are assigned, counted past permission."""
	if field != "assigned_to" or not is_ours(doctype):
		return frappes_own("frappe.desk.listview.get_group_by_count")(
			doctype, frappe.as_json(frappe.parse_json(current_filters)), field
		)
	names = frappe.get_list(doctype, filters=frappe.parse_json(current_filters), pluck="name")
	# Of documents that the reader may read, whose form shows him the same names.
	return frappe.get_all(
		"ToDo",
		filters={
			"reference_type": doctype,
			"reference_name": ("in", names or [""]),
			"status": ("!=", "Cancelled"),
		},
		fields=["allocated_to as name", "count(*) as count"],
		group_by="allocated_to",
		order_by="count desc",
		limit=50,
	)


@frappe.whitelist()
def get_workflow_state_count(
	doctype: str, workflow_state_field: str, states: str | list
) -> list[dict] | None:
	"""Replaces `frappe.workflow.doctype.workflow.workflow.get_workflow_state_count`."""
	if workflow_state_field not in frappe.get_meta(doctype).get_valid_columns():
		return None
	rows = frappe.get_list(
		doctype,
		fields=[workflow_state_field, "count(*) as count"],
		filters={workflow_state_field: ["not in", frappe.parse_json(states)]},
		group_by=workflow_state_field,
		order_by=workflow_state_field,
	)
	return [row for row in rows if row[workflow_state_field]]


@frappe.whitelist()
def get_cards_for_user(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int | str,
	page_len: int | str,
	filters: str | dict | list | None,
) -> tuple | list:
	"""Replaces the Number Card's: with another DocType, its filters tell whether a document meets them."""
	if doctype != "Number Card":
		raise frappe.PermissionError(_(NOT_YOURS))
	return frappes_own("frappe.desk.doctype.number_card.number_card.get_cards_for_user")(
		doctype, txt, searchfield, start, page_len, filters
	)


@frappe.whitelist()
def get_monthly_goal_graph_data(
	title: str,
	doctype: str,
	docname: str,
	goal_value_field: str,
	goal_total_field: str,
	goal_history_field: str,
	goal_doctype: str,
	goal_doctype_link: str,
	goal_field: str,
	date_field: str,
	aggregation: str = "sum",
	filters: str | dict | None = None,
) -> dict:
	"""Replaces `frappe.utils.goal.get_monthly_goal_graph_data`: sums of any DocType, past permission."""
	if is_ours(goal_doctype) or aggregation.lower() not in ("sum", "count", "avg", "min", "max"):
		raise frappe.PermissionError(_(NOT_YOURS))
	frappe.has_permission(goal_doctype, "read", throw=True)
	for name in (goal_doctype_link, goal_field, date_field):
		check_column(name)
	return frappes_own("frappe.utils.goal.get_monthly_goal_graph_data")(
		title,
		doctype,
		docname,
		goal_value_field,
		goal_total_field,
		goal_history_field,
		goal_doctype,
		goal_doctype_link,
		goal_field,
		date_field,
		aggregation,
		filters,
	)


@frappe.whitelist()
def get_coords(doctype: str, filters: str | list | dict, type: str) -> dict:
	"""Replaces `frappe.geo.utils.get_coords`: a map of all documents, past permission."""
	if is_ours(doctype) or not frappe.db.exists("DocType", doctype):
		raise frappe.PermissionError(_(NOT_YOURS))
	frappe.has_permission(doctype, "read", throw=True)
	return frappes_own("frappe.geo.utils.get_coords")(doctype, filters, type)


@frappe.whitelist()
def get_open_count(doctype: str, name: str, items: str | list | None = None) -> dict:
	"""Replaces `frappe.desk.notifications.get_open_count`: how many documents of each kind hang on this one."""
	found = desk.get_open_count(doctype, name, items)
	links = frappe.get_meta(doctype).get_dashboard_data()
	counted = found.get("count")
	if not counted:
		return found
	counted["external_links_found"] = [
		_readable_external(entry, name, links) for entry in counted["external_links_found"]
	]
	counted["internal_links_found"] = [_readable_internal(entry) for entry in counted["internal_links_found"]]
	return found


def _readable_external(entry: dict, name: str, links: dict) -> dict:
	other = entry["doctype"]
	if not is_ours(other):
		return entry
	field = links.get("non_standard_fieldnames", {}).get(other, links.get("fieldname"))
	filters = {field: name, **(desk.get_dynamic_link_filters(other, links, field) or {})}
	return {"doctype": other, "count": _number(other, filters), "open_count": 0}


def _number(doctype: str, filters: dict) -> int:
	try:
		return len(frappe.get_list(doctype, filters=filters, pluck="name", limit=MOST))
	except frappe.PermissionError:
		frappe.clear_last_message()
		return 0


def _readable_internal(entry: dict) -> dict:
	names = [name for name in entry["names"] if not hidden(entry["doctype"], name)]
	return {**entry, "names": names, "count": len(names)}
