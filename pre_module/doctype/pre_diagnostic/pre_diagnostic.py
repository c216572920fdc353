import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers import needs
from pre_module.controllers.agreements import check_child_agreements
from pre_module.controllers.coordination import coordinator_on
from pre_module.controllers.refusals import refuse
from pre_module.controllers.status import StatusDocument
from pre_module.rules.consent import STAGES_FOR_DIAGNOSTIC
from pre_module.rules.dates import add_months
from pre_module.rules.diagnostic import FactorSeen, View, check_diagnostic
from pre_module.rules.refusal import Refusal


class PREDiagnostic(StatusDocument):
	def validate(self):
		self.set_structure()
		self.check_referral()
		self.check_dates()
		self.check_agreements()
		needs.check_lines(self)
		self.check_content()
		self.set_validity()

	def on_update(self):
		needs.follow_lines(self)

	def set_structure(self):
		# The structure of the child's file, whatever a request says.
		self.structure = frappe.db.get_value("PRE Child", self.child, "structure")
		self.coordinator = coordinator_on(self.structure, getdate())

	def check_referral(self):
		# Compared, whoever saves; nothing of it is told.
		if self.referral and frappe.db.get_value("PRE Referral", self.referral, "child") != self.child:
			frappe.throw(_("The referral {0} is not one of this child.").format(self.referral))

	def check_dates(self):
		if getdate(self.diagnostic_date) > getdate():
			frappe.throw(_("The diagnostic is dated in the future."))

	def check_agreements(self):
		"""R3: nothing is written of a child before the parents agreed, nor goes on once they no longer do."""
		if self.is_new() or self.enters("In Review", "Validated"):
			refuse(check_child_agreements(self.child, STAGES_FOR_DIAGNOSTIC, getdate()))

	def check_content(self):
		"""R7: complete when it goes to validation, and as long as it is relied on."""
		if self.status in ("In Review", "Validated"):
			refuse(self.missing_content())

	def missing_content(self) -> list[Refusal]:
		"""R7: what the diagnostic still lacks to be validated."""
		return check_diagnostic(
			[View(v.actor, v.partner or v.person or "", getdate(v.heard_on)) for v in self.views],
			[FactorSeen(self.family_of(f), f.nature) for f in self.factors],
			minimum_actors=frappe.get_cached_doc("PRE Settings").minimum_actors,
			on=getdate(),
		)

	def family_of(self, row) -> str:
		"""Family of a factor from the list itself: a line of an import may lack it or say another."""
		row.factor_family = frappe.get_cached_value("PRE Factor", row.factor, "factor_family")
		return row.factor_family

	def set_validity(self):
		before = self.get_doc_before_save()
		if self.enters("Validated"):
			months = frappe.get_cached_doc("PRE Settings").diagnostic_validity_months
			self.validated_on = getdate()
			self.valid_until = add_months(self.validated_on, months) if months else None
		else:
			self.validated_on = before.validated_on if before else None
			self.valid_until = before.valid_until if before else None


def on_doctype_update():
	"""The list of a structure, the last changed first, of any length (benchmarks/)."""
	frappe.db.add_index("PRE Diagnostic", ["structure", "modified"], index_name="of_structure")
