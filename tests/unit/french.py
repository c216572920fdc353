"""What the app says to people, read from its files, and the catalogue of its French: for test_french.py.

Nothing here uses Frappe, Babel, nor the app's own extractors, so that what they miss shows up.
"""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "pre_module"
LOCALE = PACKAGE / "locale"

STRING = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
CALL = re.compile(rf"(?<![\w\"'])(?:_|__|_lt|Label)\(\s*(?P<message>{STRING}(?:\s*\+?\s*{STRING})*)\s*[,)]")
READ = {"label", "description", "title", "format", "report_name", "chart_name", "dashboard_name"}
NOT_SHOWN = {"naming_series"}


class Catalogue(dict):
	"""(message, context) → French of a PO file; `fuzzy` names the entries a translator has still to check."""

	def __init__(self, path: Path):
		super().__init__()
		self.fuzzy = []
		for block in path.read_text(encoding="utf-8").split("\n\n"):
			fields, current = {"msgctxt": "", "msgid": "", "msgstr": ""}, ""
			for keyword, text in re.findall(r'^(msg\w+)?\s*"(.*)"$', block, re.MULTILINE):
				current = keyword or current
				fields[current] += ast.literal_eval(f'"{text}"')
			if fields["msgid"]:
				self[fields["msgid"], fields["msgctxt"]] = fields["msgstr"]
				if re.search(r"^#,.*fuzzy", block, re.MULTILINE):
					self.fuzzy.append(fields["msgid"])

	def says(self, message: str) -> bool:
		"""Has the message a French, with a context or without?"""
		return any(french for (known, _), french in self.items() if known == message)


def what_people_read(package: Path = PACKAGE) -> Iterator[tuple[str, str]]:
	"""(message, where) for every text of the app that is shown to someone."""
	for path in sorted(package.rglob("*.*")):
		where = str(path.relative_to(package))
		if path.suffix in {".py", ".js", ".html"} and "dist" not in path.parts:
			yield from ((message, where) for message in _marked(path.read_text(encoding="utf-8")))
		elif path.suffix == ".json":
			data = json.loads(path.read_text(encoding="utf-8"))
			of_app = "baseline" in path.parts or (isinstance(data, dict) and "doctype" in data)
			yield from ((message, where) for message in (_of_document(data) if of_app else ()))
		elif path.suffix == ".csv" and ("baseline" in path.parts or path.name == "frappe_gaps.csv"):
			rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]
			yield from ((row[0], where) for row in rows)
	yield from (
		(title, "modules.txt") for title in (package / "modules.txt").read_text().split("\n") if title
	)


def _marked(source: str) -> Iterator[str]:
	for call in CALL.finditer(source):
		parts = re.findall(STRING, call["message"])
		yield "".join(ast.literal_eval(p if p[0] != "`" else f'"""{p[1:-1]}"""') for p in parts)


def _of_document(data, key: str = "") -> Iterator[str]:
	"""Texts of a DocType, report, workspace, notification... down to their lines."""
	if isinstance(data, list):
		for value in data:
			yield from _of_document(value, key)
	elif isinstance(data, dict):
		if data.get("doctype") == "Print Format":
			yield data["name"]
		if data.get("doctype") == "DocType":
			yield data["name"]
			yield from (p["role"] for p in data["permissions"])
			yield from (link["group"] for link in data.get("links", []) if link.get("group"))
		if data.get("fieldtype") == "Select" and data["fieldname"] not in NOT_SHOWN and data.get("options"):
			yield from (o for o in data["options"].split("\n") if o and not o.isdigit())
		for name, value in data.items():
			yield from _of_document(value, name)
	elif isinstance(data, str) and data:
		if "{{" in data or "{%" in data:
			yield from _marked(data)
		elif key in READ:
			yield data
		elif key == "content" and data.startswith("["):
			yield from (b["data"]["text"] for b in json.loads(data) if "text" in b.get("data", {}))
