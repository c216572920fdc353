import frappe
from frappe import _
from frappe.utils import cint, get_datetime, get_fullname, getdate, now_datetime

from pre_module.controllers.agreements import guardians_of
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.rules.family_information import Contact, check_contact, check_correction
from pre_module.rules.identity import normalised

NOTED = (
	"child",
	"contact_kind",
	"reached",
	"contact_time",
	"minutes",
	"initiated_by",
	"child_present",
	"summary",
	"next_gesture",
)


class PREFamilyContact(PREDocument):
	"""A call, a visit, a message... with a child's family: typed in seconds, kept as it was noted (R12)."""

	def validate(self):
		self.set_author()
		self.set_structure()
		self.name_people()
		self.keep_done()
		self.keep_what_was_noted()
		refuse(check_contact(self.noted(), getdate()))

	def set_author(self):
		"""Who writes it, whatever a request says."""
		before = self.get_doc_before_save()
		self.author = before.author if before else frappe.session.user
		self.author_name = get_fullname(self.author)

	def set_structure(self):
		# The structure of the child's file, whatever a request says.
		self.structure = frappe.db.get_value("PRE Child", self.child, "structure")

	def name_people(self):
		"""Each person is a guardian of the child's file, kept by the row that names him there.

		Who was named then stays named, even where the file names him otherwise today.
		"""
		before = self.get_doc_before_save()
		noted = before.people if before and before.child == self.child else []
		kept = {row.name: (row.guardian, row.guardian_row) for row in noted}
		guardians = guardians_of(self.child)
		seen = set()
		for row in self.people:
			if kept.get(row.name) == (row.guardian, row.guardian_row):
				seen.add(row.guardian_row)
				continue
			same = [g for g in guardians if normalised(g.name) == normalised(row.guardian or "")]
			found = next((g for g in same if g.key == row.guardian_row), None) or next(iter(same), None)
			if not found:
				frappe.throw(
					_("{0} is not a guardian in the child's file; choose one of: {1}.").format(
						frappe.bold(frappe.utils.escape_html(row.guardian or "")),
						", ".join(frappe.utils.escape_html(g.name) for g in guardians) or _("nobody"),
					)
				)
			if found.key in seen:
				frappe.throw(_("Row {0}: this person is there twice.").format(row.idx))
			seen.add(found.key)
			row.guardian, row.guardian_row = found.name, found.key

	def keep_done(self):
		"""« Done » is said by its own button, whoever is in charge then; the note itself stays its author's."""
		before = self.get_doc_before_save()
		if not self.flags.saying_done:
			self.next_gesture_done_on = before.next_gesture_done_on if before else None
		if not self.next_gesture:
			self.next_gesture_done_on = None

	def keep_what_was_noted(self):
		before = self.get_doc_before_save()
		if not before or content(before) == content(self):
			return
		refuse(
			check_correction(
				author=before.author,
				editor=frappe.session.user,
				written_at=get_datetime(before.creation),
				now=now_datetime(),
				hours=cint(frappe.get_cached_doc("PRE Settings").contact_edit_hours),
			)
		)

	def noted(self) -> Contact:
		"""The contact as the rules read it."""
		return Contact(
			on=getdate(self.contact_date),
			reached=bool(cint(self.reached)),
			people=frozenset(row.guardian_row for row in self.people),
			child_present=bool(cint(self.child_present)),
			said=self.summary or "",
			next_gesture=self.next_gesture or "",
			next_on=getdate(self.next_gesture_on) if self.next_gesture_on else None,
			minutes=cint(self.minutes),
		)


def content(contact) -> tuple:
	"""What was noted, to tell whether it changed."""
	days = (getdate(contact.contact_date), contact.next_gesture_on and getdate(contact.next_gesture_on))
	people = frozenset(row.guardian_row for row in contact.people)
	return (*(_plain(contact, field) for field in NOTED), *days, people)


def _plain(contact, field: str) -> str:
	value = contact.get(field)
	if contact.meta.get_field(field).fieldtype in ("Check", "Int"):
		return str(cint(value))
	# A time is a length of time in the base and a text in a request: both written alike.
	return str(
		frappe.utils.format_time(value, "HH:mm:ss") if field == "contact_time" and value else value or ""
	)


def on_doctype_update():
	"""The list of a structure, the last changed first; the last contact of each child."""
	frappe.db.add_index("PRE Family Contact", ["structure", "modified"], index_name="of_structure")
	frappe.db.add_index("PRE Family Contact", ["child", "contact_date"], index_name="of_child")
