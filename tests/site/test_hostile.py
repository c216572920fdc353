"""Hostile input at every door: nothing of a child comes out, and nobody gives himself a right (issue of the access rule).

The world, the tokens and the persons are those of tests/matrix; what is sent here is forged.
"""

import frappe
import pytest

from tests.matrix import hostile, verdict
from tests.matrix.probe import send_all
from tests.matrix.world import contents

pytestmark = pytest.mark.commits
READERS = (
	"coordinator",
	"referent",
	"emergency",
	"team",
	"referral",
	"sharing",
	"health",
	"report",
	"PRE Evaluator",
	"nobody",
)
WRITERS = ("coordinator", "referent", "emergency", "team", "referral", "health", "report", "nobody")


def in_turn(people: list, probes: list) -> list:
	"""Each probe by one person, in turn."""
	return [(people[number % len(people)], probe) for number, probe in enumerate(probes)]


def test_hostile_reading_shows_nothing(files, visitors):
	people = [files.people[key] for key in READERS]
	answers = send_all(visitors, files.marks, in_turn(people, list(hostile.reading(files))))
	print("\n" + verdict.summary(answers, 0))
	found = verdict.leaks(answers, files.own_referral)
	assert not found, verdict.table(found)


def test_what_is_there_and_what_is_not_are_refused_alike(files, visitors):
	"""Names in sequence: neither the status nor the message tells a child's file from none."""
	person = files.people["referent"]
	names = [files.files["b"].name, "ENF-2026-9999"]
	for path in ("/api/resource/PRE Child/{}", "/api/v2/document/PRE Child/{}"):
		probes = [hostile.Probe("hostile guess", "PRE Child", path.format(name), {}, "GET") for name in names]
		there, absent = send_all(visitors, files.marks, [(person, probe) for probe in probes])
		assert not there.seen
		assert there.status in (403, 404) and absent.status in (403, 404)


def test_nobody_gives_himself_a_right_nor_a_document_to_another_child(files, visitors):
	partner = frappe.db.get_value("PRE Partner Person", {"user": files.people["sharing"].user}, "parent")
	before = contents()
	wanted = []
	for key in WRITERS:
		person = files.people[key]
		wanted += [(person, probe) for probe in hostile.writing(files, person, partner)]
		for source, target in (("a", "b"), ("b", "a"), ("a", "c"), ("c", "a")):
			probes = hostile.moving(files.files[source], files.files[target])
			wanted += [(person, probe) for probe in probes]
	answers = send_all(visitors, files.marks, wanted)
	print("\n" + verdict.summary(answers, 0))
	frappe.db.rollback()
	changed = {table for table, before_it in before.items() if contents([table])[table] != before_it}
	passed = [f"{a.person} {a.probe.doctype} {a.probe.path} {a.status}" for a in answers if a.status < 300]
	assert not changed, "\n".join([str(sorted(changed)), *passed])
	found = verdict.leaks(answers, files.own_referral)
	assert not found, verdict.table(found)
