"""A line of the traces as a document: to be read. No door writes, changes or deletes one."""

import frappe
from frappe import _

from pre_module.controllers.base import PREDocument


class TraceRecord(PREDocument):
	"""Base class of both tables. Refused here and not by rights alone: rights can be given, this can't.

	The lines are written by `writing.py` and removed by `retention.py`, straight in the table.
	"""

	def before_insert(self):
		refuse()

	def before_validate(self):
		refuse()

	def db_insert(self, *args, **kwargs):
		refuse()

	def db_update(self, *args, **kwargs):
		refuse()

	def on_trash(self):
		refuse()

	def before_rename(self, *args, **kwargs):
		refuse()


def refuse() -> None:
	"""Raises frappe.PermissionError, whoever asks."""
	frappe.throw(
		_("Access traces are written by the application only; nobody changes or removes one."),
		frappe.PermissionError,
	)
