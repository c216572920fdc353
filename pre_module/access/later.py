"""Grants of many documents at once: worked out in the background, one document after the other.

What is still to do stands in a table, a line a document. Each line goes in the transaction that settles its document,
so that a job killed at any moment leaves exactly what is left, for the next one or the next hour. Who must see nothing
from this minute on is closed by the caller in the request itself (`register.close`): here only what stays or opens.
"""

from collections.abc import Iterable

import frappe
from frappe.utils import now

TO_SETTLE = "PRE Access To Settle"
REFERENTS, REFERRALS, MEETINGS, SHARING = "Referents", "Referrals", "Meetings", "Sharing"
SETTLING = {
	REFERENTS: ("PRE Child", "pre_module.access.facts.referents.settle_child"),
	REFERRALS: ("PRE Referral", "pre_module.access.facts.referrals.settle_referral"),
	MEETINGS: ("PRE Team Meeting", "pre_module.access.facts.meetings.settle_meeting"),
	SHARING: ("PRE Child", "pre_module.access.facts.sharing.settle_child"),
}
AT_ONCE = 40  # documents that a request settles itself: less than a second
BATCH = 200
COLUMNS = ("name", "creation", "modified", "owner", "modified_by", "fact", "document")


def is_many(names: Iterable[str]) -> bool:
	"""Whether so many documents are left to the background."""
	return len(set(names)) > AT_ONCE


def settle_each(fact: str, names: Iterable[str]) -> None:
	"""Settle one fact for each of these documents: now when they are few, else in the background."""
	names = sorted(set(names))
	if not is_many(names):
		for name in names:
			_settle(fact, name)
		return
	at, user = now(), frappe.session.user
	# Numbers of documents, for the job alone: no role reads this table.
	frappe.db.bulk_insert(
		TO_SETTLE,
		COLUMNS,
		[(frappe.generate_hash(length=16), at, at, user, user, fact, name) for name in names],
	)
	frappe.enqueue(
		"pre_module.access.later.go_on",
		queue="long",
		timeout=3 * 3600,
		job_id="pre_access_to_settle",
		deduplicate=True,
		enqueue_after_commit=True,
	)


def go_on() -> None:
	"""The job, and every hour what a killed one left: settle what is noted. What fails is logged, and tried again later."""
	failed: set[str] = set()
	while names := _noted(failed):
		for name in names:
			if not _settle_noted(name):
				failed.add(name)


def _noted(without: set[str]) -> list[str]:
	# The job acts for nobody; numbers of documents only.
	return frappe.get_all(
		TO_SETTLE,
		filters={"name": ("not in", sorted(without) or [""])},
		order_by="creation, name",
		limit=BATCH,
		pluck="name",
	)


def _settle_noted(name: str) -> bool:
	"""Whether a noted document was settled. Another job that has just done so is waited for."""
	try:
		# The job acts for nobody.
		row = frappe.db.get_value(TO_SETTLE, name, ["fact", "document"], as_dict=True, for_update=True)
		if row:
			_settle(row.fact, row.document)
			frappe.db.delete(TO_SETTLE, {"name": name})
		frappe.db.commit()  # each document is done for good, or not at all
	except Exception:
		frappe.db.rollback()
		frappe.log_error(title="PRE: access to settle")
		frappe.db.commit()
		return False
	return True


def _settle(fact: str, name: str) -> None:
	doctype, method = SETTLING[fact]
	if frappe.db.exists(doctype, name):  # else it is gone meanwhile, and its grants with it
		frappe.get_attr(method)(name)
