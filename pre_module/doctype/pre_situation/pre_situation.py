import frappe
from frappe import _

from pre_module.access.situation.opening import draw_name
from pre_module.controllers.base import PREDocument


class PRESituation(PREDocument):
	"""R10: what the team works on. Made with the child's file; nothing of the child is stored in it."""

	def autoname(self):
		self.name = draw_name()

	def validate(self):
		if not self.flags.with_file:
			frappe.throw(
				_("A situation is made with the child's file, and follows it."), frappe.PermissionError
			)
