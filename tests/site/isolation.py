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
	frappe.local.flags = new_flags()
	frappe.local.role_permissions = {}
	frappe.local.user_perms = None
	for name in ("system_settings", "website_settings", "request"):
		if hasattr(frappe.local, name):
			delattr(frappe.local, name)


def new_flags() -> frappe._dict:
	"""The flags that `frappe.init` gives, which the code under test then sets as it goes."""
	return frappe._dict(
		currently_saving=[],
		redirect_location="",
		in_install_db=False,
		in_install_app=False,
		in_import=False,
		in_test=True,
		mute_messages=False,
		ignore_links=False,
		mute_emails=True,
		has_dataurl=False,
		new_site=False,
		read_only=False,
	)


def forget_caches() -> None:
	"""What Redis remembers of rows that no longer exist. Not the DocTypes: those didn't change."""
	for key in user_cache_keys:
		frappe.cache.delete_key(key)
	frappe.cache.delete_keys("document_cache::")
	frappe.cache.delete_keys("user:")
	frappe.cache.delete_value(
		["system_settings", "time_zone", "assignment_rule_map", "workflow", "notifications"]
	)
	frappe.cache.delete_key("workflow")
	frappe.local.cache = {}
	getattr(frappe.local, "request_cache", {}).clear()


def forget_jobs(site: str) -> None:
	"""Jobs that tests queued: the queue is the bench's, and its workers would find no such site."""
	for queue in get_queues():
		for job in queue.jobs:
			if job.id.startswith(f"{site}::"):
				job.delete()
