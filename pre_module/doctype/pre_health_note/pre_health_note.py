import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.guarded import GuardedDocument


class PREHealthNote(GuardedDocument):
	def validate(self):
		super().validate()
		self.check_date()

	def check_date(self):
		if getdate(self.note_date) > getdate():
			frappe.throw(_("The note is dated in the future."))
