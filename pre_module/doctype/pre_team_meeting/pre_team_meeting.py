import frappe
from frappe import _

from pre_module.access.facts.meetings import close_meeting, settle_meeting
from pre_module.access.situation.names import names_of_people, names_of_schools
from pre_module.controllers import team_meeting
from pre_module.controllers.base import PREDocument
from pre_module.controllers.team import check_people, only_coordinator
from pre_module.rules.anonymous import names_somebody


class PRETeamMeeting(PREDocument):
	"""R6: a session of the team. Its agenda opens situations to its members, and holds no name of a child."""

	def validate(self):
		only_coordinator(self, self.structure)
		team_meeting.follow_calendar(self)
		team_meeting.take_team(self)
		self.check_members()
		self.check_agenda()
		self.check_no_name()
		team_meeting.set_hours(self)
		team_meeting.note_attendance(self)
		team_meeting.check_held(self)

	def on_update(self):
		settle_meeting(self)
		team_meeting.tell_quorum(self)

	def after_delete(self):
		close_meeting(self.name)

	def check_members(self):
		seen = set()
		for row in self.members:
			if row.user in seen:
				frappe.throw(_("Row {0}: this person is there twice.").format(row.idx))
			seen.add(row.user)
		check_people(self.members)

	def check_agenda(self):
		"""Situations of the structure, each once."""
		seen = set()
		for row in self.agenda:
			if row.situation in seen:
				frappe.throw(_("Row {0}: this situation is there twice.").format(row.idx))
			seen.add(row.situation)
			# Only whether it is one of the structure.
			if frappe.db.get_value("PRE Situation", row.situation, "structure") != self.structure:
				frappe.throw(_("Row {0}: this situation is not one of the structure.").format(row.idx))

	def check_no_name(self):
		"""R10: no name of a child on the agenda stands in the meeting; it is read by who may not know it."""
		children = [self.child_of(row) for row in self.agenda]
		people = frozenset().union(*(names_of_people(child) for child in children))
		schools = frozenset().union(*(names_of_schools(child) for child in children))
		texts = [(_("Place"), self.place, people), (_("Other Points"), self.remarks, people)]
		texts += [(_("Row {0}").format(row.idx), row.question, people | schools) for row in self.agenda]
		for where, text, parts in texts:
			if names_somebody(text or "", parts):
				frappe.throw(
					_("{0}: a name of the child's file stands there; write it without any name.").format(
						where
					)
				)

	def child_of(self, row) -> str:
		"""File number behind a line of the agenda, to look for its names; never returned."""
		# Whose situation it is, to check by, whoever saves; it is not told.
		return frappe.db.get_value("PRE Situation", row.situation, "child")
