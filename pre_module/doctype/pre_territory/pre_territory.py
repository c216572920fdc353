import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.base import PREDocument
from pre_module.rules.codes import is_qpv


class PRETerritory(PREDocument):
	def before_naming(self):
		self.code = (self.code or "").strip().upper()

	def validate(self):
		if self.territory_type == "QPV" and not is_qpv(self.code):
			frappe.throw(
				_("{0} is not a QPV code: QN or QP and six characters, as in the national list.").format(
					frappe.utils.escape_html(self.code)
				)
			)
		if self.valid_from and self.valid_until and getdate(self.valid_until) < getdate(self.valid_from):
			frappe.throw(_("The territory ends before it starts."))
