"""What the three parts of the tests share.

`tests/unit` needs neither Frappe nor a site, so nothing here imports Frappe before a fixture asks for it.
`bin/test` makes the site and gives its name in PRE_TEST_SITE; without it, the tests of a site can't run.
"""

import os

import pytest
from hypothesis import settings

# The same examples on every machine, whatever else it does meanwhile.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


def pytest_configure(config):
	config.addinivalue_line(
		"markers",
		"commits: the test really commits (DDL, several connections, HTTP) and deletes what it made",
	)


@pytest.fixture(scope="session")
def site_name() -> str:
	"""Name of the site made for the tests (never the demo's)."""
	name = os.environ.get("PRE_TEST_SITE")
	if not name:
		pytest.exit(
			"PRE_TEST_SITE names no site: run these tests by 'bin/test site' or 'bin/test browser'.", 1
		)
	return name


@pytest.fixture(scope="session")
def admin_password() -> str:
	"""Password of Administrator on the test site."""
	return os.environ["PRE_TEST_PASSWORD"]


@pytest.fixture(scope="session")
def server(site_name):
	"""The test site behind a real HTTP server of its own, on a free port, for the whole session."""
	from tests.serving import Server

	with Server(site_name) as running:
		yield running
