import frappe
from frappe import _

from pre_module.controllers.base import PREDocument


class PREEmergencyAccess(PREDocument):
	"""Written and closed by `access/emergency.py` only; never edited, never deleted."""

	def before_validate(self):
		super().before_validate()
		if not self.flags.by_the_server:
			refuse()

	def db_insert(self, *args, **kwargs):
		if not self.flags.by_the_server:
			refuse()
		super().db_insert(*args, **kwargs)

	def db_update(self):
		if not self.flags.by_the_server:
			refuse()
		super().db_update()

	def on_trash(self):
		refuse()

	def before_rename(self, *args, **kwargs):
		refuse()


def refuse() -> None:
	"""Raises frappe.PermissionError, whoever asks."""
	frappe.throw(
		_("An emergency access is asked for on the list of children, and never written or changed by hand."),
		frappe.PermissionError,
	)
