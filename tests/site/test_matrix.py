"""Nobody is shown anything of a child that the design doesn't open to him, at any door (design.md section 4; P2, P14).

tests/matrix says how: every person x every DocType x every door, over HTTP, generated from the metadata.
"""

import time

import frappe
import pytest

from tests.matrix import verdict
from tests.matrix.plan import plan
from tests.matrix.probe import Visitors, send_all
from tests.matrix.world import make_world, remove_since, rows

pytestmark = pytest.mark.commits


@pytest.fixture(scope="module")
def world(site):
	"""The children and the persons, committed for the whole module."""
	before = rows()
	try:
		yield make_world()
	finally:
		frappe.set_user("Administrator")
		remove_since(before)


@pytest.fixture(scope="module")
def answers(world, server, admin_password):
	"""Every answer to every probe; the summary is printed with `pytest -s`."""
	visitors = Visitors(server, world.people.values(), admin_password)
	wanted = plan(world)
	began = time.monotonic()
	found = send_all(visitors, world.marks, wanted)
	print("\n" + verdict.summary(found, time.monotonic() - began))
	return found


def test_nobody_is_shown_what_is_not_his(world, answers):
	found = verdict.leaks(answers, world.own_referral)
	assert not found, verdict.table(found)
