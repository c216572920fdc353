import frappe
from frappe import _

from pre_module.controllers.base import PREDocument


class PREChildAccess(PREDocument):
	"""A line of the access register: written by `access/register.py` only, never edited, never deleted."""

	def validate(self):
		if not self.flags.settled:
			frappe.throw(_("The access register is written by the facts only."), frappe.PermissionError)

	def on_trash(self):
		if not self.flags.settled:
			frappe.throw(_("The access register is written by the facts only."), frappe.PermissionError)


def on_doctype_update():
	"""The index that the condition of each restricted list reads, whole: the rows themselves aren't fetched (benchmarks/)."""
	frappe.db.add_index(
		"PRE Child Access",
		["user", "ground", "child", "to_time", "from_time", "structure"],
		index_name="who_sees",
	)
