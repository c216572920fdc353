import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.access.facts.moves import follow_child
from pre_module.access.register import settle
from pre_module.access.situation.opening import close_with_file, make_situation
from pre_module.controllers.base import PREDocument
from pre_module.controllers.duplicates import set_keys
from pre_module.controllers.refusals import refuse
from pre_module.controllers.school_year import current_school_year, parse_school_year
from pre_module.doctype.pre_child import first_steps
from pre_module.doctype.pre_child.siblings import link_siblings
from pre_module.rules.dates import age_on
from pre_module.rules.identity import check_guardians


class PREChild(PREDocument):
	def validate(self):
		first_steps.check_contract(self)
		first_steps.check_move(self)
		first_steps.check_links(self)
		first_steps.date_structure(self)
		self.full_name = f"{self.first_name} {self.last_name}".strip()[:140]  # what its column holds
		set_keys(self)
		self.check_birth_date()
		self.check_guardians()
		self.keep_guardians_with_agreements()
		self.check_siblings()
		self.set_schooling_today()
		self.keep_entry()

	def after_insert(self):
		make_situation(self.name, self.structure)

	def on_trash(self):
		close_with_file(self)

	def after_delete(self):
		settle([], child=self.name)

	def on_update(self):
		link_siblings(self)
		first_steps.place_household(self)
		follow_child(self)

	def check_birth_date(self):
		age = age_on(getdate(self.birth_date), getdate())
		if age < 0:
			frappe.throw(_("The birth date lies in the future."))
		if age > 25:
			frappe.throw(_("The birth date makes the child {0} years old: check the year.").format(age))

	def check_guardians(self):
		"""P3, R3: each guardian once; a birth date of a guardian is a possible one."""
		refuse(
			check_guardians(
				[
					(g.first_name, g.last_name, getdate(g.birth_date) if g.birth_date else None)
					for g in self.guardians
				]
			)
		)
		for guardian in self.guardians:
			if guardian.birth_date and age_on(getdate(guardian.birth_date), getdate()) < 0:
				frappe.throw(_("Row {0}: the birth date lies in the future.").format(guardian.idx))

	def keep_guardians_with_agreements(self):
		"""R3: who gave an agreement stays in the file; otherwise nobody knows any more whose it was."""
		before = self.get_doc_before_save()
		if not before:
			return
		removed = {g.name for g in before.guardians} - {g.name for g in self.guardians}
		# Only whether an agreement exists, whoever saves.
		if removed and frappe.db.exists(
			"PRE Consent", {"child": self.name, "guardian_row": ("in", list(removed))}
		):
			frappe.throw(
				_(
					"A guardian who gave an agreement stays in the file; set the parental authority to No instead."
				)
			)

	def check_siblings(self):
		seen = set()
		for row in self.siblings:
			if row.sibling == self.name:
				frappe.throw(_("A child is not its own brother or sister."))
			if row.sibling in seen:
				frappe.throw(_("Row {0}: this brother or sister is there twice.").format(row.idx))
			seen.add(row.sibling)

	def set_schooling_today(self):
		"""School and class of the current school year; each year once, written 2026-2027."""
		years = set()
		self.school = self.class_level = None
		today = current_school_year()
		for row in self.schooling:
			row.school_year = parse_school_year(row.school_year)
			if row.school_year in years:
				frappe.throw(
					_("Row {0}: the school year {1} is there twice.").format(row.idx, row.school_year)
				)
			years.add(row.school_year)
			if row.school_year == today:
				self.school, self.class_level = row.school, row.class_level

	def keep_entry(self):
		"""F06: what the child was at entry never changes afterwards, whatever a request says."""
		fields = ("entry_date", "territory_at_entry", "school_at_entry", "network_at_entry", "status")
		before = self.get_doc_before_save()
		for field in fields:
			self.set(field, before.get(field) if before else self.meta.get_field(field).default)


def on_doctype_update():
	"""The list of a structure, the last changed first, of any length (benchmarks/)."""
	frappe.db.add_index("PRE Child", ["structure", "modified"], index_name="of_structure")
