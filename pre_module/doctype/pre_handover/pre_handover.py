import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.base import PREDocument
from pre_module.doctype.pre_handover.writing import write_lines
from pre_module.doctype.pre_parcours.assignment import may_name
from pre_module.doctype.pre_parcours.in_charge import charges
from pre_module.rules.referent import charge_on

DECIDED = ("child", "parcours", "reason", "from_contract", "to_contract", "structure", "batch")
DAYS = ("from_date", "to_date")


class PREHandover(PREDocument):
	"""One child handed over by a référent to another, with its sheet (R5). What it decides is written once."""

	def validate(self):
		if self.is_new():
			self.set_structure()
			self.find_parcours()
			self.set_state()
		else:
			self.keep_what_was_decided()
		self.set_names()
		self.check_family_told()

	def after_insert(self):
		if not self.batch:
			write_lines(self)

	def set_structure(self):
		# The structure of the child's file, whatever a request says.
		self.structure = frappe.db.get_value("PRE Child", self.child, "structure")

	def find_parcours(self):
		"""The parcours of the child, and the contract in charge of it on the first day; who names référents decides."""
		if not self.parcours:
			# The one that is not closed, of a child whom the writer may see: asked on insert by the access rules.
			self.parcours = frappe.db.get_value(
				"PRE Parcours", {"child": self.child, "status": ("!=", "Closed")}, order_by="creation desc"
			)
		if not self.parcours:
			frappe.throw(_("The child has no parcours: choose the référent of the first steps in its file."))
		parcours = frappe.get_doc("PRE Parcours", self.parcours)
		if parcours.child != self.child:
			frappe.throw(_("The parcours {0} is not one of this child.").format(self.parcours))
		if not may_name(parcours):
			frappe.throw(_("The coordonnateur names the référent of a parcours."), frappe.PermissionError)
		# A day that has passed is refused by the rule itself, which says so.
		charge = charge_on(charges(parcours), max(getdate(self.from_date), getdate()))
		self.from_contract = self.from_contract or (charge and charge.contract)
		if not self.from_contract:
			frappe.throw(
				_("Nobody is in charge on {0}: name the référent on the parcours.").format(
					frappe.utils.formatdate(self.from_date)
				)
			)

	def set_state(self):
		"""Planned until the lines are written; never what a request says."""
		self.status, self.refusal, self.told_on = "Planned", None, None
		self.batch = self.flags.batch or None

	def keep_what_was_decided(self):
		"""Another decision is another handover; only the sheet goes on being written."""
		before = self.get_doc_before_save()
		changed = [f for f in DECIDED if (self.get(f) or "") != (before.get(f) or "")]
		changed += [f for f in DAYS if _day(self.get(f)) != _day(before.get(f))]
		if changed:
			frappe.throw(
				_("{0} of a handover can't be changed: hand the child over again.").format(
					", ".join(frappe.bold(_(self.meta.get_label(f))) for f in changed)
				)
			)
		self.status, self.refusal, self.told_on = before.status, before.refusal, before.told_on

	def set_names(self):
		for side in ("from", "to"):
			# Names and accounts of staff, on a document of theirs.
			account, name = frappe.db.get_value(
				"PRE Referent Contract", self.get(f"{side}_contract"), ["referent", "referent_name"]
			) or (None, None)
			self.set(f"{side}_referent_name", name)
		self.to_referent = account

	def check_family_told(self):
		if self.family_told_on and getdate(self.family_told_on) > getdate():
			frappe.throw(_("The family is told on a day to come: note it then."))


def _day(value):
	return getdate(value) if value else None
