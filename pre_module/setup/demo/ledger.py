"""What the demo made, kept in the database (DocType PRE Demo Record), so that exactly that can be cleared."""

from collections import defaultdict

import frappe
from frappe.utils.password import delete_all_passwords_for

from pre_module.access.register import settle

RECORD = "PRE Demo Record"
COMPLETE = "complete"
CHUNK = 200
# Where Frappe keeps traces of a document: DocType, its field for the DocType, its field for the name.
TRACES = (
	("Comment", "reference_doctype", "reference_name"),
	("Version", "ref_doctype", "docname"),
	("Workflow Action", "reference_doctype", "reference_name"),
	("Communication", "reference_doctype", "reference_name"),
	("Email Queue", "reference_doctype", "reference_name"),
	("Notification Log", "document_type", "document_name"),
	("ToDo", "reference_type", "reference_name"),
	("DocShare", "share_doctype", "share_name"),
	("Document Follow", "ref_doctype", "ref_docname"),
	("View Log", "reference_doctype", "reference_name"),
	("Activity Log", "reference_doctype", "reference_name"),
	("Tag Link", "document_type", "document_name"),
	("PRE Access Trace", "reference_doctype", "reference_name"),
	("PRE Guarded Trace", "reference_doctype", "reference_name"),
)
# What the app writes by itself beside a document: its DocType, the DocType that is written, the field that names it.
FOLLOWING = (
	("PRE Child", "PRE Child Access", "child"),
	("PRE Child", "PRE Emergency Access", "child"),
	("PRE Child", "PRE Access Trace", "child"),
	("PRE Child", "PRE Guarded Trace", "file_number"),
	("PRE Child", "PRE Situation", "child"),
	("PRE Child", "PRE Parcours Version", "child"),
	("PRE Child", "PRE Action Enrolment", "child"),
	("PRE Child", "PRE Attendance", "child"),
	("PRE Action", "PRE Action Session", "action"),
	("PRE Structure", "PRE Child Access", "structure"),
	("PRE Structure", "PRE Emergency Access", "structure"),
	("PRE Structure", "PRE Access Trace", "structure"),
	("PRE Structure", "PRE Guarded Trace", "structure"),
	("PRE Structure", "PRE Charter Acceptance", "structure"),
)
# What hangs on an account: DocType, its field for the user.
OF_AN_ACCOUNT = (
	("PRE Charter Acceptance", "user"),
	("Sessions", "user"),
	("DefaultValue", "parent"),
	("ToDo", "allocated_to"),
	("DocShare", "user"),
	("User Permission", "user"),
	("List Filter", "for_user"),
	("Notification Log", "for_user"),
	("Document Follow", "user"),
)


class Ledger:
	"""Documents made since the last commit, written down with it."""

	def __init__(self):
		self._pending: list[tuple[str, str]] = []

	def add(self, doctype: str, name: str) -> None:
		"""Note a document that was made."""
		self._pending.append((doctype, name))

	def commit(self) -> None:
		"""Write down what was made, and commit both together: a run that is killed leaves nothing unnoted."""
		if self._pending:
			now = frappe.utils.now()
			user = frappe.session.user
			# The demo's own list of its fictitious documents.
			frappe.db.bulk_insert(
				RECORD,
				["name", "creation", "modified", "owner", "modified_by", "document_type", "document_name"],
				[(frappe.generate_hash(length=10), now, now, user, user, *made) for made in self._pending],
			)
			self._pending = []
		forget_jobs()
		frappe.db.commit()  # in steps, for the demo is long


def forget_jobs() -> None:
	"""Drop what Frappe would queue after the commit: e-mails, contacts of accounts, live updates. Nobody waits for
	them, and a site without workers would keep them for ever."""
	frappe.db.after_commit.reset()


def noted() -> dict[str, list[str]]:
	"""Names of the demo's documents by DocType."""
	found = defaultdict(list)
	# The ledger itself, of fictitious documents: no role reads it, and what it names is the demo's.
	for row in frappe.get_all(RECORD, fields=["document_type", "document_name"], order_by="creation, name"):
		if row.document_type != COMPLETE:
			found[row.document_type].append(row.document_name)
	return found


def is_complete() -> bool:
	"""Whether a creation went to its end."""
	return bool(frappe.db.exists(RECORD, {"document_type": COMPLETE}))


def remove_all() -> int:
	"""Delete what was noted, with its traces, and nothing else; the number of documents.

	Straight from the tables: fictitious documents need no second life among the deleted ones, no permission says
	more than the ledger, and a thousand deletions one by one would leave as many jobs in the queue.
	"""
	documents = noted()
	if not documents:
		return 0
	accounts = documents.pop("User", [])
	for doctype, names in documents.items():
		for start in range(0, len(names), CHUNK):
			_remove(doctype, names[start : start + CHUNK])
	_remove_accounts(accounts)
	frappe.db.delete(RECORD)
	forget_jobs()
	frappe.db.commit()  # the end of the command
	return sum(map(len, documents.values())) + len(accounts)


def _remove(doctype: str, names: list[str]) -> None:
	# The demo's own documents, named by the ledger, straight from the tables as `remove_all` says.
	_remove_traces(doctype, names)
	for of, following, field in FOLLOWING:
		if of == doctype:
			frappe.db.delete(following, {field: ("in", names)})
	for table in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(table.options, {"parenttype": doctype, "parent": ("in", names)})
	if doctype == "PRE Child":
		frappe.db.delete("PRE Access Trace", {"child": ("in", names)})
		frappe.db.delete("PRE Emergency Access", {"child": ("in", names)})
	frappe.db.delete(doctype, {"name": ("in", names)})
	for name in names:
		frappe.clear_document_cache(doctype, name)


def _remove_traces(doctype: str, names: list[str]) -> None:
	# What Frappe kept beside the demo's own documents.
	for trace, type_field, name_field in TRACES:
		filters = {type_field: doctype, name_field: ("in", names)}
		for table in frappe.get_meta(trace).get_table_fields():
			parents = frappe.get_all(trace, filters=filters, pluck="name")
			if parents:
				frappe.db.delete(table.options, {"parenttype": trace, "parent": ("in", parents)})
		frappe.db.delete(trace, filters)
	files = {"attached_to_doctype": doctype, "attached_to_name": ("in", names)}
	for file in frappe.get_all("File", filters=files, pluck="name"):
		# One by one: its content lies on the disk.
		frappe.delete_doc("File", file, force=True, ignore_permissions=True, delete_permanently=True)
	search = frappe.qb.Table("__global_search")
	frappe.qb.from_(search).delete().where((search.doctype == doctype) & search.name.isin(names)).run()


def _remove_accounts(names: list[str]) -> None:
	"""Frappe would refuse the last System Manager but Administrator; the demo's goes all the same."""
	if not names:
		return
	# The demo's own accounts, named by the ledger.
	for doctype, field in OF_AN_ACCOUNT:
		frappe.db.delete(doctype, {field: ("in", names)})
	# Of a child of the site's own, what these accounts could see and did see stays known.
	for name in names:
		settle([], user=name)
	nobodys = {"user": ("in", names), "child": ("is", "not set"), "structure": ("is", "not set")}
	frappe.db.delete("PRE Access Trace", nobodys)
	settings = frappe.qb.Table("__UserSettings")
	frappe.qb.from_(settings).delete().where(settings.user.isin(names)).run()
	for name in names:
		delete_all_passwords_for("User", name)
		frappe.clear_cache(user=name)
	_remove("Notification Settings", names)
	_remove("User", names)
