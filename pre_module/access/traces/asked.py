"""A request that was answered: what was asked, and the answer."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import frappe
from werkzeug.wrappers import Request


@dataclass(frozen=True)
class Asked:
	"""form: what was sent. answer: what a method returned, None for a page or a file."""

	path: str
	form: dict[str, Any]
	answer: Any

	@classmethod
	def of(cls, request: Request) -> "Asked":
		"""The request of the moment, as Frappe left it."""
		answered = frappe.local.response or {}
		return cls(request.path, dict(frappe.form_dict), answered.get("message", answered.get("data")))

	def about(self, doctype: str, name: str | None = None) -> "Asked":
		"""The same, of which the path said the document."""
		return replace(self, form={**self.form, "doctype": doctype, "name": name})

	def text(self, key: str) -> str:
		"""A value sent, as text."""
		return str(self.form.get(key) or "").strip()

	def parsed(self, key: str) -> Any:
		"""A value sent as JSON or as it is; None when it is neither."""
		value = self.form.get(key)
		if not isinstance(value, str):
			return value
		try:
			return json.loads(value)
		except ValueError:
			return None

	def matching(self, limit: int | None = None, start: int = 0, **criteria: Any) -> list[str]:
		"""The names of the documents that a list with these filters gives to this very person, asked again.

		For answers without names: a column more would say whose they are.
		"""
		doctype = self.text("doctype")
		criteria = {key: self.parsed(key) for key in ("filters", "or_filters")} | criteria
		return frappe.get_list(
			doctype,
			**{key: value for key, value in criteria.items() if value},
			parent_doctype=self.text("parent") or self.text("parent_doctype") or None,
			pluck="name",
			limit_start=start,
			limit_page_length=limit or 0,
			ignore_ifnull=True,
		)


def names_in(rows: Iterable[Any]) -> tuple[str, ...] | None:
	"""The names in the rows of an answer; None when they hold none."""
	rows = list(rows)
	if not all(isinstance(row, dict) and row.get("name") for row in rows):
		return None
	return tuple(str(row["name"]) for row in rows)
