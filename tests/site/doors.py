"""The doors by which a document is written. A rule holds at each of them, so its tests go through each.

A door is a function of (doctype, name or None for a new document, values) that writes as the user of the
moment and returns the document's name. It raises what the document raised; doors that swallow errors (imports,
bulk edits) raise `Swallowed` with the message they show instead, of the same class where they keep it.
"""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from contextlib import contextmanager
from unittest.mock import patch

import frappe
import frappe.api
import pytest
from frappe.app import make_form_dict
from frappe.core.doctype.data_import.importer import Importer
from frappe.desk.doctype.bulk_update.bulk_update import submit_cancel_or_update_docs
from frappe.desk.form.save import savedocs
from frappe.model.workflow import bulk_workflow_approval, get_workflow, get_workflow_name
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from tests.factories import STATUS_AFTER, apply

Door = Callable[[str, str | None, dict], str]


class Swallowed(frappe.ValidationError):
	"""The message of a door that keeps errors for itself and goes on."""


def desk(doctype: str, name: str | None, values: dict) -> str:
	"""The form: the whole document as it holds it, saved by its button."""
	if name:
		form = {**frappe.get_doc(doctype, name).as_dict(), **values, "__unsaved": 1}
	else:
		unsaved = {
			"name": f"new-{doctype.lower().replace(' ', '-')}-abcdefghij",
			"__islocal": 1,
			"__unsaved": 1,
		}
		form = {**frappe.new_doc(doctype, as_dict=True), **values, **unsaved}
	savedocs(frappe.as_json({"doctype": doctype, **form}), "Save")
	return frappe.response.docs[-1]["name"]


def client(doctype: str, name: str | None, values: dict) -> str:
	"""`frappe.client.insert` and `frappe.client.save`, of scripts and other programs."""
	if name:
		whole = {**frappe.get_doc(doctype, name).as_dict(), **values}
		return frappe.client.save(frappe.as_json(whole))["name"]
	return frappe.client.insert(frappe.as_json({"doctype": doctype, **values}))["name"]


def set_value(doctype: str, name: str | None, values: dict) -> str:
	"""`frappe.client.set_value`, of the list's quick edit; `insert_many` for a new document."""
	if name:
		return frappe.client.set_value(doctype, name, frappe.as_json(values))["name"]
	return frappe.client.insert_many(frappe.as_json([{"doctype": doctype, **values}]))[0]


def rest_v1(doctype: str, name: str | None, values: dict) -> str:
	"""REST, first version, without the network (test_rules_over_http.py has it)."""
	return rest("PUT" if name else "POST", "/api/resource", doctype, name, values)


def rest_v2(doctype: str, name: str | None, values: dict) -> str:
	"""REST, second version, without the network."""
	return rest("PATCH" if name else "POST", "/api/v2/document", doctype, name, values)


def rest(verb: str, path: str, doctype: str, name: str | None, values: dict) -> str:
	"""One request through Frappe's own routing, in this transaction."""
	path = "/".join([path, doctype, *([name] if name else [])])
	return request(verb, path, data=frappe.as_json(values), content_type="application/json")["data"]["name"]


def request(verb: str, path: str, **sent) -> dict:
	"""The answer to a request under /api, of the user of the moment. sent: as werkzeug's EnvironBuilder takes it."""
	frappe.local.request = Request(EnvironBuilder(path=path, method=verb, **sent).get_environ())
	make_form_dict(frappe.local.request)
	try:
		return json.loads(frappe.api.handle(frappe.local.request).get_data())
	finally:
		del frappe.local.request
		frappe.local.form_dict = frappe._dict()


def data_import(doctype: str, name: str | None, values: dict) -> str:
	"""Frappe's Data Import of one line, new or updating."""
	lines = csv_lines([{**values, **({"name": name} if name else {})}])
	(log,) = run_import(doctype, lines, update=bool(name))
	if not log.success:
		raise_logged(log)
	return log.docname


def bulk_edit(doctype: str, name: str, values: dict) -> str:
	"""« Edit » of several lines of a list."""
	frappe.db.commit()  # the door rolls back on failure, as a request of its own
	if submit_cancel_or_update_docs(doctype, [name], "update", frappe.as_json(values)):
		raise Swallowed(shown())
	return name


INSERTING: dict[str, Door] = {f.__name__: f for f in (desk, client, set_value, rest_v1, rest_v2, data_import)}
UPDATING: dict[str, Door] = {**INSERTING, "bulk_edit": bulk_edit}


# Workflow


def action_button(doctype: str, name: str, action: str) -> None:
	"""The workflow button of the form."""
	apply(frappe.get_doc(doctype, name), action)


def bulk_action(doctype: str, name: str, action: str) -> None:
	"""A workflow action on lines chosen in the list."""
	frappe.db.commit()  # the door rolls back on failure, as a request of its own
	with patch("frappe.publish_realtime") as shown_at_once:
		bulk_workflow_approval(json.dumps([name]), doctype, action)
	messages = [
		c.kwargs["message"] for c in shown_at_once.call_args_list if c.kwargs.get("event") == "msgprint"
	]
	if any(m["indicator"] == "red" for m in messages):
		raise Swallowed("\n".join(m["message"] for m in messages))


ACTING = {f.__name__: f for f in (action_button, bulk_action)}


def state_after(doctype: str, action: str) -> dict[str, str]:
	"""What a door other than the workflow's writes to take an action: the state it leads to."""
	if not get_workflow_name(doctype):
		return {"status": STATUS_AFTER[doctype][action]}
	workflow = get_workflow(doctype)
	return {
		workflow.workflow_state_field: next(t.next_state for t in workflow.transitions if t.action == action)
	}


# Data Import


def csv_lines(documents: list[dict]) -> str:
	"""A CSV of these documents, a child table's further rows on lines of their own, as Frappe's template."""
	rows, columns = [], {}
	for document in documents:
		tables = {field: value for field, value in document.items() if isinstance(value, list)}
		first = {field: value for field, value in document.items() if field not in tables}
		depth = max([1, *map(len, tables.values())])
		lines = [dict(first) if i == 0 else {} for i in range(depth)]
		for field, children in tables.items():
			for line, child in zip(lines, children, strict=False):
				line.update({f"{field}.{key}": value for key, value in child.items()})
		rows += lines
		columns.update(dict.fromkeys(key for line in lines for key in line))
	out = io.StringIO()
	writer = csv.DictWriter(out, list(columns), restval="")
	writer.writeheader()
	writer.writerows(rows)
	return out.getvalue()


def run_import(doctype: str, content: str, *, update: bool = False) -> list:
	"""Import a CSV as the button of Data Import does; its log, one line for each document.

	Raises `Swallowed` with the warnings when Frappe refuses the file before its first line.
	"""
	file = frappe.get_doc(
		{"doctype": "File", "file_name": f"{frappe.generate_hash()}.csv", "content": content, "is_private": 1}
	).insert()
	path = file.get_full_path()
	try:
		kind = "Update Existing Records" if update else "Insert New Records"
		job = frappe.get_doc(
			{
				"doctype": "Data Import",
				"reference_doctype": doctype,
				"import_type": kind,
				"import_file": file.file_url,
			}
		).insert()
		frappe.db.commit()  # a refused line rolls back to here, as in the job
		Importer(doctype, data_import=job).import_data()
		job.reload()
		if job.template_warnings and json.loads(job.template_warnings):
			raise Swallowed("\n".join(w["message"] for w in json.loads(job.template_warnings)))
		logs = frappe.get_all(
			"Data Import Log",
			filters={"data_import": job.name},
			fields=["success", "docname", "messages", "exception", "row_indexes"],
			order_by="log_index",
		)
		# The log stands in a table without transactions: no rollback removes it.
		frappe.db.delete("Data Import Log", {"data_import": job.name})
		return logs
	finally:
		if os.path.exists(path):
			os.remove(path)


def logged_message(log) -> str:
	"""What the import says of a refused line."""
	return "\n".join(
		json.loads(m)["message"] if isinstance(m, str) else m["message"] for m in json.loads(log.messages)
	)


def raise_logged(log) -> None:
	"""Raise what stopped the line of an import, of the class its traceback names."""
	last = [line for line in log.exception.strip().splitlines() if re.match(r"[\w.]+(:|$)", line)][-1]
	name = last.partition(":")[0]
	cls = frappe.get_attr(name) if "." in name else Swallowed
	raise cls(logged_message(log) or last)


# What is asserted of a refusal


def shown() -> str:
	"""The messages of this request, as the person reads them."""
	return "\n".join(m.get("message", "") for m in frappe.local.message_log)


def as_pattern(sentence: str) -> str:
	"""A regular expression for a sentence of ours with its {0}, {1}... filled in."""
	return re.sub(r"\\\{\d\\\}", ".*", re.escape(sentence))


def at_each(doors: dict[str, Callable], attempt: Callable[[Callable], None]) -> None:
	"""Make an attempt at each door, each time from the same base; every failing door is named with its error."""
	failures = {}
	frappe.db.savepoint("before_the_doors")
	for name, door in doors.items():
		frappe.db.commit()
		try:
			attempt(door)
		except (Exception, pytest.fail.Exception) as error:
			failures[name] = f"{type(error).__name__}: {error}"
		frappe.db.rollback(save_point="before_the_doors")
		frappe.clear_messages()
	assert not failures, "\n".join(f"{name}: {error}" for name, error in failures.items())


@contextmanager
def nothing_written():
	"""The base is the same after the block, once the request that failed was rolled back."""
	frappe.db.commit()
	before = everything()
	yield
	frappe.db.rollback()
	frappe.clear_messages()
	after = everything()
	changed = [doctype for doctype in before if before[doctype] != after[doctype]]
	assert not changed


def everything() -> dict[str, list]:
	"""Every row of the app's tables, and what Frappe keeps beside them of a document's life."""
	ours = frappe.get_all("DocType", filters={"module": "PRE Module", "issingle": 0}, pluck="name")
	return {
		doctype: frappe.get_all(doctype, fields=["*"], order_by="name", ignore_ifnull=True)
		for doctype in [*ours, "Comment", "Version", "DocShare"]
	}
