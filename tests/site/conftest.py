"""Tests on a real site: each test starts from the site as it was installed.

Everything a test writes is undone at its end. A `commit` of the code under test is kept for the test
itself (a later `rollback` of the code goes back to it, as it would for real), but never reaches the
database. Two things can't be undone this way:

* statements that change tables (a new custom field): MariaDB commits before them;
* data that another connection must see (the HTTP server, a second user's connection).

A test that needs them is marked `@pytest.mark.commits`, commits for real, and says what it made to the
fixture `committed`, which deletes it. A test that alters a table without the mark fails.
"""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import now_datetime

from tests.site.isolation import forget_caches, forget_jobs, pretend_commits, reset_request
from tests.site.matrix_fixtures import files, visitors

SAID = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def say_at_end(request):
	"""`say_at_end(text)`: what is printed after the results, whatever pytest captures."""
	return request.config.stash.setdefault(SAID, []).append


def pytest_terminal_summary(terminalreporter, config):
	for text in config.stash.get(SAID, []):
		terminalreporter.write_line(text)


@pytest.fixture(scope="session", autouse=True)
def site(site_name, admin_password):
	"""The connection of the whole session, as Administrator."""
	frappe.init(site=site_name)
	frappe.connect()
	frappe.flags.in_test = True
	yield site_name
	frappe.db.rollback()
	forget_jobs(site_name)
	frappe.destroy()


@pytest.fixture(autouse=True)
def isolated(site, request):
	"""Undoes what the test did: rows, caches, user, language, flags, messages."""
	frappe.db.rollback()
	reset_request()
	if request.node.get_closest_marker("commits"):
		yield
	else:
		with pretend_commits():
			yield
	frappe.db.rollback()
	forget_caches()
	reset_request()


@pytest.fixture
def as_user():
	"""`with as_user("someone@example.org"):` acts as that person, then again as the one before."""

	@contextmanager
	def acting(user: str):
		before = frappe.session.user
		frappe.set_user(user)
		try:
			yield
		finally:
			frappe.set_user(before)

	return acting


@pytest.fixture
def later():
	"""`with later(days=3):` the same questions at another moment; no job has run meanwhile."""

	def at(**span):
		return patch("pre_module.access.scope.now_datetime", return_value=now_datetime() + timedelta(**span))

	return at


@pytest.fixture
def everybody_sees():
	"""Coordonnateurs and référents see every structure: for tests whose subject isn't who sees whom."""
	from tests.factories import everybody_sees

	with everybody_sees():
		yield


@pytest.fixture
def french():
	"""Messages in French, as a user of the site reads them."""
	frappe.local.lang = "fr"


@pytest.fixture
def in_french(french):
	"""French at every door for Administrator: an import takes the language of the account."""
	frappe.db.set_value("User", "Administrator", "language", "fr")


@pytest.fixture
def http(server):
	"""A fresh visitor of the served site: `http.login(user, password)`, then get, post, put, delete.

	It sees only what is committed: mark the test `commits` and use `committed`.
	"""
	return server.client()


@pytest.fixture
def admin_http(server, admin_password):
	"""Administrator over HTTP."""
	return server.client().login("Administrator", admin_password)


@pytest.fixture
def committed(isolated, request):
	"""Makes committed documents, and deletes them at the end, the last one first.

	`committed.insert({...})` makes one; `committed.add(doctype, name)` takes over one made otherwise.
	"""
	if not request.node.get_closest_marker("commits"):
		pytest.fail("`committed` is for tests marked @pytest.mark.commits")
	kept = Committed()
	yield kept
	kept.delete()


@pytest.fixture
def world(committed):
	"""Whatever documents the test commits, by whatever door, are deleted at its end."""
	before = documents()
	yield
	frappe.db.rollback()
	new = {key: made for key, made in documents().items() if key not in before}
	for doctype, name in sorted(new, key=lambda made: str(new[made] or "")):
		committed.add(doctype, name)


@pytest.fixture
def no_lines_left(world):
	"""What nobody can delete goes straight from the tables, before the documents."""
	yield
	frappe.db.rollback()
	for table in (
		"PRE Access Trace",
		"PRE Guarded Trace",
		"PRE Child Access",
		"Notification Log",
		"Error Log",
		"View Log",
		"Access Log",
	):
		frappe.db.delete(table)
	frappe.db.commit()


def documents() -> dict[tuple[str, str], object]:
	"""(DocType, name) of each document of the app and of what Frappe makes beside them → when it was made."""
	ours = frappe.get_all("DocType", {"module": "PRE Module", "istable": 0, "issingle": 0}, pluck="name")
	beside = ["User", "Contact", "File", "Data Import", "Email Queue", "Communication", "Workflow Action"]
	return {
		(doctype, row.name): row.creation
		for doctype in [*ours, *beside]
		for row in frappe.get_all(doctype, fields=["name", "creation"])
	}


# What the app lets nobody delete, whatever the flags: a test takes its own away row by row.
NEVER_DELETED = (
	"PRE Charter",
	"PRE Charter Acceptance",
	"PRE Charter Signature",
	"PRE Child Access",
	"PRE Access Trace",
	"PRE Guarded Trace",
	"PRE Emergency Access",
)


class Committed:
	"""Documents that really are in the database, until the test ends."""

	def __init__(self):
		self._made: list[tuple[str, str]] = []

	def insert(self, values: dict):
		doc = frappe.get_doc(values).insert()
		frappe.db.commit()
		self.add(doc.doctype, doc.name)
		return doc

	def add(self, doctype: str, name: str) -> None:
		self._made.append((doctype, name))

	def delete(self) -> None:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		traces = frappe.get_all("PRE Access Trace", pluck="name")
		# An account goes only where another System Manager stays; a site of tests has Administrator alone.
		# (later versions of Frappe have done away with this)
		with patch("frappe.core.doctype.user.user.User.a_system_manager_should_exist", create=True):
			for doctype, name in reversed(self._made):
				if doctype in NEVER_DELETED:
					frappe.db.delete(doctype, {"name": name})
					continue
				# tests clean up whatever the permissions under test are
				frappe.delete_doc(
					doctype,
					name,
					force=True,
					ignore_permissions=True,
					ignore_missing=True,
					delete_permanently=True,
				)
		# What is noted of a deletion, and of the document's life.
		frappe.db.delete("PRE Access Trace", {"name": ("not in", traces or [""])})
		names = [name for _doctype, name in self._made] or [""]
		frappe.db.delete("Comment", {"reference_name": ("in", names)})
		frappe.db.delete("Comment", {"comment_type": "Deleted"})
		frappe.db.delete("Deleted Document", {"deleted_name": ("in", names)})
		frappe.db.commit()
