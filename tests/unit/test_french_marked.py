"""No sentence is shown without being marked for translation, in Python, scripts or templates."""

import ast
import re

import pytest

from tests.unit.french import PACKAGE

SHOWN_BY = {"throw", "msgprint", "Refusal", "Step", "column", "link", "summary"}
IN_SCRIPTS = re.compile(
	r"""(?:\b(?:label|title|message|description|placeholder|primary_action_label)\s*:\s*"""
	r"""|\b(?:throw|msgprint|show_alert|confirm|set_headline_alert|add_custom_button)\(\s*)["'`](?=[^"'`]*[A-Z][a-z])"""
)
SENTENCE = re.compile(r"[A-Z][a-zéèê]+(?: |$|\.)")


def files(suffix: str) -> list:
	found = sorted(p for p in PACKAGE.rglob(f"*.{suffix}") if "dist" not in p.parts)
	return [pytest.param(path, id=str(path.relative_to(PACKAGE))) for path in found]


def unmarked_in_python(source: str) -> list[str]:
	"""Sentences given as they are to what shows them."""
	return [
		piece.value
		for call in ast.walk(ast.parse(source))
		if isinstance(call, ast.Call)
		and (getattr(call.func, "id", None) or getattr(call.func, "attr", None)) in SHOWN_BY
		for argument in [*call.args, *(k.value for k in call.keywords if k.arg in ("title", "msg"))]
		for piece in (argument.values if isinstance(argument, ast.JoinedStr) else [argument])
		if isinstance(piece, ast.Constant) and isinstance(piece.value, str) and " " in piece.value
		if SENTENCE.match(piece.value) and not piece.value.startswith("PRE ")
	]


def unmarked_in_scripts(source: str) -> list[str]:
	return [source[m.start() : m.end() + 30].split("\n")[0] for m in IN_SCRIPTS.finditer(source)]


def unmarked_in_templates(source: str) -> list[str]:
	text = re.sub(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style.*?</style>|<!--.*?-->|<[^>]+>", " ", source)
	return re.findall(r"[^\W\d_]{2,}", text)


@pytest.mark.parametrize("path", files("py"))
def test_python_marks_what_it_says(path):
	assert unmarked_in_python(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", files("js"))
def test_scripts_mark_what_they_say(path):
	assert unmarked_in_scripts(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", files("html"))
def test_templates_mark_what_they_say(path):
	assert unmarked_in_templates(path.read_text(encoding="utf-8")) == []


def test_an_unmarked_sentence_is_found():
	assert unmarked_in_python('frappe.throw("The day is missing.")') == ["The day is missing."]
	assert unmarked_in_python('frappe.throw(f"Child {name}.")') == ["Child "]
	assert unmarked_in_python('frappe.throw(_("The day is missing."))') == []
	assert unmarked_in_scripts('{ label: "School" }') and not unmarked_in_scripts('{ label: __("School") }')
	assert unmarked_in_templates('<p>Hello {{ _("World") }}</p>') == ["Hello"]
