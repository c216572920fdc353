import frappe
from frappe.utils import get_fullname, getdate

from pre_module.controllers.guarded import GuardedDocument
from pre_module.controllers.refusals import refuse
from pre_module.rules.safeguarding import Report, check_report, check_sent_for_good


class PRESafeguardingReport(GuardedDocument):
	def validate(self):
		super().validate()
		self.check_report()
		self.note_sender()
		self.status = _as_rule(self).status

	def check_report(self):
		"""R11: what a report keeps, and that what was sent stays what was sent."""
		before = self.get_doc_before_save()
		refuse(check_sent_for_good(_as_rule(before), _as_rule(self)) if before else [])
		refuse(check_report(_as_rule(self), getdate()))

	def note_sender(self):
		"""Who noted the sending: whoever saved its day first, whatever a request says."""
		before = self.get_doc_before_save()
		if before and before.sent_on:
			self.sent_by = before.sent_by
		else:
			self.sent_by = frappe.session.user if self.sent_on else None
		self.sent_by_name = get_fullname(self.sent_by) if self.sent_by else None


def _as_rule(doc) -> Report:
	return Report(
		kind=doc.kind or "",
		addressee=doc.addressee or "",
		facts=doc.facts or "",
		sent_on=_day(doc.sent_on),
		means=doc.means or "",
		acknowledged_on=_day(doc.acknowledged_on),
		informed=doc.parents_informed or "",
		informed_on=_day(doc.parents_informed_on),
		reason_not_informed=doc.reason_not_informed or "",
	)


def _day(value):
	return getdate(value) if value else None
