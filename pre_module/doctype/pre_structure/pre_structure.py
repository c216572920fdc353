import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.facts.structures import follow_structure
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.controllers.today import refresh_coordinator
from pre_module.rules.codes import is_siret
from pre_module.rules.dates import Period
from pre_module.rules.referent import PRE, Coordination, check_coordinations, check_not_coordinator


class PREStructure(PREDocument):
	def validate(self):
		self.check_siret()
		self.check_periods()
		self.check_functions_apart()
		self.check_no_coordinator_is_referent()

	def on_update(self):
		follow_structure(self)
		refresh_coordinator(self.name)

	def check_siret(self):
		if self.siret and not is_siret(self.siret.replace(" ", "")):
			frappe.throw(_("{0} is not a SIRET number: 14 digits with their check digit.").format(self.siret))

	def check_periods(self):
		for row in self.coordinators:
			if row.to_date and getdate(row.to_date) < getdate(row.from_date):
				frappe.throw(_("Row {0}: the function ends before it starts.").format(row.idx))

	def check_functions_apart(self):
		"""R4: coordonnateur of the PRE and of the prevention of delinquency are two people."""
		refuse(check_coordinations(self.coordinations()))

	def check_no_coordinator_is_referent(self):
		"""R4 from the other side: nobody becomes coordonnateur while under a referent contract."""
		people = [c.person for c in self.coordinations() if c.function == PRE]
		if not people or self.is_new():
			return
		# Contracts hold no child's data; the rule sees them whoever saves.
		contracts = frappe.get_all(
			"PRE Referent Contract",
			filters={"structure": self.name, "referent": ("in", people)},
			fields=["referent", "from_date", "to_date", "terminated_on"],
		)
		for c in contracts:
			end = getdate(c.terminated_on or c.to_date)
			refuse(check_not_coordinator(c.referent, Period(getdate(c.from_date), end), self.coordinations()))

	def coordinations(self) -> list[Coordination]:
		"""The lines of the table as the rules read them."""
		return [
			Coordination(
				row.user,
				row.function,
				Period(getdate(row.from_date), getdate(row.to_date) if row.to_date else None),
			)
			for row in self.coordinators
		]
