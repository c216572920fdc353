"""Where the app's words stand, for `bench generate-pot-file`: what Frappe's own extractors leave out.

`babel_extractors.csv` at the top of the repository says which function reads which file. Each is a Babel
extraction method: it takes an open file and yields (line, function, message, comments); the function
"pgettext" carries a pair (context, message). Nothing here needs Frappe.

Two rules keep our words from changing Frappe's, since all apps of a site share one French:
a label that Frappe says otherwise in French (`SAID_OTHERWISE_BY_FRAPPE`) is extracted with its DocType as context;
a word of two genders (`OF_TWO_GENDERS`) has one French alone, and another with a DocType as context.
"""

import json
import re
from collections.abc import Iterator
from typing import IO

Extracted = tuple[int | None, str, str | tuple[str, str], list[str]]

SAID_OTHERWISE_BY_FRAPPE = {
	"Active",
	"Closed",
	"Disabled",
	"Document Type",
	"Finished At",
	"From",
	"Function",
	"Last Name",
	"Left",
	"None",
	"Orientation",
	"Postal Code",
	"Provider",
	"Received",
	"State",
	"Updated",
	"View",
	"Views",
}

OF_TWO_GENDERS = {("PRE Referral", "Withdrawn")}

# Options that nobody reads: the series of a document's number.
NOT_READ = {"naming_series"}


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
		yield None, "_", link.get("group"), [f"Group in {name}'s connections"]
	for permission in data.get("permissions", []):
		yield None, "_", permission["role"], ["Name of a role"]


def _texts_of_field(field: dict, doctype: str) -> Iterator[tuple[str, str]]:
	label = field.get("label") or field["fieldname"]
	where = f"the '{label}' ({field['fieldtype']}) field in DocType '{doctype}'"
	if field.get("label"):
		yield label, f"Label of {where}"
	if field.get("description"):
		yield field["description"], f"Description of {where}"
	if field["fieldtype"] == "Select" and field["fieldname"] not in NOT_READ:
		for option in (field.get("options") or "").split("\n"):
			if option and not option.isdigit():
				yield option, f"Option for {where}"
	if field["fieldtype"] == "HTML" and field.get("options"):
		yield field["options"], f"Content of {where}"


def module(fileobj: IO[bytes], *args, **kwargs) -> Iterator[Extracted]:
	"""Titles of the modules (modules.txt), shown where an administrator sorts things by module."""
	for title in fileobj.read().decode().split("\n"):
		if title.strip():
			yield None, "_", title.strip(), ["Name of a module"]
