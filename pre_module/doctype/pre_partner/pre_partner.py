import frappe
from frappe import _

from pre_module.access.charter import forget
from pre_module.access.facts import referrals, sharing
from pre_module.access.scope import scope_of
from pre_module.controllers.base import PREDocument


class PREPartner(PREDocument):
	def validate(self):
		self.check_whose()

	def before_rename(self, old: str, new: str, merge: bool = False):
		if merge:
			# What families agreed for one institution, and what it signed, is not another's.
			frappe.throw(_("Two partners are not merged: close one, and ask the families for the other."))

	def check_whose(self):
		"""R10: who stands among the people of a partner is shown what is shared with it: its own structure says so."""
		before = self.get_doc_before_save()
		if self.flags.ignore_permissions or frappe.session.user == "Administrator":
			return
		if "PRE Administrator" in frappe.get_roles():
			return
		whose = {self.structure, before.structure if before else None} - {None, ""}
		if whose - scope_of().coordinated:
			frappe.throw(_("The coordonnateur of the structure writes its partners."), frappe.PermissionError)

	def on_update(self):
		forget()
		sharing.settle_partner(self)
		referrals.settle_partner(self)
