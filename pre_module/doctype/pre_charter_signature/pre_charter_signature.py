import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from pre_module.access.charter import forget, published_versions
from pre_module.access.facts.sharing import settle_signature
from pre_module.access.files import check_scan
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.exceptions import CharterMissing
from pre_module.rules.charter import check_can_be_given


class PRECharterSignature(PREDocument):
	"""R10: a partner has signed a published charter, on paper; it binds from the moment it is noted here."""

	def validate(self):
		self.set_structure()
		self.keep_what_was_signed()
		self.note()
		if self.is_new():
			self.check_charter()
			self.check_once()
		self.check_dates()
		check_scan(self, "scan")

	def on_update(self):
		forget()
		settle_signature(self)

	def on_trash(self):
		frappe.throw(
			_("A signature is never deleted: say that it no longer counts, and why."), CharterMissing
		)

	def set_structure(self):
		# The structure of the charter, whoever saves.
		self.structure = frappe.db.get_value("PRE Charter", self.charter, "structure")

	def keep_what_was_signed(self):
		"""A signature stays what it was; a withdrawal is never taken back."""
		before = self.get_doc_before_save()
		if not before:
			return
		changed = [f for f in ("charter", "partner") if self.get(f) != before.get(f)]
		changed += ["signed_on"] if getdate(self.signed_on) != getdate(before.signed_on) else []
		if changed:
			frappe.throw(
				_(
					"{0} of a signature can't change: say that it no longer counts, and note a new one."
				).format(", ".join(_(self.meta.get_label(f)) for f in changed)),
				CharterMissing,
			)
		if before.withdrawn and not self.withdrawn:
			frappe.throw(_("A withdrawal can't be taken back: note a new signature."), CharterMissing)

	def note(self):
		"""The moments are the server's, whatever the request says."""
		before = self.get_doc_before_save()
		self.noted_at = before.noted_at if before else now_datetime()
		if not self.withdrawn:
			self.withdrawn_at = None
			return
		if not before:
			frappe.throw(_("A new signature counts: a withdrawal is noted later."), CharterMissing)
		if not (self.withdrawal_reason or "").strip():
			frappe.throw(_("Say why the signature no longer counts."), CharterMissing)
		self.withdrawn_at = before.withdrawn_at if before.withdrawn else now_datetime()

	def check_charter(self):
		versions = published_versions([self.structure or ""]).get(self.structure, [])
		refuse(check_can_be_given(self.charter, versions, getdate(), may_be_old=True))

	def check_once(self):
		"""A partner signs a version once. Two people at once: the second waits for the first."""
		# Locked, whoever notes it; signatures of an institution, no child's data.
		frappe.db.get_value("PRE Charter", self.charter, "name", for_update=True)
		signed = frappe.db.get_value(
			"PRE Charter Signature",
			{"charter": self.charter, "partner": self.partner, "withdrawn": 0},
			for_update=True,
		)
		if signed:
			frappe.throw(
				_("{0} has signed this charter already: {1}.").format(
					frappe.bold(frappe.utils.escape_html(self.partner)), signed
				),
				CharterMissing,
			)

	def check_dates(self):
		if getdate(self.signed_on) > getdate():
			frappe.throw(_("The signature is dated in the future."))
