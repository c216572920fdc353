"""Lines of the traces, written straight in their tables: no permission opens them, no controller slows them."""

from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe.utils import now

from pre_module.access.traces.children import children_of, documents_behind, is_guarded, structures_of
from pre_module.rules.traces import DOWNLOADED, SEARCHED

TRACE, GUARDED_TRACE = "PRE Access Trace", "PRE Guarded Trace"
SYSTEM = ("name", "creation", "modified", "owner", "modified_by")
FIELDS = ("structure", "user", "function", "at", "what", "reference_doctype", "reference_name", "detail")
LONGEST_DETAIL = 500  # characters of what was typed

# The function of an account with several roles is the first of these.
FUNCTIONS = (
	"PRE Coordinator",
	"PRE Referent",
	"PRE Team Member",
	"PRE Partner",
	"PRE Data Protection Officer",
	"PRE Manager",
	"PRE Evaluator",
	"PRE Administrator",
	"System Manager",
)


@dataclass(frozen=True)
class Seen:
	"""What somebody was given or did: `what` of rules/traces.py, with documents of one DocType."""

	what: str
	doctype: str
	names: tuple[str, ...]
	detail: str = ""


def write(all_seen: Iterable[Seen]) -> int:
	"""One line for each child of each document, in the common table or in the guarded one; how many."""
	lines = dict.fromkeys(line for seen in all_seen for line in _lines(seen))
	structures = structures_of({child for child, *_rest in lines if child})
	# A number that is nobody's (a search may answer with anything) is no file.
	lines = [line for line in lines if not line[0] or line[0] in structures]
	for table, guarded in ((TRACE, False), (GUARDED_TRACE, True)):
		_insert(table, [line for line in lines if is_guarded(line[2]) == guarded], structures)
	return len(lines)


def write_line(what: str, child: str = "", doctype: str = "", name: str = "", detail: str = "") -> None:
	"""One line of what is no document read or written: an emergency access, given or refused."""
	_insert(TRACE, [(child, what, doctype, name, detail)], structures_of([child] if child else []))


def _lines(seen: Seen) -> Iterable[tuple[str, str, str, str, str]]:
	# What was typed in a search and how a paper is called name the child: the register is read by file number.
	detail = "" if seen.what in (SEARCHED, DOWNLOADED) else seen.detail
	for doctype, names in documents_behind(seen.doctype, seen.names).items():
		children = children_of(doctype, names)
		for name in names:
			for child in children.get(name) or [""]:
				yield (child, seen.what, doctype, name, detail)


def _insert(table: str, lines: list[tuple[str, str, str, str, str]], structures: dict[str, str]) -> None:
	if not lines:
		return
	at, user = now(), frappe.session.user
	function = _function(user)
	file_number = "file_number" if table == GUARDED_TRACE else "child"
	frappe.db.bulk_insert(
		table,
		[*SYSTEM, file_number, *FIELDS],
		[
			(
				*(frappe.generate_hash(length=16), at, at, user, user),
				*(child, structures.get(child), user, function, at, what, doctype, name),
				detail[:LONGEST_DETAIL],
			)
			for child, what, doctype, name, detail in lines
		],
	)


def _function(user: str) -> str:
	roles = set(frappe.get_roles(user))
	return next((role for role in FUNCTIONS if role in roles), "")
