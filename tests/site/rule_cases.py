"""For each rule, a write that it refuses and the same write made legal: how the cases are written.

A case's function brings documents to the point of refusal and returns the `Write`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import frappe

from pre_module import exceptions
from tests import factories as make
from tests.factories import day


@dataclass
class Write:
	"""A write to try: `values` on a document (name None: a new one), then `action` of its workflow, if any.

	Made legal by `repair()`, or by `legal` values instead, or by both.
	"""

	doctype: str
	name: str | None
	values: dict[str, Any] = field(default_factory=dict)
	action: str | None = None
	legal: dict[str, Any] | None = None
	repair: Callable[[], object] = lambda: None


@dataclass
class Case:
	"""What refuses: rule, exception, sentence in English as in the source; `write()` prepares the base."""

	rule: str
	exception: type[Exception]
	sentence: str
	write: Callable[[], Write]
	kind: str

	def __str__(self) -> str:
		return f"{self.rule} {self.write.__name__}"


CASES: list[Case] = []


def case(rule: str, sentence: str, kind: str):
	"""Register a case. kind: "insert", "update" (values only) or "action" (values, then a workflow action)."""

	def register(write: Callable[[], Write]) -> Callable[[], Write]:
		CASES.append(Case(rule, exceptions.BY_RULE[rule], sentence, write, kind))
		return write

	return register


def kept(row) -> dict:
	"""A child table's row as a program sends it back: its own fields and its name."""
	fields = [df.fieldname for df in row.meta.fields if df.fieldtype not in frappe.model.no_value_fields]
	return {"name": row.name, **{f: row.get(f) for f in fields if row.get(f) is not None}}
