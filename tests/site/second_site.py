"""A second site, for what can't be tried on the site of the other tests: installing and uninstalling."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAME = "test-install-pre.localhost"
# Its own process: this one is connected to the site of the other tests. Passwords by the environment,
# for a command line can be read by everybody.
WITH_DATABASE_ADMIN = """
import os, sys
from frappe.commands import site
getattr(site, sys.argv[1]).main([
	*sys.argv[2:],
	"--db-root-username", os.environ["DB_ADMIN_USER"],
	"--db-root-password", os.environ["DB_ADMIN_PASSWORD"],
])
"""
# Every row of every table by its name. Names drawn at random say nothing: there, only how many rows.
ROWS = """
import json, sys
import frappe
frappe.init(site=sys.argv[1])
frappe.connect()
rows = {}
random = set(frappe.get_all("DocType", or_filters={"autoname": "hash", "naming_rule": "Random"}, pluck="name"))
for table in frappe.db.get_tables(cached=False):
	columns = frappe.db.get_table_columns_description(table) if table.startswith("tab") else []
	columns = {column["name"] for column in columns}
	if {"parent", "parenttype", "parentfield"} <= columns:
		rows[table] = frappe.db.sql(
			f"select concat_ws('/', parenttype, parent, parentfield), count(*) from `{table}` group by 1 order by 1"
		)
	elif table[3:] in random:
		rows[table] = frappe.db.sql(f"select count(*) from `{table}`")
	elif "name" in columns:
		rows[table] = frappe.db.sql(f"select name from `{table}` order by 1")
	else:
		rows[table] = []
print(json.dumps(rows, default=str))
frappe.destroy()
"""


class SecondSite:
	"""Frappe's own commands on a site that lives as long as this context."""

	def __enter__(self) -> "SecondSite":
		shutil.rmtree(NAME, ignore_errors=True)  # left by an interrupted run; --force drops its database
		self._python(
			WITH_DATABASE_ADMIN,
			*("new_site", NAME, "--force", "--db-name", "pre_test_install", "--admin-password", "test"),
		)
		return self

	def __exit__(self, *error) -> None:
		archive = Path("../config/pre_module/dropped").resolve()
		self._python(
			WITH_DATABASE_ADMIN,
			*("drop_site", NAME, "--force", "--no-backup", "--archived-sites-path", str(archive)),
		)
		shutil.rmtree(archive)

	def bench(self, *command: str) -> str:
		"""`bench --site ... <command>`; fails with what it said when it fails."""
		return self._run("-m", "frappe.utils.bench_helper", "frappe", "--site", NAME, *command)

	def rows(self) -> dict[str, set]:
		"""What the database holds: table name to its rows (see ROWS)."""
		tables = json.loads(self._python(ROWS, NAME).splitlines()[-1])
		return {table: {tuple(row) for row in rows} for table, rows in tables.items()}

	def _python(self, code: str, *arguments: str) -> str:
		return self._run("-c", code, *arguments)

	@staticmethod
	def _run(*arguments: str) -> str:
		done = subprocess.run(
			[sys.executable, *arguments],
			stdin=subprocess.DEVNULL,
			capture_output=True,
			text=True,
			env={**os.environ, "PYTHONWARNINGS": "ignore"},
		)
		said = done.stdout + done.stderr
		assert done.returncode == 0, f"{arguments[-3:]}: {said[-3000:]}"
		assert "Traceback" not in said, said[-3000:]
		return done.stdout
