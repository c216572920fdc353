"""Which documents a text speaks of, by their numbers: for what leaves as a file or a page and says nothing else."""

import re
from collections.abc import Iterable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import frappe

from pre_module.access.protected import protected_doctypes
from pre_module.access.traces.children import CHUNK, is_guarded, is_traced

NUMBER = re.compile(r"[\w-]*\d[\w-]*")


def documents_mentioned(text: str, doctypes: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
	"""The documents of children's files whose number stands in a text, by DocType. doctypes: only of these."""
	words = list(dict.fromkeys(NUMBER.findall(text)))
	found = {}
	for doctype in doctypes or protected_doctypes():
		if is_traced(doctype) and not is_guarded(doctype):
			names = _existing(doctype, words)
			if names:
				found[doctype] = tuple(names)
	return found


def text_of_file(content: bytes | str | None) -> str:
	"""The text of an exported file: CSV, or a workbook, which is a zip of XML."""
	if not content:
		return ""
	if isinstance(content, str):
		return content
	try:
		with ZipFile(BytesIO(content)) as workbook:
			parts = [workbook.read(n) for n in workbook.namelist() if n.endswith(".xml")]
	except BadZipFile:
		return content.decode("utf-8", "replace")
	return "\n".join(re.sub(r"<[^>]*>", " ", part.decode("utf-8", "replace")) for part in parts)


def _existing(doctype: str, words: list[str]) -> list[str]:
	names = []
	for start in range(0, len(words), CHUNK):
		# Only which of these numbers are documents, of what the person was given already.
		names += frappe.get_all(doctype, {"name": ("in", words[start : start + CHUNK])}, pluck="name")
	return names
