from datetime import datetime, time

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate

from pre_module.access.situation.names import names_of_people, names_of_schools
from pre_module.access.situation.reading import reading_of
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.controllers.team import only_coordinator
from pre_module.controllers.team_tasks import DONE, OPEN, follow_decision
from pre_module.rules.anonymous import names_somebody
from pre_module.rules.team import check_may_carry_out, check_task

EVENING = time(23, 59)


class PRETeamDecision(PREDocument):
	"""R6, R10: what the team decided on one situation, without a name; who carries it out, until when."""

	def validate(self):
		self.take_situation()
		only_coordinator(self, self.structure)
		self.check_no_name()
		self.check_task()
		self.note_done()

	def on_update(self):
		follow_decision(self)

	def take_situation(self):
		"""A situation of the meeting's agenda; child and structure are those of its file, whatever a request says."""
		on_agenda = {"parent": self.meeting, "parenttype": "PRE Team Meeting", "situation": self.situation}
		if self.is_new() and not frappe.db.exists("PRE Team Meeting Item", on_agenda):
			frappe.throw(_("This situation is not on the agenda of the meeting."))
		# To write the document's own; the number is shown nowhere.
		self.child, self.structure = frappe.db.get_value(
			"PRE Situation", self.situation, ["child", "structure"]
		)
		self.decided_on = frappe.db.get_value("PRE Team Meeting", self.meeting, "meeting_date")

	def check_no_name(self):
		"""R10: whoever carries it out may not know whose situation it is."""
		if names_somebody(self.decision or "", names_of_people(self.child) | names_of_schools(self.child)):
			frappe.throw(
				_("{0}: a name of the child's file stands there; write it without any name.").format(
					_("Decision")
				)
			)

	def check_task(self):
		due, person = getdate(self.due_on) if self.due_on else None, self.in_charge
		refuse(check_task(person, due, getdate(self.decided_on)))
		settled = not any(self.has_value_changed(f) for f in ("in_charge", "due_on", "need_domain", "status"))
		if not person or settled or self.status != OPEN:
			return
		then = reading_of(self.child, person, datetime.combine(max(due, getdate()), EVENING))
		sees = bool(then and reading_of(self.child, person))
		domains = then.domains if then else None
		refuse(check_may_carry_out(get_fullname(person), sees, due, domains, self.need_domain))

	def note_done(self):
		if self.status != DONE:
			self.done_on = None
		elif not self.done_on:
			self.done_on = getdate()
