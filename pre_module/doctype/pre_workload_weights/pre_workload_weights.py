import frappe
from frappe import _
from frappe.utils import flt, getdate

from pre_module.access.scope import scope_of
from pre_module.controllers.base import PREDocument
from pre_module.rules.workload import KINDS

ADMIN = "PRE Administrator"


class PREWorkloadWeights(PREDocument):
	"""What the work of the référents of a structure weighs, from a day on (F19): work, never a child (P6)."""

	def validate(self):
		self.check_writer()
		self.check_day()
		self.keep_what_was_used()

	def check_writer(self):
		"""The structure decides: its coordonnateur, or the administrator of the programme."""
		if self.flags.ignore_permissions or frappe.session.user == "Administrator":
			return
		before = self.get_doc_before_save()
		structures = {self.structure, before.structure if before else self.structure}
		if ADMIN not in frappe.get_roles() and not structures <= scope_of().coordinated:
			frappe.throw(_("The coordonnateur of the structure sets its weights."), frappe.PermissionError)

	def check_day(self):
		# Days of weights, no personal data.
		if frappe.db.exists(
			self.doctype,
			{"structure": self.structure, "from_date": self.from_date, "name": ("!=", self.name or "")},
		):
			frappe.throw(_("The structure has weights from that day already."))

	def keep_what_was_used(self):
		"""A load that was read stays explained by the weights of its day."""
		before = self.get_doc_before_save()
		if not before or getdate(before.from_date) > getdate():
			return
		same = (before.structure, getdate(before.from_date)) == (self.structure, getdate(self.from_date))
		if not same or any(flt(before.get(kind)) != flt(self.get(kind)) for kind in KINDS):
			frappe.throw(_("These weights are in use: write new ones, from another day on."))
