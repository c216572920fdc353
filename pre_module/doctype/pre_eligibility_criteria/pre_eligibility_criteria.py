import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.scope import scope_of
from pre_module.controllers.base import PREDocument
from pre_module.controllers.eligibility import criteria_sets_of
from pre_module.controllers.refusals import refuse
from pre_module.doctype.pre_child.first_steps import acts_for_all
from pre_module.rules.dates import Period
from pre_module.rules.eligibility import CriteriaSet, check_criteria, check_criteria_sets

ADMIN = "PRE Administrator"


class PREEligibilityCriteria(PREDocument):
	"""R16: the criteria of a structure, which it writes itself."""

	def validate(self):
		self.check_writer()
		period = Period(getdate(self.valid_from), self.valid_until and getdate(self.valid_until))
		if period.is_backwards:
			frappe.throw(_("The criteria end before they start."))
		others = [s for s in criteria_sets_of(self.structure) if s.name != self.name]
		refuse(check_criteria([row.criterion or "" for row in self.criteria]))
		refuse(check_criteria_sets([*others, CriteriaSet(self.name or self.title, period)]))

	def check_writer(self):
		"""R16: the structure's coordonnateur, or the administrator of the programme; decisions were taken with them there."""
		before = self.get_doc_before_save()
		if before and before.structure != self.structure:
			frappe.throw(_("Criteria stay with the structure that wrote them."), frappe.PermissionError)
		if acts_for_all(self) or ADMIN in frappe.get_roles():
			return
		if self.structure not in scope_of().coordinated:
			frappe.throw(_("The coordonnateur of the structure writes its criteria."), frappe.PermissionError)
