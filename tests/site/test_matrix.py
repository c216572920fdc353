"""Nobody is shown anything of a child that the design doesn't open to him, at any door (design.md section 4; P2, P14).

tests/matrix says how: every person x every DocType x every door, over HTTP, generated from the metadata. The probes by
door, the time they took and the seed of what was tried are printed after the results; MATRIX_SEED tries the same again.
"""

import json
import time
from contextlib import contextmanager
from unittest.mock import patch

import frappe
import pytest

from tests.matrix import verdict
from tests.matrix.cast import ADMINISTRATOR
from tests.matrix.doors_lists import list_doors
from tests.matrix.doors_writes import write_doors
from tests.matrix.oracle import may_see
from tests.matrix.plan import SEED, plan
from tests.matrix.probe import send_all
from tests.matrix.world import contents
from tests.site.doors import request

pytestmark = pytest.mark.commits
AT_LEAST = 5000  # probes
# The doors that write, open to a coordonnateur on a household of his; to nobody: delete, rename, share, follow, mail.
OPEN_TO_WRITE = (
	"REST v1 write",
	"REST v2 write",
	"add a comment",
	"add a tag",
	"assign",
	"attach a file",
	"form save",
	"frappe.client.bulk_update",
	"frappe.client.save",
	"frappe.client.set_value",
	"like",
)


@pytest.fixture(scope="module")
def run(files, visitors, say_at_end):
	"""Every answer to every probe, and the tables that changed meanwhile."""
	wanted, before, began = plan(files), contents(), time.monotonic()
	answers = send_all(visitors, files.marks, wanted)
	say_at_end(f"the matrix, MATRIX_SEED={SEED}\n{verdict.summary(answers, time.monotonic() - began)}")
	frappe.db.rollback()
	changed = [table for table, sum_before in before.items() if contents([table])[table] != sum_before]
	last = {t: frappe.get_all(t, fields=["*"], order_by="modified desc", limit=3) for t in changed}
	return answers, [f"{table}: {frappe.as_json(rows)}" for table, rows in last.items()]


def test_nobody_is_shown_what_is_not_his(files, run):
	answers, _changed = run
	assert len(answers) >= AT_LEAST
	found = verdict.leaks(answers, files.own_referral)
	assert not found, verdict.table(found)


def test_every_door_shows_something_to_somebody(run):
	"""A probe that could never find anything proves nothing: in scope, each door shows a token."""
	answers, _changed = run
	# Frappe's own search does not know SQLite yet: it answers nobody there.
	broken = ("global search",) if frappe.db.db_type == "sqlite" else ()
	dead = [door for door, people in verdict.alive(answers).items() if not people and door not in broken]
	assert not dead, verdict.summary([a for a in answers if a.probe.door in dead], 1)


def test_no_probe_changed_anything(run):
	answers, changed = run
	passed = {
		f"{a.probe.door}, {a.probe.doctype}, {a.person}" for a in answers if a.probe.writes and a.status < 300
	}
	assert not changed, "\n".join([*changed, *sorted(passed)])


def test_every_role_and_every_doctype_takes_part(files, run):
	answers, _changed = run
	roles = {r for a in answers if a.person.key != ADMINISTRATOR for r in frappe.get_roles(a.person.user)}
	assert set(frappe.get_all("Role", {"name": ("like", "PRE %")}, pluck="name")) <= roles
	assert {"nobody", "Guest"} <= {a.person.key for a in answers}
	ours = frappe.get_all("DocType", {"module": "PRE Module", "issingle": 0}, pluck="name")
	assert set(ours) <= {a.probe.doctype for a in answers}
	reports = frappe.get_all("Report", {"module": "PRE Module"}, pluck="name")
	assert set(reports) <= {a.probe.doctype for a in answers}


def test_who_may_write_does_so_at_the_doors_that_refused(files, visitors):
	person, file = files.people["coordinator"], files.files["a"]
	household = file.documents["PRE Household"][0]
	frappe.db.set_value("PRE Household", household, "phone", "0199000000")  # a token is no telephone
	frappe.db.commit()
	refused = []
	for door in OPEN_TO_WRITE:
		frappe.db.rollback()
		probes = write_doors("PRE Household", household, "a", file.name, person.user)
		probe = next(p for p in probes if p.door == door)
		(answer,) = send_all(visitors, files.marks, [(person, probe)])
		if answer.status >= 300:
			refused.append(f"{door}: {answer.status} {answer.text[-300:]}")
	assert not refused, "\n".join(refused)


@contextmanager
def no_condition():
	"""The rule off: neither the lists' condition nor the documents' question is hooked."""
	real = frappe.get_hooks

	def hooks(hook=None, *args, **kwargs):
		found = real(hook, *args, **kwargs)
		if hook in ("permission_query_conditions", "has_permission"):
			return {key: value for key, value in found.items() if key != "*"}
		return found

	with patch.object(frappe, "get_hooks", hooks):
		yield


@pytest.mark.parametrize("doctype", ["PRE Child", "PRE Consent", "PRE Diagnostic", "PRE Parcours"])
def test_the_search_finds_leaks_when_the_rule_is_off(files, as_user, doctype):
	"""The same probes, in this process: with the rule nothing is found, without it leaks are."""
	person = files.people["referent"]

	def found() -> list:
		shown = []
		for probe in list_doors(doctype):
			if probe.door in ("list", "frappe.client.get_list"):
				sent = json.dumps(probe.sent)
				try:
					answer = request(probe.verb, probe.path, data=sent, content_type="application/json")
				except frappe.PermissionError:
					continue
				shown += files.marks.seen_in(json.dumps(answer, default=str)).values()
		return [m for m in shown if not may_see(person, m, files.own_referral)]

	with as_user(person.user):
		assert not found()
		frappe.local.request_cache.clear()
		with no_condition():
			assert found()
