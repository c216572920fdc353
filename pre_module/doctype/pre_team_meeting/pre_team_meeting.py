import frappe
from frappe import _

from pre_module.access.charter import partners_of
from pre_module.access.facts.meetings import close_meeting, settle_meeting
from pre_module.access.scope import scope_of
from pre_module.access.situation.names import names_of_people, names_of_schools
from pre_module.controllers.base import PREDocument
from pre_module.rules.access import MEETING, ROLES_OF
from pre_module.rules.anonymous import names_somebody


class PRETeamMeeting(PREDocument):
	"""R6: a session of the team. Its agenda opens situations to its members, and holds no name of a child."""

	def validate(self):
		self.check_coordinator()
		self.check_members()
		self.check_agenda()
		self.check_no_name()

	def on_update(self):
		settle_meeting(self)

	def after_delete(self):
		close_meeting(self.name)

	def check_coordinator(self):
		"""The coordonnateur of the structure calls the team; a member reads."""
		if frappe.session.user == "Administrator" or self.flags.ignore_permissions:
			return
		if self.structure not in scope_of().coordinated:
			frappe.throw(_("Only the coordonnateur of the structure calls its team."), frappe.PermissionError)

	def check_members(self):
		seen = set()
		for row in self.members:
			if row.user in seen:
				frappe.throw(_("Row {0}: this person is there twice.").format(row.idx))
			seen.add(row.user)
			if set(ROLES_OF[MEETING]).isdisjoint(frappe.get_roles(row.user)):
				frappe.throw(
					_("Row {0}: this account has no role in the team, nor of a partner.").format(row.idx)
				)
			if not row.partner:
				own = [name for name, disabled in partners_of(row.user).items() if not disabled]
				row.partner = own[0] if len(own) == 1 else None

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
		texts = [(_("Place"), self.place, people)]
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
