"""Doors of the app itself: every whitelisted method of its package, found by walking it, called with what it asks for.

The calls are GET, which Frappe rolls back: whatever a method does, the world stays as it is. A method that takes
POST alone writes; it is tried only where it must be refused. Those that replace a method of Frappe are reached under
Frappe's name, by the other doors.
"""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator

import frappe
from frappe.utils import nowdate

import pre_module
from tests.matrix.doors_lists import METHOD
from tests.matrix.files import ChildFile
from tests.matrix.probe import Probe

DOCUMENT = ("name", "source_name", "docname", "document", "doc_name", "reference_name")
LINK_QUERY = {"doctype", "txt", "searchfield", "start", "page_len", "filters"}  # what search_link calls
DOCTYPE = ("doctype", "reference_doctype", "dt", "source_doctype")


def whitelisted_methods() -> dict[str, Callable]:
	"""Every function of the app that a request may call, by the path to call it."""
	for module in pkgutil.walk_packages(pre_module.__path__, "pre_module."):
		# The package is its own module (see pre_module/__init__.py): what has two names is asked under one.
		if ".patches" not in module.name and not module.name.startswith("pre_module.pre_module"):
			importlib.import_module(module.name)
	replacing = {m for methods in frappe.get_hooks("override_whitelisted_methods").values() for m in methods}
	found = {f"{m.__module__}.{m.__qualname__}": m for m in frappe.whitelisted}
	return {
		path: method
		for path, method in sorted(found.items())
		if path.startswith("pre_module.") and path not in replacing and method.__qualname__ == method.__name__
	}


def app_doors(file: ChildFile, user: str) -> Iterator[Probe]:
	"""Each method, about each document of a file that its arguments could mean. user: somebody to name."""
	for path, method in whitelisted_methods().items():
		reads = "GET" in _verbs(method)
		for sent in _arguments(path, method, file, user):
			yield Probe(
				f"app: {path.removeprefix('pre_module.')}",
				"",
				METHOD + ("frappe.desk.search.search_link" if "query" in sent else path),
				sent,
				"GET" if reads and "query" not in sent else "POST",
				file.letter,
				writes=not reads,
			)


def _verbs(method: Callable) -> list[str]:
	return frappe.allowed_http_methods_for_whitelisted_func.get(method, ["GET"])


def _arguments(path: str, method: Callable, file: ChildFile, user: str) -> Iterator[dict]:
	if LINK_QUERY <= set(inspect.signature(method).parameters):
		yield {
			"doctype": "PRE Child",
			"txt": "",
			"query": path,
			"filters": _values(file, user, False)["filters"],
		}
		return
	names = [n for n, p in inspect.signature(method).parameters.items() if p.kind is not p.VAR_KEYWORD]
	values = _values(file, user, "GET" not in _verbs(method))
	aimed = [("PRE Child", [file.name])]
	if set(names) & set(DOCUMENT):
		beside = {"PRE Charter": [values["charter"]], "PRE Referent Contract": [values["contract"]]}
		aimed = sorted({**file.documents, **beside}.items())
	for doctype, (name, *_others) in aimed:
		known = {**values, **dict.fromkeys(DOCTYPE, doctype), **dict.fromkeys(DOCUMENT, name)}
		yield {n: known.get(n, "x") for n in names}


def _values(file: ChildFile, user: str, writes: bool) -> dict[str, str | int]:
	"""What a parameter of a name is likely to mean. writes: without a charter, which anybody accepts for himself."""
	of_structure = {"structure": file.structure}
	days = dict.fromkeys(
		("from_date", "to_date", "signed_on", "withdrawn_on", "birth_date", "on_date"), nowdate()
	)
	contract = frappe.db.get_value("PRE Referent Contract", of_structure)
	documents = {frappe.scrub(d.removeprefix("PRE ")): names[0] for d, names in file.documents.items()}
	return {
		**documents,
		**days,
		**of_structure,
		"answers": "{}",
		"charter": "" if writes else frappe.db.get_value("PRE Charter", of_structure),
		**dict.fromkeys(("contract", "from_contract", "to_contract"), contract),
		"domains": "[]",
		"filters": json.dumps({**of_structure, "child": file.name, "role": "PRE Referent"}),
		"merged_child": file.name,  # a file is not merged into itself, and says so to who sees it
		"modified": "2026-01-01 00:00:00",
		"page_len": 20,
		"partner": frappe.db.get_value("PRE Partner", {}),
		"rows": "[]",
		"searchfield": "name",
		"session": frappe.db.get_value("PRE Attendance", {"child": file.name}, "session"),
		"marks": json.dumps(dict.fromkeys(file.documents.get("PRE Action Enrolment", []), "Absent")),
		"situations": json.dumps(file.documents.get("PRE Situation", [])),
		"start": 0,
		"txt": "",
		"user": user,
	}
