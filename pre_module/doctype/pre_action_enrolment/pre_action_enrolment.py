import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from pre_module.access.facts import sharing
from pre_module.controllers import enrolments
from pre_module.controllers.base import PREDocument
from pre_module.controllers.droit_commun import check_place
from pre_module.controllers.refusals import refuse
from pre_module.rules.enrolment import (
	ENROLLED,
	LEFT,
	WAITING,
	check_leaving,
	status_on_entry,
)

OF_THE_SERVER = ("asked_at", "waiting_rank", "absences_in_a_row", "absence_alert")


class PREActionEnrolment(PREDocument):
	"""R9: a child in an action, or on its waiting list. Enrolled only when its family agreed (R3)."""

	def validate(self):
		if not (self.child and self.action):
			return  # Frappe names what is missing, right after
		enrolments.lock(self.action)
		self.keep_whose_it_is()
		self.keep_what_the_server_writes()
		self.follow_action()
		self.check_once()
		self.set_status()
		self.check_family()
		self.referent = enrolments.referent_of(self.child, self.parcours)

	def on_update(self):
		before = self.get_doc_before_save()
		if self.status == LEFT and (before is None or before.status != LEFT):
			enrolments.move_up(self.action)
		enrolments.refresh_ranks(self.action)
		if before is None or before.status != self.status:
			sharing.settle_child(self.child)

	def after_delete(self):
		enrolments.move_up(self.action)
		sharing.settle_child(self.child)

	def keep_whose_it_is(self):
		before = self.get_doc_before_save()
		if before and (before.child, before.action) != (self.child, self.action):
			frappe.throw(_("An enrolment stays with its child and its action: enrol anew."))
		# Only whose it is, for the rule.
		if self.parcours and frappe.db.get_value("PRE Parcours", self.parcours, "child") != self.child:
			frappe.throw(_("The parcours {0} is not one of this child.").format(self.parcours))

	def keep_what_the_server_writes(self):
		"""Order of asking and absences are facts, whatever a request says (P6)."""
		if self.flags.by_server:
			return
		before = self.get_doc_before_save()
		for field in OF_THE_SERVER:
			self.set(field, before.get(field) if before else None)
		self.asked_at = self.asked_at or now_datetime()

	def follow_action(self):
		action = frappe.get_cached_doc("PRE Action", self.action)
		# The structure of the child's file, whatever a request says.
		self.structure = frappe.db.get_value("PRE Child", self.child, "structure")
		self.action_title, self.need_domain, self.provider = action.title, action.need_domain, action.provider
		if self.is_new() and self.structure != action.structure:
			frappe.throw(_("The action is one of another structure."))
		if self.is_new() and action.disabled:
			frappe.throw(_("The action is not proposed any more."))

	def check_once(self):
		"""A child has one place, or one rank, in an action."""
		open_ones = {
			"child": self.child,
			"action": self.action,
			"status": ("in", (ENROLLED, WAITING)),
			"name": ("!=", self.name or ""),
		}
		if not self.left_on and frappe.db.exists(self.doctype, open_ones):
			frappe.throw(_("The child is enrolled in this action, or waits for it, already."))

	def set_status(self):
		"""Enrolled or waiting by the places there are; left from the day « left on » says so."""
		before = self.get_doc_before_save()
		if before and before.status == LEFT:
			self.status, self.left_on = LEFT, before.left_on
		elif self.left_on:
			refuse(
				check_leaving(
					self.enrolled_on and getdate(self.enrolled_on), getdate(self.left_on), getdate()
				)
			)
			self.status = LEFT
		elif before is None:
			enrolments.move_up(self.action)  # those who waited come first
			capacity, enrolled = enrolments.capacity_of(self.action), enrolments.enrolled_in(self.action)
			self.status = status_on_entry(capacity, enrolled)
		elif not self.flags.moves_up:
			self.status = before.status
		if self.status == WAITING:
			self.enrolled_on = None
		elif self.status == ENROLLED:
			self.enrolled_on = self.enrolled_on or getdate()

	def check_family(self):
		"""R2, R3, R8 on the way in, waiting or not; an enrolment noted late rests on what was agreed on its first day too."""
		before = self.get_doc_before_save()
		if self.status == LEFT or (
			before and before.status == self.status and before.parcours == self.parcours
		):
			return
		if before is None:
			# What services come to cover later is said to the référent, and ends nothing.
			refuse(check_place(self.child, self.need_domain))
		days = {getdate(), min(getdate(self.enrolled_on), getdate()) if self.enrolled_on else getdate()}
		for day in sorted(days):
			refuse(enrolments.check_family(self, day))
