"""What the national lists have in common: records, the choice of communes, codes seen twice."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pre_module.rules.plain_text import check_plain_text
from pre_module.rules.refusal import Label, Refusal, _
from pre_module.setup.imports.reading import CsvFile, LeftOut, Line, UnreadableFile

_COMMUNE = re.compile(r"\d{5}|2[AB]\d{3}", re.ASCII)
LONGEST_TEXT = 140  # of a Data field


@dataclass(frozen=True)
class Record:
	"""What a good line says.

	code: name of the document. values: fields that the file decides. defaults: fields filled only while empty,
	which people may decide otherwise.
	"""

	line: int
	code: str
	values: Mapping[str, str | int]
	defaults: Mapping[str, str | date] = field(default_factory=dict)


@dataclass(frozen=True)
class NationalList:
	"""One of the lists: its columns, where a line is, and what it says.

	places: codes of the communes of a line (INSEE, and postal where the list has it). parse: the record of a
	line, or the reason why it is left out. skip: lines that are none of the list. repeats: whether the list says the
	same thing on several lines, which are then passed over.
	"""

	doctype: str
	columns: Mapping[str, tuple[str, ...]]
	required: tuple[str, ...]
	place_columns: tuple[str, ...]
	places: Callable[[Line], set[str]]
	parse: Callable[[Line], Record | LeftOut]
	skip: Callable[[Line], bool] = lambda line: False
	repeats: bool = False

	def open(self, path: Path, communes: frozenset[str] = frozenset()) -> CsvFile:
		"""The file, opened and recognised. Raises UnreadableFile."""
		file = CsvFile(path, self.columns, self.required)
		if communes and not any(file.has(column) for column in self.place_columns):
			raise UnreadableFile(
				_("The file has no column of communes ({0}): import it whole."),
				self.columns.get(self.place_columns[0], self.place_columns)[0],
			)
		return file

	def read(self, file: CsvFile, communes: frozenset[str] = frozenset()) -> Iterator[Record | LeftOut]:
		"""Records and lines left out, in the order of the file; lines of other communes are passed over."""
		seen: dict[str, Record] = {}
		for line in file.lines():
			if isinstance(line, LeftOut):
				yield line
				continue
			if self.skip(line) or (communes and not communes & self.places(line)):
				continue
			record = self.parse(line)
			if isinstance(record, Record):
				first = seen.setdefault(record.code, record)
				if first is not record:
					if not (self.repeats and first.values == record.values):
						reason = _("The same code is already on line {0}.")
						yield LeftOut(record.line, record.code, Refusal("file", reason, (first.line,)))
					continue
			yield record


def parse_communes(text: str | None) -> frozenset[str]:
	"""INSEE or postal codes typed with commas, semicolons, spaces or line breaks between them.

	Raises ValueError with the first that is no code.
	"""
	codes = re.split(r"[,;\s]+", (text or "").strip().upper())
	for code in codes:
		if code and not _COMMUNE.fullmatch(code):
			raise ValueError(code)
	return frozenset(filter(None, codes))


def commune_code(text: str) -> str:
	"""A code of commune on five characters: spreadsheets drop the zero in front."""
	return text.zfill(5) if text.isdigit() else text.upper()


def check_texts(texts: Mapping[str, str]) -> Refusal | None:
	"""The first thing wrong with texts of a line, by label: too long, HTML, a formula."""
	for label, text in texts.items():
		if len(text) > LONGEST_TEXT:
			return Refusal("file", _("{0}: longer than {1} characters."), (Label(label), LONGEST_TEXT))
		for refusal in check_plain_text(label, text):
			return refusal
	return None
