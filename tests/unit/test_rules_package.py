"""The package of the rules: nothing of Frappe, and a function and an exception for each rule asked."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pre_module import rules

ROOT = Path(__file__).parents[2]
PACKAGE = Path(rules.__file__).parent
MODULES = sorted(PACKAGE.glob("*.py"))
ASKED = ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R15", "R16", "R17")

BLOCKER = """
import sys
class NoFrappe:
	def find_spec(self, name, path=None, target=None):
		if name.partition(".")[0] == "frappe":
			raise ImportError("the rules asked for " + name)
sys.meta_path.insert(0, NoFrappe())
import importlib, pkgutil
import pre_module.rules as package
for found in pkgutil.iter_modules(package.__path__):
	importlib.import_module("pre_module.rules." + found.name)
	print(found.name)
"""


def table() -> dict[str, list[str]]:
	"""The table in the package's docstring: rule → "module.function" names."""
	rows = re.findall(r"^\| (R\d+) \| ([^|]+) \|", rules.__doc__, re.MULTILINE)
	return {rule: re.findall(r"`([\w.]+)`", where) for rule, where in rows}


def test_every_rule_imports_where_there_is_no_frappe():
	done = subprocess.run(
		[sys.executable, "-B", "-c", BLOCKER], cwd=ROOT, capture_output=True, text=True, timeout=60
	)
	assert done.returncode == 0, done.stderr
	assert set(done.stdout.split()) == {path.stem for path in MODULES} - {"__init__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_rule_imports_the_standard_library_and_its_two_siblings_only(path):
	allowed = {"pre_module.rules.dates", "pre_module.rules.refusal"}
	if path.stem in ("sound", "duplicates", "merge"):
		allowed |= {
			"pre_module.rules.identity",
			"pre_module.rules.sound",
		}  # how names are compared: said once
	if path.stem == "sharing":
		allowed.add("pre_module.rules.consent")  # the last answer counts: said once
	if path.stem == "parcours":
		allowed.add("pre_module.rules.droit_commun")  # R2 of its actions: said once
	for node in ast.walk(ast.parse(path.read_text())):
		if isinstance(node, ast.ImportFrom):
			assert node.level == 0, f"relative import in {path.name}"
			names = [node.module]
		else:
			names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
		for name in names:
			assert name in allowed or name.partition(".")[0] in sys.stdlib_module_names, (path.name, name)


@pytest.mark.parametrize("rule", ASKED)
def test_the_table_names_functions_of_each_rule_that_exist_and_cite_it(rule):
	assert table()[rule]
	for where in table()[rule]:
		module, _dot, function = where.partition(".")
		found = getattr(importlib.import_module(f"pre_module.rules.{module}"), function)
		assert re.search(rf"\b{rule}\b", found.__doc__), where


def identifiers_used() -> set[str]:
	"""First argument of every Refusal(...) written in the rules."""
	return {
		node.args[0].value
		for path in MODULES
		for node in ast.walk(ast.parse(path.read_text()))
		if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"
	}


def exceptions_by_rule() -> dict[str, str]:
	"""BY_RULE of pre_module/exceptions.py, read without importing it (it needs Frappe)."""
	tree = ast.parse((ROOT / "pre_module" / "exceptions.py").read_text())
	value = next(
		n.value
		for n in tree.body
		if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "BY_RULE"
	)
	return {key.value: name.id for key, name in zip(value.keys, value.values, strict=True)}


def test_each_rule_has_an_exception_of_its_own():
	by_rule = exceptions_by_rule()
	assert set(ASKED) <= set(by_rule)
	assert len(set(by_rule.values())) == len(by_rule)
	assert identifiers_used() == set(by_rule)


def test_every_public_function_says_what_it_means():
	for path in MODULES:
		for node in ast.walk(ast.parse(path.read_text())):
			public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
			assert not public or ast.get_docstring(node), f"{path.name}: {node.name}"
