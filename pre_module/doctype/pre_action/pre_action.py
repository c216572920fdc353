import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.facts import sharing
from pre_module.controllers.base import PREDocument
from pre_module.controllers.enrolments import move_up
from pre_module.controllers.planning import lines_of
from pre_module.controllers.refusals import refuse
from pre_module.controllers.school_calendar import school_hours
from pre_module.rules.schedule import check_planning

MAKING = ("making_status", "making_progress", "making_note")


class PREAction(PREDocument):
	"""R9: an action of the catalogue. It names no child; who comes stands in its enrolments."""

	def validate(self):
		self.keep_making()
		self.keep_structure()
		self.check_dates()
		refuse(check_planning(lines_of(self), school_hours()))

	def on_update(self):
		self.tell_what_follows()
		if self.has_value_changed("capacity"):
			move_up(self.name)

	def keep_making(self):
		"""Only a making writes its result: what a client sends there is put back."""
		before = self.get_doc_before_save()
		for field in MAKING:
			self.set(field, before.get(field) if before else None)
		self.making_status = self.making_status or "Not Started"

	def keep_structure(self):
		before = self.get_doc_before_save()
		if before and before.structure != self.structure:
			frappe.throw(_("An action stays with its structure: write another one there."))

	def check_dates(self):
		if self.from_date and self.to_date and getdate(self.to_date) < getdate(self.from_date):
			frappe.throw(_("The action ends before it starts."))

	def tell_what_follows(self):
		"""Enrolments and sessions to come follow title, domain and provider; a session held keeps who held it."""
		before = self.get_doc_before_save()
		changed = {
			field: self.get(field)
			for field in ("need_domain", "provider")
			if before and before.get(field) != self.get(field)
		}
		if before and before.title != self.title:
			changed["action_title"] = self.title
		if not changed:
			return
		# Written whoever saves the action; `modified` stays, or it would break another person's edit.
		mine = {"action": self.name}
		frappe.db.set_value("PRE Action Enrolment", mine, changed, update_modified=False)
		to_come = {**mine, "status": "Planned", "session_date": (">=", getdate())}
		frappe.db.set_value("PRE Action Session", to_come, changed, update_modified=False)
		# R10: another provider, another domain: what each family shares is read again. File numbers only.
		for child in sorted(set(frappe.get_all("PRE Action Enrolment", filters=mine, pluck="child"))):
			sharing.settle_child(child)
