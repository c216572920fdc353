import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.facts.referents import settle_child
from pre_module.access.facts.referrals import settle_referral
from pre_module.controllers.coordination import coordinator_on
from pre_module.controllers.duplicates import set_keys
from pre_module.controllers.follow_up import refresh_follow_up
from pre_module.controllers.refusals import refuse
from pre_module.controllers.status import StatusDocument
from pre_module.doctype.pre_child.first_steps import acts_for_all
from pre_module.doctype.pre_referral import entry, examination, intake, redirection
from pre_module.rules.dates import age_on

DECIDED = ("Accepted", "Redirected", "Declined", "Withdrawn")


class PREReferral(StatusDocument):
	def before_insert(self):
		self.set_partner_of_user()

	def validate(self):
		self.child_title = f"{self.child_first_name} {self.child_last_name}".strip()[
			:140
		]  # what its column holds
		set_keys(self)
		intake.keep_what_the_family_declared(self)
		self.coordinator = coordinator_on(self.structure, getdate())
		self.check_child()
		self.check_dates()
		self.set_derogation_author()
		redirection.follow(self)
		self.keep_decision()
		examination.take_criteria(self)
		self.decide()

	def on_update(self):
		if self.enters("Accepted"):
			entry.record_entry(self)
		before = self.get_doc_before_save()
		was = before.status if before else None
		for child in {self.child, before.child if before else None} - {None, ""}:
			refresh_follow_up(child)
			if "Accepted" in {self.status, was} and self.status != was:
				settle_child(child)  # a return opens the first steps, a decision taken back closes them
		settle_referral(self)

	def set_partner_of_user(self):
		"""A partner refers for its own institution: no need to say which, no way to say another."""
		if self.flags.from_the_family:
			return  # a parent who works for a partner refers as a parent
		partner = examination.partner_of_user(frappe.session.user)
		if partner and (not self.partner or "PRE Coordinator" not in frappe.get_roles()):
			self.partner = partner.name
			self.origin = partner.referral_origin

	def check_child(self):
		"""The file a referral is linked to is one of its structure that the person may see: a decision writes in it."""
		before = self.get_doc_before_save()
		if not self.child or acts_for_all(self) or (before and before.child == self.child):
			return
		seen = frappe.db.exists("PRE Child", self.child) and frappe.has_permission(
			"PRE Child", "read", self.child
		)
		# Of a file the person was just found to see.
		if not seen or frappe.db.get_value("PRE Child", self.child, "structure") != self.structure:
			frappe.throw(
				_("Choose a child's file of the structure that you may see."), frappe.PermissionError
			)

	def check_dates(self):
		today = getdate()
		if getdate(self.received_on) > today:
			frappe.throw(_("The referral is received on a day that has come."))
		if getdate(self.birth_date) > getdate(self.received_on):
			frappe.throw(_("The birth date lies after the referral."))
		age = age_on(getdate(self.birth_date), getdate(self.received_on))
		if age > 25:
			frappe.throw(_("The birth date makes the child {0} years old: check the year.").format(age))
		if self.family_informed_on and getdate(self.family_informed_on) > today:
			frappe.throw(_("The family was informed on a day that has come."))

	def set_derogation_author(self):
		"""R1: the author of a derogation is who ticks it, and nobody else."""
		before = self.get_doc_before_save()
		if not self.derogation:
			self.derogation_author = None
		elif before and before.derogation:
			self.derogation_author = before.derogation_author
		else:
			self.derogation_author = frappe.session.user

	def decide(self):
		"""R1, R16: a decision, on the day it is taken, with the criteria of that day."""
		if not self.enters(*DECIDED):
			return
		self.decided_on, self.decided_by = getdate(), frappe.session.user
		refuse(examination.check_decision(self))

	def keep_decision(self):
		"""R16: a decision taken stays as it was taken, unless the referral is examined again."""
		before = self.get_doc_before_save()
		if self.stays_in(*DECIDED) and before:
			examination.refuse_changed_decision(self, before)
		else:
			self.decided_on = self.decided_by = None


def on_doctype_update():
	"""The list of a structure, the last changed first, of any length (benchmarks/)."""
	frappe.db.add_index("PRE Referral", ["structure", "modified"], index_name="of_structure")
