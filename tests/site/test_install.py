"""Install, migrate twice, uninstall, install again: no error, no orphan, no duplicate.

The second site goes through it once, for all the tests below; after each step all its rows are noted.
"""

import pytest

from tests.site.second_site import SecondSite

# Frappe's own journals, which grow with whatever is done on a site, and its list of apps with their
# versions, which it brings up to date at a migrate but not when an app is installed.
JOURNALS = {
	"tabInstalled Application",
	"tabAccess Log",
	"tabActivity Log",
	"tabDeleted Document",
	"tabError Log",
	"tabRoute History",
	"tabScheduled Job Log",
	"tabVersion",
}


@pytest.fixture(scope="module")
def steps():
	"""All rows of the site after each step, by the name of the step."""
	with SecondSite() as site:
		noted = {"without the app": site.rows()}
		for step, command in (
			("installed", ("install-app", "pre_module")),
			("migrated", ("migrate", "--skip-search-index")),
			("migrated again", ("migrate", "--skip-search-index")),
			("tried to uninstall", ("uninstall-app", "pre_module", "--dry-run")),
			("uninstalled", ("uninstall-app", "pre_module", "--yes", "--no-backup")),
			("installed again", ("install-app", "pre_module")),
		):
			site.bench(*command)
			noted[step] = site.rows()
		yield noted


def difference(before: dict[str, set], after: dict[str, set]) -> dict[str, dict[str, list]]:
	"""By table, the rows that came and those that went."""
	changed = {}
	for table in sorted((before.keys() | after.keys()) - JOURNALS):
		came = after.get(table, set()) - before.get(table, set())
		went = before.get(table, set()) - after.get(table, set())
		if came or went or (table in before) != (table in after):
			changed[table] = {"came": sorted(came), "went": sorted(went)}
	return changed


def test_installing_brings_the_app(steps):
	installed = difference(steps["without the app"], steps["installed"])
	assert {"tabPRE Child", "tabPRE Parcours", "tabPRE Consent"} <= installed.keys()
	assert ("PRE Coordinator",) in installed["tabRole"]["came"]
	assert installed["tabWorkflow"]["came"], "the four workflows"


def test_a_migrate_after_installing_changes_nothing(steps):
	assert difference(steps["installed"], steps["migrated"]) == {}


def test_a_second_migrate_makes_no_duplicate(steps):
	assert difference(steps["migrated"], steps["migrated again"]) == {}


def test_a_dry_run_of_uninstalling_removes_nothing(steps):
	assert difference(steps["migrated again"], steps["tried to uninstall"]) == {}


def test_uninstalling_leaves_no_orphan(steps):
	left = difference(steps["without the app"], steps["uninstalled"])
	assert left == {}


def test_no_table_of_the_app_outlives_it(steps):
	assert [table for table in steps["uninstalled"] if table.startswith("tabPRE ")] == []


def test_installing_again_gives_the_same_site(steps):
	assert difference(steps["installed"], steps["installed again"]) == {}
