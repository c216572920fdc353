"""The calls of a list, as the Desk makes them."""

import json
from dataclasses import dataclass

import frappe
from frappe.model import default_fields, optional_fields

DOCTYPES = ("PRE Child", "PRE Parcours", "PRE Consent")
SEARCHED = {"PRE Child": "Inès Mar", "PRE Parcours": "2026-0001", "PRE Consent": "2026-P0001"}


@dataclass(frozen=True)
class Call:
	"""A whitelisted method and what the browser sends."""

	what: str
	doctype: str
	method: str
	parameters: dict

	@property
	def path(self) -> str:
		return f"/api/method/{self.method}"


def calls() -> list[Call]:
	"""Every call that is measured."""
	return [make(doctype) for doctype in DOCTYPES for make in (page_of, count_of, rough_count_of, search_of)]


def page_of(doctype: str) -> Call:
	"""The first page of a list, the last changed first."""
	parameters = {
		"doctype": doctype,
		"fields": json.dumps([f"`tab{doctype}`.`{field}`" for field in _columns(doctype)]),
		"filters": "[]",
		"order_by": f"`tab{doctype}`.`modified` desc",
		"start": 0,
		"page_length": 20,
		"view": "List",
		"group_by": "",
		"with_comment_count": 1,
	}
	return Call("list of 20", doctype, "frappe.desk.reportview.get", parameters)


def count_of(doctype: str) -> Call:
	"""How many rows there are: a click on the number below the list."""
	return Call("count", doctype, COUNT, {**COUNTED, "doctype": doctype, "limit": 0})


def rough_count_of(doctype: str) -> Call:
	"""The number below the list: Frappe counts to 1,000 and then says « 1,000+ »."""
	return Call("count to 1,000", doctype, COUNT, {**COUNTED, "doctype": doctype, "limit": 1001})


def search_of(doctype: str) -> Call:
	"""What a link field asks while one types."""
	parameters = {"doctype": doctype, "txt": SEARCHED[doctype], "page_length": 10}
	return Call("link search", doctype, "frappe.desk.search.search_link", parameters)


COUNT = "frappe.desk.reportview.get_count"
COUNTED = {"fields": "[]", "filters": "[]", "distinct": "false"}


def _columns(doctype: str) -> list[str]:
	"""Those of the list view: Frappe's own, the title, the status and the columns of the DocType."""
	meta = frappe.get_meta(doctype)
	shown = [field.fieldname for field in meta.fields if field.in_list_view or field.fieldname == "status"]
	title = [meta.title_field] if meta.title_field else []
	return list(dict.fromkeys([*default_fields[1:], *optional_fields[:4], *title, *shown]))
