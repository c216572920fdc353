import re

import frappe
from frappe import _

from pre_module.controllers.base import PREDocument


class PREHousehold(PREDocument):
	def validate(self):
		if self.postal_code and not re.fullmatch(r"\d{5}", self.postal_code.strip()):
			frappe.throw(_("The postal code has five digits."))
