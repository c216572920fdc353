import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers import needs
from pre_module.controllers.agreements import check_child_agreements
from pre_module.controllers.base import PREDocument
from pre_module.controllers.droit_commun import as_request, follower_of
from pre_module.controllers.refusals import refuse
from pre_module.rules.consent import STAGES_FOR_DIAGNOSTIC
from pre_module.rules.droit_commun import AWAITED, COVERED, check_request, waiting_days


class PREServiceRequest(PREDocument):
	def validate(self):
		self.keep_child()
		self.set_structure()
		self.set_service()
		self.set_need()
		self.set_days()
		self.check_agreements()
		refuse(check_request(as_request(self), getdate()))
		self.set_followed()

	def before_save(self):
		if not self.need_row:
			self.need_row = needs.add_line(self)

	def on_update(self):
		before = self.get_doc_before_save()
		if not self.flags.from_line:  # else the diagnostic does it for all its lines
			for row in {self.need_row, before and before.need_row}:
				needs.refresh(row)

	def keep_child(self):
		before = self.get_doc_before_save()
		if before and before.child != self.child:
			frappe.throw(_("A request stays with its child."))

	def set_structure(self):
		# The structure of the child's file, whatever a request says.
		self.structure = frappe.db.get_value("PRE Child", self.child, "structure")

	def set_service(self):
		self.service = (self.service or "").strip() or self.partner
		if not self.service:
			frappe.throw(_("Say which existing service was asked."))

	def set_need(self):
		"""Which need of which diagnostic this is about; a need that is not noted yet is added to it."""
		if not self.diagnostic:
			self.diagnostic = last_diagnostic(self.child)
		# Whose it is, for the rule, whoever saves.
		elif frappe.db.get_value("PRE Diagnostic", self.diagnostic, "child") != self.child:
			frappe.throw(_("The diagnostic {0} is not one of this child.").format(self.diagnostic))
		line = needs.find_line(self)
		if line:
			self.update({"need_row": line.name, "diagnostic": line.parent})
			self.update({"need_domain": line.need_domain, "need": line.need})

	def set_days(self):
		"""An answer that has no day is noted today; what belonged to the answer before goes with it."""
		self.answer = self.answer or AWAITED
		before = self.get_doc_before_save()
		if before and before.answer != AWAITED == self.answer and self.kept("answered_on"):
			self.answered_on = None
		if before and before.answer == COVERED != self.answer and self.kept("offered_from"):
			self.offered_from = None
		if self.answer != AWAITED and not self.answered_on:
			self.answered_on = getdate()

	def kept(self, field: str) -> bool:
		"""Whether a day is the one that stood there before, as a form that does not show it sends it back."""
		before = self.get_doc_before_save().get(field)
		return bool(self.get(field) and before) and getdate(self.get(field)) == getdate(before)

	def check_agreements(self):
		"""R3: nothing is asked for a child before the parents agreed, nor once they no longer do; answers are noted."""
		before = self.get_doc_before_save()
		asks = not before or (before.service, before.asked_on) != (self.service, getdate(self.asked_on))
		if asks and not self.flags.from_line:
			refuse(check_child_agreements(self.child, STAGES_FOR_DIAGNOSTIC, getdate()))

	def set_followed(self):
		self.waiting_days = waiting_days(as_request(self), getdate())
		self.follower = follower_of(self.child, self.asked_by)
		before = self.get_doc_before_save()
		self.reminded_on = before.reminded_on if before and self.answer == AWAITED else None


def last_diagnostic(child: str) -> str:
	"""The diagnostic in which a child's needs are noted: the last one that is not closed. Raises ValidationError."""
	# Its number alone, to link a request that the person may write.
	found = frappe.get_all(
		"PRE Diagnostic",
		filters={"child": child, "status": ("!=", "Closed")},
		order_by="diagnostic_date desc, creation desc",
		pluck="name",
		limit=1,
	)
	if not found:
		frappe.throw(_("The child has no diagnostic yet: needs, and the services asked, are noted in it."))
	return found[0]


def on_doctype_update():
	"""The list of a structure, the last changed first, of any length (benchmarks/)."""
	frappe.db.add_index("PRE Service Request", ["structure", "modified"], index_name="of_structure")
