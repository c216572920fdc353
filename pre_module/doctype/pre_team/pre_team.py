import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.controllers.team import check_people, only_coordinator, people_of, period_of, quorum_of
from pre_module.rules.team import check_quorum, check_team, first_day_short, reference_day


class PRETeam(PREDocument):
	"""R6: the équipe pluridisciplinaire of a structure: who makes it up, in which fields, with what orientation."""

	def validate(self):
		only_coordinator(self, self.structure)
		check_people(self.members)
		self.take_defaults()
		self.check_team()

	def on_update(self):
		self.tell_departures()

	def take_defaults(self):
		quorum = quorum_of(self)
		self.quorum_kind, self.quorum = quorum.kind, quorum.value
		for row in self.members:
			row.from_date = row.from_date or self.from_date

	def check_team(self):
		refuse(
			[
				*check_quorum(quorum_of(self)),
				*check_team(
					people_of(self), period_of(self), self.orientation, self.fields_needed, getdate()
				),
			]
		)

	def tell_departures(self):
		"""R6: a departure to come that leaves too few fields is told now, while somebody else can be found."""
		period = period_of(self)
		after = reference_day(period, getdate())
		day = first_day_short(people_of(self), period, self.fields_needed, after)
		if day:
			frappe.msgprint(
				_("From {0} on, this team joins fewer than {1} fields of work.").format(
					formatdate(day), self.fields_needed
				),
				indicator="orange",
				alert=True,
			)

	@property
	def fields_needed(self) -> int:
		return frappe.get_cached_doc("PRE Settings").minimum_team_fields or 2
