import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.facts.referents import settle_child
from pre_module.controllers.coordination import coordinator_on
from pre_module.controllers.follow_up import refresh_follow_up
from pre_module.controllers.refusals import refuse
from pre_module.controllers.status import StatusDocument
from pre_module.doctype.pre_parcours import assignment, document, gap, in_charge, leaving, start, versions
from pre_module.rules.dates import add_months
from pre_module.rules.goal_attainment import check_scales, check_weights
from pre_module.rules.parcours import check_actions, check_document

GIVEN = ("Proposed", "Approved", "Active", "Suspended")
UNDER_WAY = ("Active", "Suspended")


class PREParcours(StatusDocument):
	def validate(self):
		self.set_structure()
		assignment.check(self)
		self.number_objectives()
		self.check_links()
		self.check_dates()
		self.keep_what_was_given()
		self.check_document()
		self.check_scales()
		self.set_dates()
		leaving.follow_suspensions(self)
		leaving.follow_relay(self)
		in_charge.check(self)
		start.check_family(self)
		in_charge.set_referent_today(self)

	def on_update(self):
		refresh_follow_up(self.child)
		settle_child(self.child)
		if self.enters("Proposed"):
			versions.give(self.name, versions.FOR_APPROVAL)

	def after_delete(self):
		refresh_follow_up(self.child)
		settle_child(self.child)

	def set_structure(self):
		# The structure of the child's file, whatever a request says.
		self.structure = frappe.db.get_value("PRE Child", self.child, "structure")
		self.coordinator = coordinator_on(self.structure, getdate())

	def number_objectives(self):
		"""O1, O2...: a number given once stays with its objective, the actions name it."""
		before = self.get_doc_before_save()
		# Those taken away and those of the reviews too, or their levels would be told of another objective.
		reviewed = frappe.get_all("PRE Review", {"parcours": self.name or ""}, pluck="name")
		used = {o.code for o in (*self.objectives, *(before.objectives if before else ())) if o.code}
		used |= set(
			frappe.get_all("PRE Review Level", {"parent": ("in", reviewed or [""])}, pluck="objective_code")
		)
		numbers = (f"O{n}" for n in range(1, 1000) if f"O{n}" not in used)
		for objective in self.objectives:
			if not objective.code:
				objective.code = next(numbers)
		codes = [o.code for o in self.objectives]
		if len(set(codes)) != len(codes):
			frappe.throw(_("Two objectives have the same number."))

	def check_links(self):
		# Compared, whoever saves; nothing of it is told.
		if self.diagnostic and frappe.db.get_value("PRE Diagnostic", self.diagnostic, "child") != self.child:
			frappe.throw(_("The diagnostic {0} is not one of this child.").format(self.diagnostic))
		before = self.get_doc_before_save()
		if before and before.child != self.child:
			frappe.throw(_("A parcours stays with its child."))

	def check_dates(self):
		if (
			self.planned_start
			and self.planned_end
			and getdate(self.planned_end) < getdate(self.planned_start)
		):
			frappe.throw(_("The parcours is planned to end before it starts."))

	def keep_what_was_given(self):
		"""R8: the family approves the very document it was given; another one is given anew."""
		before = self.get_doc_before_save()
		if self.stays_in("Proposed", "Approved") and document.content(self) != document.content(before):
			frappe.throw(_("The family was given this document: rework the parcours, then give it anew."))

	def check_document(self):
		"""R8: whole once it was given to the family, and as long as it runs. R2: the PRE acts on the gap only."""
		objectives, actions = document.objectives(self), document.actions(self)
		check = check_document if self.status in GIVEN else check_actions
		refuse(check(objectives, actions, gap.to_justify(self)))

	def check_scales(self):
		"""R8: the scales of the objectives are part of what is given; a document given before is left as it is."""
		if self.enters("Proposed"):
			required = bool(frappe.get_cached_doc("PRE Settings").require_goal_scales)
			refuse(check_scales(document.scales(self), required=required))
		else:
			refuse(check_weights(document.scales(self)))

	def set_dates(self):
		"""The days on which the parcours passed from one status to the next: never typed."""
		before = self.get_doc_before_save()
		for field in ("proposed_on", "started_on", "suspended_on", "closed_on"):
			self.set(field, before.get(field) if before else None)
		today = getdate()
		if self.enters("Draft"):
			self.proposed_on = self.family_approved_on = self.family_approved_by = None
		if self.enters("Proposed"):
			self.proposed_on = today
		if self.enters("Active"):
			self.started_on = self.started_on or today
			self.suspended_on = self.suspension_reason = None
			self.next_review_on = self.next_review_on or add_months(
				today, frappe.get_cached_doc("PRE Settings").review_interval_months
			)
		if self.enters("Suspended"):
			self.suspended_on = today
		if self.enters("Closed"):
			start.check_exit(self)
			self.closed_on = today
			in_charge.close(self, today)


def on_doctype_update():
	"""The list of a structure, the last changed first, of any length (benchmarks/)."""
	frappe.db.add_index("PRE Parcours", ["structure", "modified"], index_name="of_structure")
