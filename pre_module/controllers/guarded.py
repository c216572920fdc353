"""What the guarded documents share: whose they are, of which structure, who is named on them (P10, P14)."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname, now_datetime

from pre_module.access.files import check_scan
from pre_module.access.guarded import readers_of
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.rules.guarded import GUARDED, check_readers, settle_readers


class GuardedDocument(PREDocument):
	"""A health note or a safeguarding report. Who may see and change it: `access/guarded.py`."""

	def validate(self):
		self.keep_child_and_author()
		self.set_structure()
		self.settle_readers()
		check_scan(self, "scan")

	def keep_child_and_author(self):
		"""Both decide who reads: they are what they were, whatever a request says."""
		before = self.get_doc_before_save()
		if before and self.child != before.child:
			frappe.throw(_("The child of this document can't be changed: write a new one."))
		self.author = before.author if before else frappe.session.user
		self.author_name = get_fullname(self.author)

	def set_structure(self):
		# The structure of the child's file, whatever a request says.
		self.structure = frappe.db.get_value("PRE Child", self.child, "structure")

	def settle_readers(self):
		"""P10: who could read stays known. The times are the server's; a line removed in the form is closed."""
		before = self.get_doc_before_save()
		lines = {row.name: row.as_dict() for row in before.readers} if before else {}
		settled = settle_readers(
			readers_of(self.doctype, self.name) if before else [],
			[(row.name or "", row.user) for row in self.readers],
			self.author,
			now_datetime(),
		)
		named = {r.user for r in settled if not r.key} - {self.author}
		refuse(check_readers({user: _roles(user) for user in named}))
		self.set("readers", [])
		for reader in settled:
			line = {**lines.get(reader.key, {}), "user": reader.user, "idx": None}
			line |= {
				"from_time": reader.start,
				"to_time": reader.end,
				"reader_name": get_fullname(reader.user),
			}
			self.append("readers", line)


def _roles(user: str) -> list[str]:
	# Staff accounts; only whether one of the roles is there is said.
	return frappe.get_roles(user) if frappe.db.get_value("User", user, "enabled") else []
