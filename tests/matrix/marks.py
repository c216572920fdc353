"""Tokens written into every text of a child's file, and the search for them in an answer.

A token is seven letters, so that it is a name, a word, a tag and a file name: `Zq`, the letter of the child,
three letters that number the place, `v`. An answer that holds one shows that place of that child.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from pypdf import PdfReader
from requests import Response

TOKEN = re.compile(r"zq[a-z]{4}v", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
	"""One thing that an answer can show.

	child: letter of the child's file. doctype: whose rights decide (the parent's for a line of a table, the document's
	for a comment on it). document: its name. where: the field, "name" for the document's own name. domain: the need
	domain of the line it stands in, which an agreement of the family names or not.
	"""

	child: str
	doctype: str
	document: str
	where: str
	domain: str = ""


class Marks:
	"""All marks of a world, by the text that shows them."""

	def __init__(self):
		self._by_text: dict[str, Mark] = {}
		self._number = 0
		self._names: re.Pattern | None = None

	def token(self, child: str) -> str:
		"""A new token of a child, to be placed with `put`."""
		self._number += 1
		letters = "".join(chr(97 + self._number // 26**power % 26) for power in (2, 1, 0))
		return f"Zq{child}{letters}v"

	def put(self, text: str, mark: Mark) -> None:
		"""Remember what showing this text shows. What was said first of a text stays."""
		self._by_text.setdefault(text.lower(), mark)
		self._names = None

	def seen_in(self, text: str) -> dict[str, Mark]:
		"""The marks of a text, by what shows them."""
		if self._names is None:
			names = sorted((re.escape(t) for t in self._by_text if not TOKEN.fullmatch(t)), reverse=True)
			self._names = re.compile(rf"(?<![\w-])(?:{'|'.join(names) or '(?!)'})(?![\w-])", re.IGNORECASE)
		found = {m.lower() for pattern in (TOKEN, self._names) for m in pattern.findall(text)}
		return {t: self._by_text[t] for t in found if t in self._by_text}

	def of(self, child: str, doctype: str, where: str | None = None) -> str:
		"""A text that shows this place of a child's file; any place of the DocType without `where`."""
		for text, mark in self._by_text.items():
			if (mark.child, mark.doctype) == (child, doctype) and where in (None, mark.where):
				return text
		raise LookupError((child, doctype, where))


def text_of(answer: Response) -> str:
	"""Everything a person can read in an answer: head, file names, body, a PDF's words, a workbook's cells."""
	head = "\n".join(f"{key}: {value}" for key, value in answer.headers.items())
	body = answer.content
	if body[:5] == b"%PDF-":
		read = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
	elif body[:4] == b"PK\x03\x04":
		with zipfile.ZipFile(io.BytesIO(body)) as parts:
			read = "\n".join(
				[*parts.namelist(), *(parts.read(n).decode("utf-8", "replace") for n in parts.namelist())]
			)
	else:
		read = body.decode("utf-8", "replace")
	return f"{head}\n\n{read}"
