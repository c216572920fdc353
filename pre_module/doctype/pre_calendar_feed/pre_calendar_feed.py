import frappe
from frappe import _

from pre_module.controllers.base import PREDocument


class PRECalendarFeed(PREDocument):
	"""The secret link of one account to its meetings; only `desk/calendar_feed` makes, renews and closes it."""

	def validate(self):
		if not self.flags.by_owner:
			frappe.throw(
				_("A calendar link is made by the person whose meetings it shows."), frappe.PermissionError
			)
