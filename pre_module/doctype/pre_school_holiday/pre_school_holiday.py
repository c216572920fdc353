import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.base import PREDocument
from pre_module.controllers.school_calendar import school_year_of_holiday
from pre_module.setup.imports.holidays import code_of


class PRESchoolHoliday(PREDocument):
	"""R9: days on which the schools of a zone are closed. The name says school year, zone and holiday."""

	def autoname(self):
		self.refuse_impossible_values()
		self.school_year = school_year_of_holiday(getdate(self.first_day))
		self.code = self.name = self.code or code_of(
			self.school_year, self.zone or "", self.holiday_name or ""
		)

	def validate(self):
		self.school_year = school_year_of_holiday(getdate(self.first_day))
		if self.first_day and self.last_day and getdate(self.last_day) < getdate(self.first_day):
			frappe.throw(_("The holidays end before they start."))
