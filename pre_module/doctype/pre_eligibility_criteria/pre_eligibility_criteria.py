import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.base import PREDocument
from pre_module.controllers.eligibility import criteria_sets_of
from pre_module.controllers.refusals import refuse
from pre_module.rules.dates import Period
from pre_module.rules.eligibility import CriteriaSet, check_criteria, check_criteria_sets


class PREEligibilityCriteria(PREDocument):
	def validate(self):
		period = Period(getdate(self.valid_from), self.valid_until and getdate(self.valid_until))
		if period.is_backwards:
			frappe.throw(_("The criteria end before they start."))
		others = [s for s in criteria_sets_of(self.structure) if s.name != self.name]
		refuse(check_criteria([row.criterion or "" for row in self.criteria]))
		refuse(check_criteria_sets([*others, CriteriaSet(self.name or self.title, period)]))
