import re

import frappe
from frappe import _

from pre_module.access.scope import scope_of
from pre_module.controllers.base import PREDocument
from pre_module.doctype.pre_child.first_steps import acts_for_all


class PREHousehold(PREDocument):
	def validate(self):
		self.set_structure()
		if self.postal_code and not re.fullmatch(r"\d{5}", self.postal_code.strip()):
			frappe.throw(_("The postal code has five digits."))

	def set_structure(self):
		"""That of the coordonnateur who makes it; otherwise of the first child who comes to live there."""
		before, coordinated = self.get_doc_before_save(), scope_of().coordinated
		if not acts_for_all(self) and self.structure not in coordinated:
			self.structure = before.structure if before else None
		if not self.structure and len(coordinated) == 1:
			self.structure = min(coordinated)
