"""A document that the server alone writes: a line of a register, to be read."""

import frappe

from pre_module.controllers.base import PREDocument


class WrittenByServer(PREDocument):
	"""Base class of the registers. Refused here and not by rights alone: rights can be given, this can't.

	A subclass says whether a save is the server's, and what is answered to everybody else.
	"""

	def is_servers(self) -> bool:
		"""Whether this save is the server's own; without it, no save is: the lines go straight in the table."""
		return False

	def refusal(self) -> str:
		"""What is answered, in the reader's language."""
		raise NotImplementedError

	def before_insert(self):
		self.refuse_others()

	def before_validate(self):
		super().before_validate()
		self.refuse_others()

	def db_insert(self, *args, **kwargs):
		self.refuse_others()
		super().db_insert(*args, **kwargs)

	def db_update(self, *args, **kwargs):
		self.refuse_others()
		super().db_update(*args, **kwargs)

	def on_trash(self):
		self.refuse()

	def before_rename(self, *args, **kwargs):
		self.refuse()

	def refuse_others(self) -> None:
		if not self.is_servers():
			self.refuse()

	def refuse(self) -> None:
		"""Raises frappe.PermissionError, whoever asks."""
		frappe.throw(self.refusal(), frappe.PermissionError)
