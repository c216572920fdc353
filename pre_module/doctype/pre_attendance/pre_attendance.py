import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from pre_module.controllers import attendances, enrolments
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.rules.attendance import PRESENT, check_attendance


class PREAttendance(PREDocument):
	"""R9: whether a child came to a session. One for a child and a session, however often it is sent."""

	def before_insert(self):
		self.take_from_enrolment()

	def autoname(self):
		self.name = attendances.name_of(self.session, self.child)

	def validate(self):
		self.take_from_enrolment()
		self.check_expected()
		self.noted_by, self.noted_at = frappe.session.user, now_datetime()

	def on_update(self):
		attendances.hold(self.session)
		attendances.recount(self.enrolment)

	def after_delete(self):
		attendances.recount(self.enrolment)

	def take_from_enrolment(self):
		"""Whose it is, of what and when: the enrolment and the session say so, whatever a request says."""
		before = self.get_doc_before_save()
		if before:
			self.session, self.enrolment = before.session, before.enrolment
		if not (self.session and self.enrolment):
			frappe.throw(_("Say of which session and of which enrolment."), frappe.MandatoryError)
		# Whoever saves: the permission was asked of the enrolment (access/permission.py).
		enrolment = frappe.db.get_value(
			"PRE Action Enrolment", self.enrolment, ["child", "action", "structure"], as_dict=True
		)
		session = frappe.db.get_value(
			"PRE Action Session", self.session, ["action", "session_date", "start_time"], as_dict=True
		)
		if not enrolment or not session or enrolment.action != session.action:
			frappe.throw(_("The enrolment and the session are not of the same action."))
		self.update({**enrolment, **session})

	def check_expected(self):
		"""R9, R3: a session that was held, a child enrolled that day, with its family's agreement on that day."""
		enrolment = frappe.get_doc("PRE Action Enrolment", self.enrolment)
		day = getdate(self.session_date)
		refuse(
			check_attendance(
				session_day=day,
				# Of a session, for the rule, whoever saves.
				session_status=frappe.db.get_value("PRE Action Session", self.session, "status"),
				enrolled_on=enrolment.enrolled_on and getdate(enrolment.enrolled_on),
				left_on=enrolment.left_on and getdate(enrolment.left_on),
				on=getdate(),
			)
		)
		if self.status == PRESENT:
			refuse(enrolments.check_agreed(enrolment.child, enrolment.parcours, day))


def on_doctype_update():
	"""A child's attendance in the order of time, and that of a session."""
	frappe.db.add_index("PRE Attendance", ["enrolment", "session_date"], index_name="of_enrolment")
