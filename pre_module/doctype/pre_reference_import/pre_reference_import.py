import frappe
from frappe import _

from pre_module.controllers.base import PREDocument
from pre_module.setup.imports import job
from pre_module.setup.imports.lists import parse_communes

RESULT_FIELDS = (
	"status",
	"progress",
	"created_count",
	"updated_count",
	"unchanged_count",
	"skipped_count",
	"finished_at",
	"error",
)


class PREReferenceImport(PREDocument):
	"""One import of a national list: its file, its choice of communes, and the result of its last run."""

	def validate(self):
		self.keep_results()
		self.check_communes()
		self.check_file()

	@frappe.whitelist()
	def start(self) -> bool:
		"""Queue the import; False when it already is. Needs the permission to write this document."""
		self.check_permission("write")
		return job.enqueue(self)

	def keep_results(self):
		"""Only a run writes its result: what a client sends there is put back."""
		if self.flags.by_import:
			return
		before = self.get_doc_before_save()
		for field in RESULT_FIELDS:
			default = "Not Started" if field == "status" else None
			self.set(field, before.get(field) if before else default)
		if not before:
			self.lines = []
		elif self.has_value_changed("lines"):
			self.set("lines", before.lines)

	def check_communes(self):
		try:
			parse_communes(self.communes)
		except ValueError as code:
			frappe.throw(
				_("{0} is neither an INSEE code nor a postal code.").format(
					frappe.utils.escape_html(str(code))
				)
			)

	def check_file(self):
		"""The file was uploaded here, by this person or for this document: a link to another's is refused."""
		if not self.has_value_changed("file"):
			return
		# Looked up whoever saves, to refuse another document's file.
		for file in frappe.get_all(
			"File",
			filters={"file_url": self.file, "is_private": 1},
			fields=["owner", "attached_to_doctype", "attached_to_name"],
		):
			unattached = not file.attached_to_name or str(file.attached_to_name).startswith("new-")
			mine = (file.attached_to_doctype, file.attached_to_name) == (self.doctype, self.name)
			if mine or (unattached and file.owner == frappe.session.user):
				return
		frappe.throw(_("Upload the CSV file here: a link to another file is not accepted."))
