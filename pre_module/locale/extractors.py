"""Where the app's words stand, for `bench generate-pot-file`: what Frappe's own extractors leave out.

`babel_extractors.csv` at the top of the repository says which function reads which file. Each is a Babel
extraction method: it takes an open file and yields (line, function, message, comments), where the function
"pgettext" carries a pair (context, message). Nothing here needs Frappe.

All apps of a site share one French, and ours must not change the words of the others. So a label or option that
Frappe says otherwise (`SAID_OTHERWISE_BY_FRAPPE`) is extracted with its DocType as context, and one that has two
genders (`OF_TWO_GENDERS`) has a French with and one without.
"""

import ast
import csv
import io
import json
import re
from collections.abc import Iterator
from typing import IO, Any

Extracted = tuple[int | None, str, str | tuple[str, str], list[str]]

SAID_OTHERWISE_BY_FRAPPE = {
	"Cancelled",
	"Closed",
	"From",
	"Function",
	"Language",
	"Left",
	"None",
	"Orientation",
	"Provider",
	"Received",
	"View",
	"Views",
}

OF_TWO_GENDERS = {("PRE Referral", "Withdrawn")}

# A Select that nobody reads: the series of a document's number.
NOT_READ = {"naming_series"}

# In documents that are not DocTypes (reports, charts, cards, workspaces...), what people read.
READ_IN_DOCUMENTS = {"label", "title", "description", "report_name", "chart_name", "dashboard_name", "format"}

JINJA_MESSAGE = re.compile(r"""\b_\(\s*(?P<quote>["'])(?P<message>(?:(?!(?P=quote)).)+)(?P=quote)""")


def doctype(fileobj: IO[bytes], *args, **kwargs) -> Iterator[Extracted]:
	"""Name, labels, descriptions, options of Select fields, groups of links and roles of a DocType."""
	data = json.load(fileobj)
	name = data["name"]
	yield None, "_", name, ["Name of a DocType"]
	if data.get("description"):
		yield None, "_", data["description"], ["Description of a DocType"]
	for field in data.get("fields", []):
		for message, comment in _texts_of_field(field, name):
			if message not in SAID_OTHERWISE_BY_FRAPPE:
				yield None, "_", message, [comment]
			if message in SAID_OTHERWISE_BY_FRAPPE or (name, message) in OF_TWO_GENDERS:
				yield None, "pgettext", (name, message), [comment]
	for link in data.get("links", []):
		if link.get("group"):
			yield None, "_", link["group"], [f"Group in {name}'s connections"]
	for permission in data.get("permissions", []):
		yield None, "_", permission["role"], ["Name of a role"]


def _texts_of_field(field: dict, doctype: str) -> Iterator[tuple[str, str]]:
	where = f"the '{field['fieldname']}' ({field['fieldtype']}) field in DocType '{doctype}'"
	if field.get("label"):
		yield field["label"], f"Label of {where}"
	if field.get("description"):
		yield field["description"], f"Description of {where}"
	if field["fieldtype"] == "Select" and field["fieldname"] not in NOT_READ:
		for option in (field.get("options") or "").split("\n"):
			if option and not option.isdigit():
				yield option, f"Option for {where}"
	if field["fieldtype"] == "HTML" and field.get("options"):
		yield field["options"], f"Content of {where}"


def document(fileobj: IO[bytes], *args, **kwargs) -> Iterator[Extracted]:
	"""What people read in a document that is not a DocType: names, labels, texts, messages in Jinja.

	Data without a `doctype` of its own is read too when it is part of the baseline, and skipped elsewhere.
	"""
	data = json.load(fileobj)
	of_baseline = "baseline" in getattr(fileobj, "name", "")
	for record in data if isinstance(data, list) else [data]:
		if isinstance(record, dict) and (of_baseline or record.get("doctype")):
			kind = record.get("doctype") or "document of the baseline"
			if kind == "Print Format":
				yield None, "_", record["name"], ["Name of a print format"]
			for message in _texts_in(record):
				yield None, "_", message, [f"In a {kind}"]


def _texts_in(value: Any, key: str = "") -> Iterator[str]:
	if isinstance(value, dict):
		for name, inner in value.items():
			yield from _texts_in(inner, name)
	elif isinstance(value, list):
		for inner in value:
			yield from _texts_in(inner, key)
	elif isinstance(value, str) and value:
		if key == "content" and value.startswith("["):  # the blocks of a workspace
			yield from (b["data"]["text"] for b in json.loads(value) if b.get("data", {}).get("text"))
		elif JINJA_MESSAGE.search(value):
			yield from (found["message"] for found in JINJA_MESSAGE.finditer(value))
		elif key in READ_IN_DOCUMENTS:
			yield value


def reference_list(fileobj: IO[bytes], *args, **kwargs) -> Iterator[Extracted]:
	"""Values of a list of the baseline (CSV): the names in its first column, and the descriptions."""
	lines = csv.DictReader(io.StringIO(fileobj.read().decode()))
	for values in lines:
		name = values[lines.fieldnames[0]]
		yield lines.line_num, "_", name, [f"Value of a list shipped: {lines.fieldnames[0]}"]
		if values.get("description"):
			yield lines.line_num, "_", values["description"], [f"Description of {name}"]


def python(fileobj: IO[bytes], *args, **kwargs) -> Iterator[Extracted]:
	"""Arguments of `_` and `Label`. Unlike Babel's own, this reads inside f-strings too."""
	for node in ast.walk(ast.parse(fileobj.read())):
		if not isinstance(node, ast.Call) or not node.args:
			continue
		called = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
		first = node.args[0]
		if called not in {"_", "_lt", "Label"} or not isinstance(first, ast.Constant):
			continue
		if isinstance(first.value, str):
			context = [k.value.value for k in node.keywords if k.arg == "context"]
			yield (
				node.lineno,
				"pgettext" if context else "_",
				(context[0], first.value) if context else first.value,
				[],
			)


def module(fileobj: IO[bytes], *args, **kwargs) -> Iterator[Extracted]:
	"""Titles of the modules (modules.txt), shown where an administrator sorts things by module."""
	for title in fileobj.read().decode().split("\n"):
		if title.strip():
			yield None, "_", title.strip(), ["Name of a module"]


def frappe_gaps(fileobj: IO[bytes], *args, **kwargs) -> Iterator[Extracted]:
	"""What staff read every day in Frappe itself and Frappe 15 leaves without French (frappe_gaps.csv)."""
	lines = csv.DictReader(io.StringIO(fileobj.read().decode()))
	for row in lines:
		message, context = row["message"], row["context"]
		yield (
			lines.line_num,
			"pgettext" if context else "_",
			(context, message) if context else message,
			["Of Frappe"],
		)
