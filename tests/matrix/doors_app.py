"""Doors of the app itself: every whitelisted method of its package, found by walking it, called with what it asks for.

The calls are GET, which Frappe rolls back: whatever a method does, the world stays as it is.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator

import frappe
from frappe.utils import nowdate

import pre_module
from tests.matrix.doors_lists import METHOD
from tests.matrix.files import ChildFile
from tests.matrix.probe import Probe

DOCUMENT = ("name", "source_name", "docname", "document", "doc_name", "reference_name")
DOCTYPE = ("doctype", "reference_doctype", "dt", "source_doctype")


def whitelisted_methods() -> list[Callable]:
	"""Every function of the app that a request may call."""
	for module in pkgutil.walk_packages(pre_module.__path__, "pre_module."):
		if ".patches." not in module.name:
			importlib.import_module(module.name)
	found = {
		f"{m.__module__}.{m.__qualname__}": m
		for m in frappe.whitelisted
		if m.__module__.startswith("pre_module")
	}
	# The package is its own module (see pre_module/__init__.py): what has two names is asked under one.
	return [m for name, m in sorted(found.items()) if not name.startswith("pre_module.pre_module.")]


def app_doors(file: ChildFile, user: str) -> Iterator[Probe]:
	"""Each method, about each document of a file that its arguments could mean. user: somebody to name."""
	for method in whitelisted_methods():
		if "." in method.__qualname__:
			continue  # a method of a document: run_doc_method, in test_hostile.py
		path = METHOD + f"{method.__module__}.{method.__name__}"
		verb = (
			"GET"
			if "GET" in frappe.allowed_http_methods_for_whitelisted_func.get(method, ("GET",))
			else "POST"
		)
		for sent in _arguments(method, file, user):
			yield Probe(
				f"app: {method.__module__.removeprefix('pre_module.')}.{method.__name__}",
				"",
				path,
				sent,
				verb,
				file.letter,
			)


def _arguments(method: Callable, file: ChildFile, user: str) -> Iterator[dict]:
	names = list(inspect.signature(method).parameters)
	if any(n in DOCUMENT for n in names):
		for doctype, (name, *_others) in sorted(file.documents.items()):
			yield {n: _value(n, file, user, doctype, name) for n in names}
	else:
		yield {n: _value(n, file, user, "PRE Child", file.name) for n in names}


def _value(parameter: str, file: ChildFile, user: str, doctype: str, name: str) -> str | int:
	"""What a parameter of this name is likely to mean."""
	if parameter in DOCTYPE:
		return doctype
	if parameter in DOCUMENT:
		return name
	if parameter == "structure":
		return file.structure
	if parameter in ("user", "person", "as_user", "reader", "partner"):
		return user
	if parameter.endswith(("_on", "date", "_at")):
		return nowdate()
	if parameter in ("start", "page_len", "limit"):
		return 0 if parameter == "start" else 20
	kind = f"PRE {parameter.replace('_', ' ').title()}"
	if kind in file.documents:
		return file.documents[kind][0]
	return {"filters": "{}", "rows": "[]", "answers": "{}", "txt": "", "domains": "[]"}.get(parameter, "x")
