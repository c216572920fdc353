"""How a test on a site leaves nothing behind; used by conftest.py only."""

from contextlib import contextmanager

import frappe
from frappe.cache_manager import user_cache_keys
from frappe.utils.background_jobs import get_queues

SAVEPOINT = "pretended_commit"


@contextmanager
def pretend_commits():
	"""Commits become savepoints, and a whole rollback goes back to the last of them.

	Frappe's own callbacks around commit and rollback run as they would.
	"""
	db = frappe.local.db

	def commit():
		db.before_rollback.reset()
		db.after_rollback.reset()
		db.before_commit.run()
		db.savepoint(SAVEPOINT)
		db.after_commit.run()

	def rollback(*, save_point=None):
		if save_point:
			return type(db).rollback(db, save_point=save_point)
		db.before_commit.reset()
		db.after_commit.reset()
		db.before_rollback.run()
		db.sql(f"rollback to savepoint {SAVEPOINT}")
		db.after_rollback.run()

	def sql_ddl(query, *args, **kwargs):
		raise AssertionError(f"mark this test @pytest.mark.commits, for it alters a table: {query[:200]}")

	db.savepoint(SAVEPOINT)
	db.commit, db.rollback, db.sql_ddl = commit, rollback, sql_ddl
	try:
		yield
	finally:
		del db.commit, db.rollback, db.sql_ddl


def reset_request() -> None:
	"""Administrator again, in English, without the flags, messages and caches of one request."""
	frappe.set_user("Administrator")
	frappe.local.lang = "en"
	frappe.local.message_log = []
	frappe.local.error_log = []
	frappe.local.debug_log = []
	frappe.local.response = frappe._dict({"docs": []})
	frappe.local.form_dict = frappe._dict()
	frappe.local.flags = frappe._dict(in_test=True, mute_emails=True)
	frappe.local.role_permissions = {}
	frappe.local.user_perms = None
	for name in ("system_settings", "website_settings", "request"):
		if hasattr(frappe.local, name):
			delattr(frappe.local, name)


def forget_caches() -> None:
	"""What Redis remembers of rows that no longer exist. Not the DocTypes: those didn't change."""
	for key in user_cache_keys:
		frappe.cache.delete_key(key)
	frappe.cache.delete_keys("document_cache::")
	frappe.cache.delete_keys("user:")
	frappe.cache.delete_value(["system_settings", "time_zone", "assignment_rule_map", "workflow"])
	frappe.cache.delete_key("workflow")
	frappe.local.cache = {}
	frappe.local.request_cache.clear()


def forget_jobs(site: str) -> None:
	"""Jobs that tests queued: the queue is the bench's, and its workers would find no such site."""
	for queue in get_queues():
		for job in queue.jobs:
			if job.id.startswith(f"{site}::"):
				job.delete()
