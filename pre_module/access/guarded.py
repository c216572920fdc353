"""Health notes and safeguarding reports: open to the coordonnateur and to the people named on them (P10, P14).

The rule is `rules/guarded.py`. Here it is asked of the base, for lists (SQL) and for one document (Python);
`conditions.py` and `permission.py` call both, with what they know of the person.
"""

from collections.abc import Callable, Set
from datetime import datetime

import frappe
from frappe.model.document import Document

from pre_module.access.register import closed_structures
from pre_module.rules.guarded import HEALTH, READING, Reader, may_change_guarded, sees_guarded

READERS = "PRE Named Reader"
NOTHING = "(1 = 0)"


def guarded_condition(
	doctype: str,
	user: str,
	now: datetime,
	*,
	coordinated: Set[str],
	accepted: Set[str],
	children_sql: str | None,
) -> str:
	"""The guarded documents of a DocType that a person sees, as a condition for a list; parentheses included.

	coordinated: structures he coordinates and whose charter he accepted. accepted: structures whose charter in force
	he accepted, and his institution signed. children_sql: a subquery giving the names of the children he holds a grant on, None for none.
	"""
	branches, accepted = [], accepted - closed_structures()
	if coordinated:
		branches.append(f"select name from `tab{doctype}` where structure in ({_texts(coordinated)})")
	if accepted and (doctype != HEALTH or children_sql):
		branches.append(_named(doctype, user, now, accepted, children_sql))
	if not branches:
		return NOTHING
	# Both branches in one derived table: each uses its index (design.md, section 4).
	return f"(`tab{doctype}`.name in (select name from ({' union '.join(branches)}) guarded))"


def _named(doctype: str, user: str, now: datetime, accepted: Set[str], children_sql: str | None) -> str:
	moment = _text(now.isoformat(sep=" ", timespec="microseconds"))
	condition = (
		f"select doc.name as name from `tab{READERS}` reader join `tab{doctype}` doc on doc.name = reader.parent"
		f" where reader.parenttype = {_text(doctype)} and reader.user = {_text(user)}"
		f" and reader.from_time <= {moment} and (reader.to_time is null or reader.to_time > {moment})"
		f" and doc.structure in ({_texts(accepted)})"
	)
	return f"{condition} and doc.child in ({children_sql})" if doctype == HEALTH else condition


def _texts(values: Set[str]) -> str:
	return ", ".join(_text(value) for value in sorted(values))


def _text(value: str) -> str:
	# Lists are read without values to fill in: a doubled « % » would stay doubled.
	return frappe.db.escape(value, percent=False)


def may_see_guarded(
	doc: Document | dict,
	user: str,
	now: datetime,
	*,
	coordinated: Set[str],
	accepted: Set[str],
	sees_child: Callable[[str], bool],
	ptype: str = "read",
) -> bool:
	"""The same for one document. Another permission than reading: its author and the coordonnateur only.

	A document not saved yet: whoever coordinates the child's structure, or holds a grant on the child. sees_child:
	whether he holds a live grant on the child of this file number. All is read from the base: what a request says of
	the child, the structure or the readers opens nothing.
	"""
	# Read whoever asks: this is what decides whether he may read.
	stored = frappe.db.get_value(
		doc.get("doctype"), doc.get("name"), ["child", "structure", "author"], as_dict=True
	)
	if not stored:
		return may_begin(doc.get("child"), coordinated=coordinated, sees_child=sees_child)
	seen = sees_guarded(
		doc.get("doctype"),
		readers_of(doc.get("doctype"), doc.get("name")),
		user,
		now,
		stored.structure,
		coordinated=coordinated,
		accepted=accepted - closed_structures(),
		sees_child=doc.get("doctype") == HEALTH and bool(sees_child(stored.child)),
	)
	return seen and (
		ptype in READING or may_change_guarded(stored.author, user, stored.structure, coordinated)
	)


def may_begin(child: str | None, *, coordinated: Set[str], sees_child: Callable[[str], bool]) -> bool:
	"""Whether a person may write a new guarded document about a child; without a child: an empty form says nothing."""
	if not child:
		return True
	# Only the structure of the file, whoever asks: nothing of it is returned.
	return frappe.db.get_value("PRE Child", child, "structure") in coordinated or bool(sees_child(child))


def readers_of(doctype: str, name: str) -> list[Reader]:
	"""The people named on a guarded document, past and present, as the base has them."""
	# The rule must see all of them, whoever asks.
	rows = frappe.get_all(
		READERS,
		filters={"parenttype": doctype, "parent": name},
		fields=["name", "user", "from_time", "to_time"],
		order_by="idx",
	)
	return [Reader(r.user, r.from_time, r.to_time, r.name) for r in rows]
