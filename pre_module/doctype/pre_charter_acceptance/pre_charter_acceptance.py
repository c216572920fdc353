import hashlib

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from pre_module.access.charter import forget, published_versions
from pre_module.controllers.base import PREDocument
from pre_module.controllers.refusals import refuse
from pre_module.exceptions import CharterMissing
from pre_module.rules.charter import check_can_be_given, check_given_in_person


class PRECharterAcceptance(PREDocument):
	"""R10: a person has read a version and accepts it. His own act: no request speaks for another, nor of another day."""

	def autoname(self):
		"""One per charter and person, also when two requests come at once: the second finds the name taken."""
		key = f"{self.charter}\n{frappe.session.user}"
		self.name = hashlib.sha256(key.encode()).hexdigest()[:20]

	def before_insert(self):
		self.autoname()  # an import would keep the name it brings
		self.give_in_person()

	def validate(self):
		if not self.is_new():
			frappe.throw(_("An acceptance of the charter never changes."), CharterMissing)
		self.give_in_person()

	def on_update(self):
		forget()

	def on_trash(self):
		frappe.throw(_("An acceptance of the charter is never deleted."), CharterMissing)

	def give_in_person(self):
		"""Who and when are the session's and the server's, whatever the request says, import or Administrator."""
		refuse(check_given_in_person(self.user, frappe.session.user))
		if impersonated():
			frappe.throw(
				_("You act in the name of another person: only that person accepts the charter."),
				CharterMissing,
			)
		self.user, self.accepted_at = frappe.session.user, now_datetime()
		# The structure of a charter, whoever accepts.
		self.structure = frappe.db.get_value("PRE Charter", self.charter, "structure")
		versions = published_versions([self.structure or ""]).get(self.structure, [])
		refuse(check_can_be_given(self.charter, versions, getdate()))


def impersonated() -> bool:
	"""Whether an administrator acts under this account (Frappe's « Impersonate »)."""
	return bool((frappe.session.get("data") or {}).get("impersonated_by"))
