import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from pre_module.access.charter import forget, published_versions
from pre_module.access.facts.sharing import settle_charter
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.exceptions import CharterMissing
from pre_module.rules.charter import Version, check_content, check_next_version, default_previous_until

PARTS = ("framework", "text", "transmission", "retention")
STORED = ("Data", "Link", "Int", "Select", "Date", "Datetime", "Text", "Long Text")


class PRECharter(PREDocument):
	"""R10: one version of a structure's charter. Published, it stays what the partners and the people gave their word to."""

	def validate(self):
		if self.was_published():
			self.keep_what_was_published()
			return
		self.status = self.status or "Draft"
		self.number()
		if self.status == "Published":
			self.check_publication()
			self.published_at = now_datetime()
		else:
			self.published_at = None

	def on_update(self):
		forget()
		if self.status == "Published" and self.has_value_changed("status"):
			settle_charter(self)

	def on_trash(self):
		if self.was_published():
			frappe.throw(
				_("A published charter stays: it says what people gave their word to."), CharterMissing
			)

	def was_published(self) -> bool:
		"""Whether the document as it is stored is published, whatever the request says of it."""
		if self.is_new():
			return False
		# Past permissions: the state of this very document.
		return frappe.db.get_value("PRE Charter", self.name, "status") == "Published"

	def number(self):
		"""The version follows the last one of the structure; one draft at a time."""
		# Two people at once: the second waits here, then finds the first one's draft.
		frappe.db.get_value("PRE Structure", self.structure, "name", for_update=True)
		# Titles and numbers of the structure's own versions, whoever saves: they keep the numbers apart.
		others = frappe.get_all(
			"PRE Charter",
			filters={"structure": self.structure, "name": ("!=", self.name or "")},
			fields=["name", "title", "version", "status"],
		)
		for other in others:
			if other.status == "Draft":
				frappe.throw(
					_("{0} has a draft already: {1} ({2}). Go on with that one.").format(
						frappe.utils.escape_html(self.structure),
						frappe.utils.escape_html(other.title),
						other.name,
					)
				)
		self.version = 1 + max((other.version for other in others), default=0)
		if self.version == 1:
			self.previous_until = None
		elif self.in_force_from and not self.previous_until:
			self.previous_until = default_previous_until(getdate(self.in_force_from))

	def check_publication(self):
		"""R10, P5: whole, dated, and leaving the version before open until a day to come."""
		if not self.in_force_from:
			frappe.throw(_("Say from which day the charter is in force."))
		refuse(check_content({self.meta.get_field(part).label: self.get(part) for part in PARTS}))
		new = Version(
			self.name or "",
			self.version,
			getdate(self.in_force_from),
			self.previous_until and getdate(self.previous_until),
		)
		refuse(check_next_version(new, published_versions([self.structure])[self.structure], getdate()))

	def keep_what_was_published(self):
		"""R10: whoever accepted it can read for ever what he accepted."""
		stored = frappe.get_doc("PRE Charter", self.name)
		changed = [df for df in self.meta.fields if df.fieldtype in STORED and self._differs(df, stored)]
		if changed:
			frappe.throw(
				_("The charter is published: {0} can't change any more. Write a new version.").format(
					", ".join(_(df.label) for df in changed)
				),
				CharterMissing,
			)

	def _differs(self, df, stored) -> bool:
		mine, before = self.get(df.fieldname), stored.get(df.fieldname)
		if df.fieldtype == "Date":
			return (mine and getdate(mine)) != (before and getdate(before))
		if df.fieldtype == "Datetime":
			return (mine and frappe.utils.get_datetime(mine)) != before
		return str(mine or "").replace("\r\n", "\n") != str(before or "").replace("\r\n", "\n")
