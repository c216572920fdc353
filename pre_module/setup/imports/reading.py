"""A CSV file as an administration publishes it: its encoding, delimiter and columns are found, not asked for.

Lines are streamed: the country's directory is 70 MB. A line that can't be read is named and the next one goes on.
"""

import codecs
import csv
import unicodedata
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pre_module.rules.refusal import Refusal, _

# A quoted cell may hold line breaks; one that holds more is a quotation mark somebody forgot to close.
LINES_PER_RECORD = 30
_CHUNK = 1 << 20


class UnreadableFile(Exception):
	"""The file as a whole can't be imported; `reason` says why in one sentence."""

	def __init__(self, message: str, *values: str | int):
		self.reason = Refusal("file", message, values)
		super().__init__(str(self.reason))


@dataclass(frozen=True)
class Line:
	"""One line of the file. number: as an editor counts, the header being 1. cells: by our name of the column."""

	number: int
	cells: Mapping[str, str]

	def get(self, column: str) -> str:
		"""The text of a cell on one line, spaces tidied; empty where the file has no such column."""
		return " ".join(self.cells.get(column, "").split())


@dataclass(frozen=True)
class LeftOut:
	"""A line that is not imported, with the code read on it and why."""

	line: int
	code: str
	reason: Refusal


@dataclass
class CsvFile:
	"""A CSV file opened for its columns.

	columns: our name of each column, with the names the publishers gave it (in lower case, without accents).
	required: those without which the file is another one. Raises UnreadableFile.
	"""

	path: Path
	columns: Mapping[str, tuple[str, ...]]
	required: tuple[str, ...]
	_read: int = field(default=0, init=False)

	def __post_init__(self):
		self._size = self.path.stat().st_size
		self._encoding = _encoding_of(self.path)
		with self.path.open("rb") as file:
			first = file.readline(_CHUNK)
		self._delimiter, self._positions, self._width = self._recognise(self._decode(first, first_line=True))

	@property
	def progress(self) -> float:
		"""Share of the file read so far, from 0 to 1."""
		return self._read / self._size if self._size else 1.0

	def has(self, column: str) -> bool:
		"""Whether the file has that column."""
		return column in self._positions

	def lines(self) -> Iterator[Line | LeftOut]:
		"""The lines under the header, blank ones left aside."""
		self._read = 0
		with self.path.open("rb") as file:
			self._read += len(file.readline(_CHUNK))
			number, pending = 2, deque()
			while True:
				taken: list[str] = []
				reader = csv.reader(
					self._physical(file, pending, taken), delimiter=self._delimiter, strict=True
				)
				try:
					cells = next(reader, None)
				except csv.Error:
					reason = _("The line can't be read as CSV: a quotation mark is missing or misplaced.")
					yield LeftOut(number, "", Refusal("file", reason))
					pending.extendleft(reversed(taken[1:]))
					number += 1
					continue
				if cells is None:
					return
				if any(cell.strip() for cell in cells):
					yield self._line(number, cells)
				number += len(taken)

	def _physical(self, file, pending: deque, taken: list[str]) -> Iterator[str]:
		while len(taken) < LINES_PER_RECORD:
			if pending:
				text = pending.popleft()
			else:
				raw = file.readline()
				if not raw:
					return
				self._read += len(raw)
				text = self._decode(raw)
			taken.append(text)
			yield text

	def _line(self, number: int, cells: list[str]) -> Line | LeftOut:
		if len(cells) < self._width or any(cell.strip() for cell in cells[self._width :]):
			reason = _("The line has {0} columns where the first line of the file has {1}.")
			return LeftOut(number, "", Refusal("file", reason, (len(cells), self._width)))
		return Line(number, {name: cells[position] for name, position in self._positions.items()})

	def _decode(self, raw: bytes, first_line: bool = False) -> str:
		if first_line and self._encoding == "utf-8":
			return raw.decode("utf-8-sig")
		return raw.decode(self._encoding)

	def _recognise(self, header: str) -> tuple[str, dict[str, int], int]:
		best: tuple[str, dict[str, int], int] = (";", {}, 0)
		for delimiter in ";,\t|":
			try:
				names = [fold(name) for name in next(csv.reader([header], delimiter=delimiter), [])]
			except csv.Error:
				continue
			found = {
				ours: names.index(n) for ours, theirs in self.columns.items() for n in theirs if n in names
			}
			if len(found) > len(best[1]):
				best = (delimiter, found, max(i for i, name in enumerate(names) if name) + 1)
		missing = [self.columns[name][0] for name in self.required if name not in best[1]]
		if missing:
			raise UnreadableFile(
				_("This is not the list that is expected: columns missing from the file: {0}."),
				", ".join(missing),
			)
		return best


def fold(text: str) -> str:
	"""How names are compared: lower case, without accents, words joined by underscores."""
	bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
	return "_".join("".join(c if c.isalnum() else " " for c in bare).split())


def _encoding_of(path: Path) -> str:
	"""utf-8, or cp1252 as older exports and spreadsheets write; UnreadableFile for what is no text."""
	utf8, empty, undefined = codecs.getincrementaldecoder("utf-8")(), True, False
	with path.open("rb") as file:
		while chunk := file.read(_CHUNK):
			empty = empty and not chunk.strip(b"\xef\xbb\xbf \t\r\n")
			# Bytes that cp1252 leaves undefined: some other encoding, or no text at all.
			undefined = undefined or any(byte in chunk for byte in b"\x81\x8d\x8f\x90\x9d")
			utf8 = utf8 if utf8 and _takes(utf8, chunk) else None
			if b"\0" in chunk:
				raise UnreadableFile(
					_("The file is not a CSV: give the CSV as published, not a spreadsheet nor a PDF.")
				)
	if empty:
		raise UnreadableFile(_("The file is empty."))
	if utf8 and _takes(utf8, b"", final=True):
		return "utf-8"
	if undefined:
		raise UnreadableFile(_("The file is neither UTF-8 nor Windows text: save it as CSV in UTF-8."))
	return "cp1252"


def _takes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
	try:
		decoder.decode(chunk, final)
	except UnicodeDecodeError:
		return False
	return True
