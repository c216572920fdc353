"""Doors of one document: form, REST, timeline, print, files, links... Each aims at one document of one child."""

import json
from collections.abc import Iterator

import frappe

from tests.matrix.doors_lists import METHOD, shown_fields
from tests.matrix.probe import Probe


def document_doors(doctype: str, name: str, child: str) -> Iterator[Probe]:
	"""Every door that shows one document, by its name."""

	def ask(door: str, method: str, verb: str = "POST", **sent) -> Probe:
		return Probe(door, doctype, METHOD + method, sent, verb, child)

	fields = shown_fields(frappe.get_meta(doctype))
	named = {"doctype": doctype, "name": name}
	yield ask("form load", "frappe.desk.form.load.getdoc", **named)
	yield Probe("REST v1 document", doctype, f"/api/resource/{doctype}/{name}", {}, "GET", child)
	yield Probe("REST v2 document", doctype, f"/api/v2/document/{doctype}/{name}", {}, "GET", child)
	yield ask("frappe.client.get", "frappe.client.get", **named)
	yield ask("frappe.client.get", "frappe.client.get", doctype=doctype, filters={"name": name})
	yield ask(
		"frappe.client.get_value", "frappe.client.get_value", doctype=doctype, fieldname=fields, filters=name
	)
	yield ask(
		"validate_link",
		"frappe.client.validate_link",
		doctype=doctype,
		docname=name,
		fields=json.dumps(fields[1:]),
	)
	yield ask("link title", "frappe.desk.search.get_link_title", doctype=doctype, docname=name)
	yield ask("link preview", "frappe.desk.link_preview.get_preview_data", doctype=doctype, docname=name)
	yield ask("timeline", "frappe.desk.form.load.get_docinfo", **named)
	yield ask("timeline", "frappe.desk.form.load.get_communications", **named)
	yield ask("linked with", "frappe.desk.form.linked_with.get", doctype=doctype, docname=name)
	yield ask("dashboard", "frappe.desk.notifications.get_open_count", **named)
	yield ask("sharing", "frappe.share.get_users", **named)
	yield ask(
		"followers", "frappe.desk.form.document_follow.get_follow_users", doctype=doctype, doc_name=name
	)
	yield ask("workflow", "frappe.model.workflow.get_transitions", doc=json.dumps(named))
	yield Probe("print", doctype, "/printview", {**named, "format": "Standard"}, "GET", child)
	yield ask("print", "frappe.www.printview.get_html_and_style", doc=doctype, name=name)
	yield ask("PDF", "frappe.utils.print_format.download_pdf", "GET", **named)
	yield ask(
		"PDF", "frappe.utils.print_format.download_multi_pdf", "GET", doctype=doctype, name=json.dumps([name])
	)
	yield ask(
		"assignments",
		"frappe.client.get_list",
		doctype="ToDo",
		fields=["*"],
		filters={"reference_name": name},
	)
	following = {"doctype": doctype, "value": name, "prev": 0, "sort_order": "asc", "sort_field": "name"}
	yield ask("next document", "frappe.desk.form.utils.get_next", **following)
	yield ask("amended", "frappe.client.is_document_amended", doctype=doctype, docname=name)
	yield ask("linked with", "frappe.desk.form.linked_with.get_submitted_linked_docs", **named)
	yield from count_doors(doctype, name, child)


def count_doors(doctype: str, name: str, child: str) -> Iterator[Probe]:
	"""Doors that count: of one document, so that whoever may not see it must get nothing or 0."""

	def count(door: str, method: str, **sent) -> Probe:
		return Probe(door, doctype, METHOD + method, sent, child=child, counts=name)

	filters = [[doctype, "name", "=", name]]
	yield count("frappe.client.get_count", "frappe.client.get_count", doctype=doctype, filters=filters)
	yield count("count", "frappe.desk.reportview.get_count", doctype=doctype, filters=filters, fields=[])
	sent = {"filters": json.dumps(filters)}
	yield Probe("REST v2 count", doctype, f"/api/v2/doctype/{doctype}/count", sent, "GET", child, counts=name)
	card = {"document_type": doctype, "function": "Count", "name": "x", "filters_json": "[]"}
	yield count(
		"number card",
		"frappe.desk.doctype.number_card.number_card.get_result",
		doc=json.dumps(card),
		filters=json.dumps(filters),
	)


def file_doors(doctype: str, name: str, child: str) -> Iterator[Probe]:
	"""Doors of the files attached to a document."""
	for url in frappe.get_all(
		"File", {"attached_to_doctype": doctype, "attached_to_name": name}, pluck="file_url"
	):
		yield Probe("file URL", doctype, url, {}, "GET", child)
		yield Probe("file URL", doctype, METHOD + "download_file", {"file_url": url}, "GET", child)


def satellite_doors(satellite: str, name: str, doctype: str, child: str) -> Iterator[Probe]:
	"""Doors of one row that Frappe keeps beside a document."""
	yield Probe(
		"satellite document",
		satellite,
		METHOD + "frappe.client.get",
		{"doctype": satellite, "name": name},
		child=child,
	)
	yield Probe(
		"satellite form",
		satellite,
		METHOD + "frappe.desk.form.load.getdoc",
		{"doctype": satellite, "name": name},
		child=child,
	)
