import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.facts.sharing import settle_child
from pre_module.access.files import check_scan
from pre_module.controllers.agreements import guardians_of, suspend_what_fell
from pre_module.controllers.base import PREDocument
from pre_module.rules.consent import SHARING, default_validity
from pre_module.rules.identity import normalised


class PREConsent(PREDocument):
	def validate(self):
		self.set_guardian()
		self.keep_answer()
		self.check_dates()
		self.set_validity()
		self.check_partners()
		self.check_assent()
		self.check_withdrawal()
		self.status = "Withdrawn" if self.withdrawn_on else self.answer
		check_scan(self, "scan")

	def on_update(self):
		if self.status != "Given":
			suspend_what_fell(self.child)
		if self.stage == SHARING:
			settle_child(self.child)

	def after_delete(self):
		suspend_what_fell(self.child)
		if self.stage == SHARING:
			settle_child(self.child)

	def set_guardian(self):
		"""R3: who agrees is a guardian of the child's file, and one who may (P3)."""
		guardians = guardians_of(self.child)
		named = [g for g in guardians if g.key == self.guardian_row and not self.is_new()]
		named = [g for g in named if normalised(g.name) == normalised(self.guardian)] or [
			g for g in guardians if normalised(g.name) == normalised(self.guardian)
		]
		if not named:
			frappe.throw(
				_("{0} is not a guardian in the child's file; choose one of: {1}.").format(
					frappe.bold(frappe.utils.escape_html(self.guardian)),
					", ".join(frappe.utils.escape_html(g.name) for g in guardians) or _("nobody"),
				)
			)
		guardian = named[0]
		if not guardian.holds_authority:
			frappe.throw(
				_("{0} does not hold parental authority: no agreement of theirs counts.").format(
					guardian.name
				)
			)
		self.guardian, self.guardian_row = guardian.name, guardian.key

	def keep_answer(self):
		"""R3: an answer stays what it was; a new answer is a new agreement. A withdrawal is never taken back."""
		before = self.get_doc_before_save()
		if not before:
			return
		for field in ("child", "stage", "guardian_row", "answer"):
			if self.get(field) != before.get(field):
				frappe.throw(
					_("{0} of an agreement can't be changed: withdraw it and note a new one.").format(
						frappe.bold(_(self.meta.get_label(field)))
					)
				)
		if lines(self) != lines(before):
			frappe.throw(
				_("What was agreed to share can't be changed: withdraw the agreement and note a new one.")
			)
		if before.withdrawn_on and not self.withdrawn_on:
			frappe.throw(_("A withdrawal can't be taken back: note a new agreement."))

	def check_dates(self):
		given_on, today = getdate(self.given_on), getdate()
		if given_on > today:
			frappe.throw(_("The agreement is dated in the future."))
		# A date to check by, whoever saves; it is not told.
		birth_date = frappe.db.get_value("PRE Child", self.child, "birth_date")
		if birth_date and given_on < getdate(birth_date):
			frappe.throw(_("The agreement is dated before the child was born."))
		if self.valid_until and getdate(self.valid_until) < given_on:
			frappe.throw(_("The agreement ends before it was given."))

	def set_validity(self):
		if self.is_new() and not self.valid_until and self.answer == "Given":
			months = frappe.get_cached_doc("PRE Settings").consent_months
			self.valid_until = default_validity(self.stage, getdate(self.given_on), months)

	def check_partners(self):
		"""R10: sharing is agreed partner by partner and domain by domain; nothing else carries such lines."""
		if self.stage != SHARING or self.answer != "Given":
			self.partners = []
		elif not self.partners and self.is_new():
			frappe.throw(_("Sharing is agreed with named partners: name at least one."))
		if len(lines(self)) != len(self.partners):
			frappe.throw(_("A partner and a domain stand there twice."))

	def check_assent(self):
		"""P17: the child is asked of sharing, on a day; another answer is of another day."""
		if self.stage != SHARING:
			self.child_assent = None
		if not self.child_assent:
			self.child_assent_on = None
			return
		before = self.get_doc_before_save()
		if (
			before
			and before.child_assent != self.child_assent
			and (not self.child_assent_on or before.child_assent_on == self.child_assent_on)
		):
			self.child_assent_on = getdate()
		self.child_assent_on = self.child_assent_on or getdate()
		if getdate(self.child_assent_on) > getdate():
			frappe.throw(_("The child's answer is dated in the future."))

	def check_withdrawal(self):
		if not self.withdrawn_on:
			return
		if self.answer != "Given":
			frappe.throw(_("A refusal can't be withdrawn: note a new agreement."))
		if getdate(self.withdrawn_on) > getdate():
			frappe.throw(_("The withdrawal is dated in the future."))
		if getdate(self.withdrawn_on) < getdate(self.given_on):
			frappe.throw(_("The withdrawal comes before the agreement."))
		if not (self.withdrawal_reason or "").strip():
			frappe.throw(_("Say why the agreement is withdrawn, or write that no reason was given."))


def lines(consent) -> set[tuple[str, str]]:
	"""The partners and domains an agreement names."""
	return {(row.partner, row.need_domain) for row in consent.partners}


def on_doctype_update():
	"""The list of a structure, the last changed first, of any length (benchmarks/)."""
	frappe.db.add_index("PRE Consent", ["structure", "modified"], index_name="of_structure")
