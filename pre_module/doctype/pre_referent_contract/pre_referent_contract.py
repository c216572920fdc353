import frappe
from frappe import _
from frappe.utils import flt, getdate

from pre_module.access.facts.referents import settle_contract
from pre_module.controllers.coordination import coordinations_of, coordinator_on
from pre_module.controllers.referents import charges_under, first_steps_under
from pre_module.controllers.refusals import refuse
from pre_module.controllers.status import StatusDocument
from pre_module.rules.dates import Period
from pre_module.rules.referent import check_contract_signed, check_not_coordinator


class PREReferentContract(StatusDocument):
	def validate(self):
		self.coordinator = coordinator_on(self.structure, getdate())
		self.set_maximum()
		self.check_full_time_equivalent()
		self.check_period()
		self.end_early()
		self.check_not_coordinator()
		self.check_referent()
		self.check_signed()
		self.keep_what_was_signed()
		self.keep_children_covered()

	def on_update(self):
		settle_contract(self.name)

	def set_maximum(self):
		if not self.maximum_children:
			self.maximum_children = frappe.get_cached_doc("PRE Settings").default_maximum_children

	def check_full_time_equivalent(self):
		"""F19: a share of one post; a whole one unless it is said."""
		if self.full_time_equivalent is None:
			self.full_time_equivalent = 1
		if not 0 < flt(self.full_time_equivalent) <= 1:
			frappe.throw(_("The full-time equivalent is more than 0 and at most 1."))

	def check_referent(self):
		"""R5: only an open account with the role can act as référent; who has left signs nothing, yet his contract ends."""
		before = self.get_doc_before_save()
		if before and before.referent == self.referent and not self.enters("To Sign", "In Force"):
			return
		# Staff accounts: only whether this one is open.
		if not frappe.db.get_value("User", self.referent, "enabled"):
			frappe.throw(_("The account {0} is disabled.").format(self.referent))
		if "PRE Referent" not in frappe.get_roles(self.referent):
			frappe.throw(
				_("{0} does not have the role {1}.").format(
					self.referent_name or self.referent, _("PRE Referent")
				)
			)

	def check_period(self):
		if getdate(self.to_date) < getdate(self.from_date):
			frappe.throw(_("The contract ends before it starts."))

	def end_early(self):
		"""The day on which a contract was ended before its term; never typed."""
		before = self.get_doc_before_save()
		if self.enters("Ended"):
			self.terminated_on = min(getdate(), getdate(self.to_date))
		elif self.status != "Ended":
			self.terminated_on = None
		else:
			self.terminated_on = before.terminated_on if before else None

	def check_not_coordinator(self):
		"""R4: at no time of the contract."""
		refuse(check_not_coordinator(self.referent, self.period, coordinations_of(self.structure)))

	def check_signed(self):
		"""R5: in force once the whole collective has signed, and for as long as it is."""
		if self.status == "In Force":
			signatures = [getdate(s.signed_on) if s.signed_on else None for s in self.signatories]
			refuse(check_contract_signed(len(self.missions), signatures, getdate()))
		elif self.enters("To Sign") and not (self.missions and self.signatories):
			refuse(
				check_contract_signed(len(self.missions), [getdate() for _s in self.signatories], getdate())
			)

	def keep_what_was_signed(self):
		"""R5: what the collective signed stays what it signed."""
		before = self.get_doc_before_save()
		if not before or before.status not in ("In Force", "Ended"):
			return
		changed = [f for f in ("referent", "structure", "maximum_children") if self.get(f) != before.get(f)]
		changed += [f for f in ("from_date", "to_date") if getdate(self.get(f)) != getdate(before.get(f))]
		if [m.mission for m in self.missions] != [m.mission for m in before.missions]:
			changed.append("missions")
		if changed:
			frappe.throw(
				_("The contract is signed: {0} can't change any more. Make a new contract.").format(
					", ".join(_(self.meta.get_label(f)) for f in changed)
				)
			)

	def keep_children_covered(self):
		"""R5: a contract ends only when no child is left without référent, in an active parcours or in the first steps."""
		if not self.enters("Ended"):
			return
		left = charges_under(self.name, after=self.period.end)
		if left:
			frappe.throw(
				_("{0} child(ren) still have this référent after {1}: hand them over first.").format(
					left, frappe.utils.formatdate(self.period.end)
				)
			)
		entrusted = first_steps_under(self.name)
		if entrusted:
			frappe.throw(
				_(
					"{0} child(ren) take the first steps with this référent: choose another one in their files first."
				).format(entrusted)
			)

	@property
	def period(self) -> Period:
		"""Days on which the contract binds; up to its early end."""
		return Period(getdate(self.from_date), getdate(self.terminated_on or self.to_date))
