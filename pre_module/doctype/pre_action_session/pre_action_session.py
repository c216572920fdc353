from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from pre_module.controllers.base import PREDocument
from pre_module.controllers.planning import slot_of
from pre_module.controllers.refusals import refuse
from pre_module.controllers.school_calendar import (
	calendar,
	clock,
	school_hours,
	zone_of,
)
from pre_module.rules.dates import Period
from pre_module.rules.schedule import Planned, check_session

FROM_ACTION = ("structure", "need_domain", "mode", "provider")
OF_THE_SERVER = ("slot", "zone", "by_planning")


class PREActionSession(PREDocument):
	"""R9: one session of an action. It names no child; who came stands in its attendance."""

	def validate(self):
		if not (self.action and self.session_date and self.start_time and self.end_time):
			return  # Frappe names what is missing, right after
		self.set_times()
		self.follow_action()
		self.keep_slot()
		self.check_hours()
		self.check_alone()
		self.keep_what_was_noted()
		self.check_status()

	def set_times(self):
		"""Day and hours; a session dragged in the calendar has new moments instead."""
		before = self.get_doc_before_save()
		if before and self.starts_at and get_datetime(self.starts_at) != get_datetime(before.starts_at):
			self.session_date, self.start_time = (
				getdate(self.starts_at),
				clock(get_datetime(self.starts_at).time()),
			)
			self.end_time = clock(get_datetime(self.ends_at).time())
		day, start, end = getdate(self.session_date), clock(self.start_time), clock(self.end_time)
		self.start_time, self.end_time = start.isoformat(), end.isoformat()
		self.starts_at, self.ends_at = datetime.combine(day, start), datetime.combine(day, end)
		self.hours = round((self.ends_at - self.starts_at).total_seconds() / 3600, 2)

	def follow_action(self):
		"""Structure, domain, mode and provider are the action's; once held, those of that day."""
		before = self.get_doc_before_save()
		if before and before.status == "Held":
			for field in ("action_title", *FROM_ACTION):
				self.set(field, before.get(field))
			return
		# Of the catalogue, which names no child.
		action = frappe.db.get_value(
			"PRE Action", self.action, ["title", *FROM_ACTION, "place"], as_dict=True
		)
		self.action_title = action.title
		for field in FROM_ACTION:
			self.set(field, action[field])
		self.place = self.place or action.place

	def keep_slot(self):
		"""What it was made for stays with it wherever it is moved, so that the planning does not make it again."""
		before = self.get_doc_before_save()
		if before:
			for field in OF_THE_SERVER:
				self.set(field, before.get(field))
			return
		self.by_planning = int(bool(self.flags.by_planning))
		self.zone = (self.zone if self.by_planning else None) or zone_of(self.structure)
		self.slot = slot_of(self.action, self.planned)

	@property
	def planned(self) -> Planned:
		"""The session as the rules read it."""
		return Planned(getdate(self.session_date), clock(self.start_time), clock(self.end_time))

	def check_hours(self):
		"""R9: inside school hours, a reason. A session that is cancelled needs none."""
		p = self.planned
		reason = self.out_of_hours_reason or ("-" if self.status == "Cancelled" else "")
		days = calendar(self.zone or "", Period(p.day, p.day))
		refuse(check_session(p.day, p.start, p.end, reason, school_hours(), days))

	def check_alone(self):
		"""Two sessions of one action don't begin at the same moment, be it by moving one."""
		others = {
			"action": self.action,
			"starts_at": self.starts_at,
			"status": ("!=", "Cancelled"),
			"name": ("!=", self.name or ""),
		}
		if self.status != "Cancelled" and frappe.db.exists(self.doctype, others):
			exc = frappe.UniqueValidationError if self.is_new() else frappe.ValidationError
			frappe.throw(_("The action has a session at that moment already."), exc)

	def keep_what_was_noted(self):
		before = self.get_doc_before_save()
		moved = before and (before.starts_at, before.ends_at) != (self.starts_at, self.ends_at)
		leaves = before and before.status == "Held" and self.status != "Held"
		if (moved or leaves) and frappe.db.exists("PRE Attendance", {"session": self.name}):
			frappe.throw(_("Attendance is noted for this session: it stays on its day, and held."))

	def check_status(self):
		if self.status == "Held" and getdate(self.session_date) > getdate():
			frappe.throw(_("The session is to come: it can't be held yet."))
		if self.status != "Cancelled":
			self.cancellation_reason = None
		elif not (self.cancellation_reason or "").strip():
			frappe.throw(_("Say why the session is cancelled."))


def on_doctype_update():
	"""Sessions of an action by day, of any length."""
	frappe.db.add_index("PRE Action Session", ["action", "session_date"], index_name="of_action")
