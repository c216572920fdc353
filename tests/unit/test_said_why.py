"""Whatever reads or writes past permissions says in a word why it may: beside it, or once at the head of its file."""

import ast
import re
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "pre_module"
PAST = re.compile(
	r"ignore_permissions\s*=\s*True|frappe\.get_all\(|frappe\.qb\.(from_|update|into)\("
	r"|frappe\.db\.(sql|delete|set_value|get_value|bulk_insert|count|multisql)\("
)
# A file that says it once, for all it does, in its docstring or in a comment at its head.
FOR_ALL = re.compile(
	r"permission|never a name|no name|no child|acts? for nobody|fictitious|counts only|uninstall|the structure of",
	re.I,
)


def files() -> list[Path]:
	return [p for p in sorted(APP.rglob("*.py")) if PAST.search(p.read_text())]


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
	return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def unsaid(source: str) -> list[str]:
	"""The lines past permissions without a comment before them in their function, nor a word in its docstring or above."""
	tree, lines = ast.parse(source), source.split("\n")
	head = (ast.get_docstring(tree) or "") + "\n".join(line for line in lines if line.startswith("#"))
	if FOR_ALL.search(head):
		return []
	found = []
	for number, line in enumerate(lines):
		if not PAST.search(line) or line.strip().startswith("#"):
			continue
		inside = [f for f in functions(tree) if f.lineno <= number + 1 <= f.end_lineno]
		function = min(inside, key=lambda f: f.end_lineno - f.lineno, default=None)
		start = function.lineno if function else 0
		said = [part for part in lines[start : number + 1] if re.search(r"(^\s*|\s\s)# \S", part)]
		doc = ast.get_docstring(function) if function else ""
		if not said and not FOR_ALL.search(doc or ""):
			found.append(f"{number + 1}: {line.strip()}")
	return found


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(APP)))
def test_each_read_past_permissions_says_why_it_may(path):
	assert unsaid(path.read_text()) == []


def test_a_read_without_a_word_is_found():
	source = 'def names():\n\treturn frappe.get_all("PRE Child", pluck="full_name")\n'
	assert unsaid(source) == ['2: return frappe.get_all("PRE Child", pluck="full_name")']
	assert unsaid(source.replace("\treturn", "\t# Whoever asks: names of nobody.\n\treturn")) == []
