import frappe
from frappe import _

from pre_module.controllers.base import PREDocument
from pre_module.rules.codes import is_uai


class PRESchool(PREDocument):
	def before_naming(self):
		self.uai = (self.uai or "").strip().upper()

	def validate(self):
		if not is_uai(self.uai):
			frappe.throw(
				_("{0} is not a UAI code: seven digits and the check letter that belongs to them.").format(
					frappe.utils.escape_html(self.uai)
				)
			)
