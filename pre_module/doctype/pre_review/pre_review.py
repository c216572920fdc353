import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.agreements import check_child_agreements
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.doctype.pre_review import lines
from pre_module.rules.consent import PARCOURS
from pre_module.rules.goal_attainment import share_reached, t_score
from pre_module.rules.review import (
	EXIT,
	Held,
	check_family,
	check_grid,
	check_levels,
	check_next,
	check_order,
	check_status,
	check_words,
)


class PREReview(PREDocument):
	"""R12, R15: a parcours looked at with the family. Validated (Frappe's submit) it never changes; one that was wrong
	is cancelled, stays readable, and another takes its place (Frappe's amend)."""

	def validate(self):
		self.set_child()
		self.check_correction()
		self.check_one_draft()
		lines.fill_levels(self)
		lines.fill_grid(self)
		self.measure()

	def before_submit(self):
		# Two people who validate at the same moment: the second waits, and sees the first one's review.
		frappe.db.get_value("PRE Parcours", self.parcours, "name", for_update=True)
		refuse(self.missing())

	def on_submit(self):
		self.follow_next_review()

	def on_cancel(self):
		self.follow_next_review()

	def set_child(self):
		"""The child is that of the parcours: the permission was asked of the child a request names, never of another."""
		before = self.get_doc_before_save()
		if before and before.parcours != self.parcours:
			frappe.throw(_("A review stays with its parcours."))
		# Whether both belong together, and where the file is; whoever saves, nothing of it is returned.
		if frappe.db.get_value("PRE Parcours", self.parcours, "child") != self.child:
			frappe.throw(_("The parcours {0} is not one of this child.").format(self.parcours))
		self.structure = frappe.db.get_value("PRE Child", self.child, "structure")

	def check_correction(self):
		"""A correction takes the place of a cancelled review of this parcours, and says why."""
		if not self.amended_from:
			self.correction_reason = None
			return
		# Of which parcours and kind, for the rule; nothing of it is returned.
		first = frappe.db.get_value("PRE Review", self.amended_from, ["parcours", "kind"], as_dict=True)
		if not first or (first.parcours, first.kind) != (self.parcours, self.kind):
			frappe.throw(_("A correction is of the same kind and of the same parcours."))

	def check_one_draft(self):
		"""Two drafts of one meeting would each hold half of what was said."""
		other = {"parcours": self.parcours, "docstatus": 0, "name": ("!=", self.name or "")}
		found = frappe.db.get_value("PRE Review", other)  # its number, of a parcours the writer sees
		if self.docstatus == 0 and found:
			frappe.throw(_("The review {0} of this parcours is being written: go on with it.").format(found))

	def measure(self):
		"""R15: the T score and the share reached, worked out and never typed; nothing until each level is chosen."""
		measured = lines.measured(self)
		self.t_score = t_score(measured) if measured else None
		share = share_reached([level for level, _w in measured])
		self.share_reached = None if share is None else 100 * share

	def missing(self) -> list:
		"""What the review still lacks to be validated."""
		day, today = getdate(self.review_date), getdate()
		# Its status only, for the rule, whoever saves.
		status = frappe.db.get_value("PRE Parcours", self.parcours, "status")
		present = any(row.capacity == "Parent" for row in self.participants)
		refusals = check_status(self.kind, status)
		refusals += check_order(Held(self.kind, day), self.others(), today)
		if self.kind != EXIT:
			refusals += check_child_agreements(self.child, (PARCOURS,), today)
		refusals += check_levels([row.objective_code for row in self.levels], lines.levels(self))
		refusals += check_grid(lines.grid(self), day)
		refusals += check_words(self.child_word or "", self.parents_word or "", parent_present=present)
		refusals += check_family(
			parent_present=present,
			informed_on=self.family_informed_on and getdate(self.family_informed_on),
			informed_how=self.family_informed_means or "",
			day=day,
			today=today,
		)
		refusals += check_next(self.kind, day, self.next_review_on and getdate(self.next_review_on))
		return refusals + lines.missing_reason(self)

	def others(self) -> list[Held]:
		"""The validated reviews of the same parcours, one that another person is just validating among them."""
		review = frappe.qb.DocType("PRE Review")
		# Kinds and days only, for the rule, whoever saves. Read with a lock: without it, what was committed since this
		# transaction began would not be seen.
		rows = (
			frappe.qb.from_(review)
			.select(review.kind, review.review_date)
			.where((review.parcours == self.parcours) & (review.docstatus == 1))
			.where(review.name != (self.name or ""))
			.orderby(review.review_date)
			.for_update()
			.run()
		)
		return [Held(kind, getdate(day)) for kind, day in rows]

	def follow_next_review(self):
		"""R12: the parcours shows the day agreed at the last review; without any review it keeps its own."""
		# Days only; a field that follows, whoever validates: `modified` stays, or it would break another's edit.
		last = frappe.get_all(
			"PRE Review",
			filters={"parcours": self.parcours, "docstatus": 1},
			fields=["next_review_on"],
			order_by="review_date desc",
			limit=1,
		)
		if last:
			day = last[0].next_review_on
			frappe.db.set_value("PRE Parcours", self.parcours, "next_review_on", day, update_modified=False)


def on_doctype_update():
	"""The reviews of a parcours by their days; the list of a structure, the last changed first (benchmarks/)."""
	frappe.db.add_index("PRE Review", ["parcours", "review_date"], index_name="of_parcours")
	frappe.db.add_index("PRE Review", ["structure", "modified"], index_name="of_structure")
