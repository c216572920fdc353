import frappe
from frappe import _

from pre_module.access.facts import meetings, sharing
from pre_module.controllers import answers_awaited
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.rules.consent import DIAGNOSTIC, INFORMATION, PARCOURS, SHARING
from pre_module.rules.team import Quorum, check_quorum
from pre_module.rules.traces import check_retention


class PRESettings(PREDocument):
	def validate(self):
		self.check_ages()
		self.check_school_year()
		self.check_retention()
		self.check_quorum()

	def on_update(self):
		"""What the settings open is settled again with them."""
		frappe.clear_document_cache(self.doctype, self.name)  # Frappe keeps the old ones until after this
		if self.has_value_changed("assent_age"):
			before = self.get_doc_before_save()
			sharing.settle_all(self.assent_age or 0, (before and before.assent_age) or 0)
		if self.has_value_changed("meeting_days_before") or self.has_value_changed("meeting_days_after"):
			meetings.settle_all()
		if self.has_value_changed("service_answer_days"):
			answers_awaited.refresh_lines()

	def check_ages(self):
		if self.minimum_age > self.maximum_age:
			frappe.throw(_("The minimum age lies above the maximum age."))
		if self.maximum_age > 25:
			frappe.throw(_("The maximum age lies above 25 years: the programme is for children."))

	def check_school_year(self):
		if not 1 <= self.school_year_start_month <= 12:
			frappe.throw(_("The first month of the school year is a number from 1 to 12."))

	def check_retention(self):
		# P7: the active base ends at most two years after the last contact.
		if not 1 <= self.active_base_months <= 24:
			frappe.throw(_("The active base lasts from 1 to 24 months after the last contact (CNIL)."))
		refuse(check_retention(self.trace_retention_months))

	def check_quorum(self):
		# A site from before has none until it says one.
		if self.quorum_kind and self.quorum:
			refuse(check_quorum(Quorum(self.quorum_kind, self.quorum)))

	@property
	def consent_months(self) -> dict[str, int]:
		"""Months of validity of an agreement, per stage; 0: no end."""
		return {
			INFORMATION: self.information_consent_months,
			DIAGNOSTIC: self.diagnostic_consent_months,
			SHARING: self.sharing_consent_months,
			PARCOURS: self.parcours_consent_months,
		}
