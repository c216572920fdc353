import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.doctype.pre_child_merge import facts, moving, preview
from pre_module.rules.merge import KEPT, MERGED


class PREChildMerge(PREDocument):
	"""Two files of one child made one, by a person who looked at the preview. To insert it is to merge, in one
	transaction: the record is there when it is done, and never otherwise. It is neither changed nor deleted."""

	def validate(self):
		if not self.is_new():
			refuse_change()
		self.kept, self.merged = preview.files(self.child, (self.merged_child or "").strip(), lock=True)
		refuse(facts.refusals(self.kept, self.merged))
		self.check_preview_seen()
		self.note()

	def after_insert(self):
		moving.merge(self, self.kept, self.merged)

	def on_trash(self):
		refuse_change()

	def before_rename(self, *args, **kwargs):
		refuse_change()

	def check_preview_seen(self):
		"""What is done is what was shown: nobody changed either file meanwhile."""
		if self.digest != preview.digest(self.kept, self.merged):
			frappe.throw(_("The files changed, or the preview was not shown: look at the preview again."))
		if any(row.choice not in (KEPT, MERGED) for row in self.choices):
			frappe.throw(_("Choose, for each value that differs, which one stays."))
		choice = {row.fieldname: row.choice for row in self.choices}
		self.set("choices", [])
		for line in preview.choices(self.kept, self.merged):
			self.append("choices", {**line, "choice": choice.get(line["fieldname"], KEPT)})

	def note(self):
		"""What will be read a year later, whatever a request says of it."""
		self.merged_child = self.merged.name
		self.merged_on, self.merged_by = now_datetime(), frappe.session.user
		self.structure, self.kept_number = self.kept.structure, self.kept.name
		self.merged_name, self.merged_birth_date = self.merged.full_name, self.merged.birth_date
		self.merged_structure = self.merged.structure
		self.before = json.dumps(
			[_as_it_was(self.kept), _as_it_was(self.merged)], ensure_ascii=False, indent=1
		)
		self.set("moved", [])
		for table, names in sorted(facts.named(facts.all_documents(self.merged.name)).items()):
			for name in names:
				self.append("moved", {"document_type": table, "document": name})


def _as_it_was(file: Document) -> dict:
	return json.loads(frappe.as_json(file.as_dict(no_nulls=True)))


def refuse_change() -> None:
	"""Raises frappe.PermissionError, whoever asks."""
	frappe.throw(_("What was merged is neither changed nor deleted."), frappe.PermissionError)
