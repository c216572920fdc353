"""Writes a national list into the site: only what differs, batch by batch, as often as one likes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import cstr, strip_html

from pre_module.rules.refusal import Label, Refusal
from pre_module.setup.imports.holidays import SCHOOL_HOLIDAYS
from pre_module.setup.imports.lists import NationalList, Record
from pre_module.setup.imports.reading import LeftOut
from pre_module.setup.imports.schools import SCHOOLS
from pre_module.setup.imports.territories import TERRITORIES

LISTS: dict[str, NationalList] = {
	"Schools": SCHOOLS,
	"Territories": TERRITORIES,
	"School Holidays": SCHOOL_HOLIDAYS,
}
BATCH = 500


@dataclass
class Result:
	"""What one run did. left_out: line number, code read on it, reason in the reader's language."""

	created: int = 0
	updated: int = 0
	unchanged: int = 0
	left_out: list[tuple[int, str, str]] = field(default_factory=list)


def import_file(
	import_type: str,
	path: Path,
	communes: frozenset[str] = frozenset(),
	structure: str | None = None,
	on_progress: Callable[[float], None] | None = None,
) -> Result:
	"""Import a list ("Schools", "Territories" or "School Holidays") for some communes, or whole.

	structure: given to the territories that have none. on_progress: called after each batch with the share of
	the file read, 0 to 1. Documents are written with the permissions of the person at work.
	Raises UnreadableFile; a line that can't be kept is in the result, never an exception.

	Each batch is committed: this runs in a background job or a command, never inside a request, and a run that
	is killed keeps what it wrote. Running it again finds those documents unchanged and goes on.
	"""
	source = LISTS[import_type]
	file, result = source.open(path, communes), Result()
	for batch in _batches(source.read(file, communes)):
		records = [line for line in batch if isinstance(line, Record)]
		result.left_out += [_left_out(line) for line in batch if isinstance(line, LeftOut)]
		_write(source.doctype, records, {"structure": structure} if structure else {}, result)
		frappe.db.commit()
		if on_progress:
			on_progress(file.progress)
	result.left_out.sort()
	return result


def _batches(lines: Iterable) -> Iterator[list]:
	lines = iter(lines)
	while batch := list(islice(lines, BATCH)):
		yield batch


def _write(doctype: str, records: list[Record], defaults: dict, result: Result) -> None:
	if not records:
		return
	fields = {"name", *defaults}.union(*(record.values for record in records))
	fields.update(*(record.defaults for record in records))
	# Schools, territories and holidays are public lists without a person in them: compared whoever imports.
	rows = frappe.get_all(
		doctype, filters={"name": ("in", [r.code for r in records])}, fields=list(fields), limit_page_length=0
	)
	existing = {row.name: row for row in rows}
	for record in records:
		try:
			_write_one(doctype, record, defaults, existing.get(record.code), result)
		except frappe.DuplicateEntryError:
			frappe.clear_messages()
			reason = _("Another import wrote it at the same time: run this one again.")
			result.left_out.append((record.line, record.code, reason))
		except frappe.ValidationError as refusal:
			result.left_out.append((record.line, record.code, _message(refusal)))


def _write_one(doctype: str, record: Record, defaults: dict, existing: dict | None, result: Result) -> None:
	"""One document, under a savepoint: a refused one takes nothing with it."""
	if existing and not _changes(record, defaults, existing):
		result.unchanged += 1
		return
	frappe.db.savepoint("national_list_line")
	try:
		if existing:
			doc = frappe.get_doc(doctype, record.code)
			doc.update(_changes(record, defaults, doc)).save()
			result.updated += 1
		else:
			_insert(doctype, record, defaults)
			result.created += 1
	except (frappe.ValidationError, frappe.DuplicateEntryError):
		frappe.db.rollback(save_point="national_list_line")
		raise


def _insert(doctype: str, record: Record, defaults: dict) -> None:
	code_field = frappe.get_meta(doctype).autoname.removeprefix("field:")
	doc = frappe.new_doc(doctype)
	doc.update({code_field: record.code, **defaults, **record.defaults, **record.values})
	doc.insert()


def _changes(record: Record, defaults: dict, existing: dict) -> dict:
	"""Fields to write: those of the file that differ, and the defaults of fields that are empty."""
	changed = {k: v for k, v in record.values.items() if cstr(existing.get(k)) != cstr(v)}
	empty = {k: v for k, v in {**defaults, **record.defaults}.items() if not existing.get(k)}
	return {**empty, **changed}


def _left_out(line: LeftOut) -> tuple[int, str, str]:
	return line.line, harmless(line.code)[:40], reason_text(line.reason)


def reason_text(reason: Refusal) -> str:
	"""A reason as plain text in the reader's language; what the file says can neither be HTML nor a formula."""
	values = [_(v) if isinstance(v, Label) else harmless(cstr(v)) for v in reason.values]
	return _(reason.message).format(*values)


def harmless(text: str) -> str:
	"""Text of a file without what HTML and spreadsheets would run."""
	return "".join(c for c in text if c.isprintable() and c not in "<>&=@|!`").strip()


def _message(refusal: Exception) -> str:
	"""What the site's own checks said of a line. Taken off the messages of the request: it is in the result."""
	frappe.clear_messages()
	return harmless(strip_html(str(refusal)))[:500] or type(refusal).__name__
