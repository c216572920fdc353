"""The world of tests/matrix and its visitors, for the modules that send probes."""

import frappe
import pytest

from tests.matrix.probe import Visitors
from tests.matrix.world import make_world, remove_since, rows


@pytest.fixture(scope="module")
def files(site):
	"""The children and the persons, committed for the whole module."""
	before = rows()
	try:
		yield make_world()
	finally:
		frappe.set_user("Administrator")
		remove_since(before)


@pytest.fixture(scope="module")
def visitors(files, server, admin_password):
	return Visitors(server, files.people.values(), admin_password)
