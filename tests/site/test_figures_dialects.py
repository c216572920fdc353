"""Every query of the figures says the same on SQLite as on the site's own database."""

import re
import sqlite3
from datetime import date, datetime
from decimal import Decimal

import frappe
import pytest
from frappe.desk.query_report import run

from pre_module.figures.caseload import caseload
from pre_module.figures.filters import read_filters
from pre_module.figures.yearly import yearly
from tests import hand_counted as hand
from tests import hand_counted_today as today
from tests.report_names import AREAS, IN_YEAR, NEEDS, PERIOD, REFERRALS, UNCOVERED


@pytest.fixture
def queries(monkeypatch) -> list[tuple[str, dict, list]]:
	"""Every query on our tables that the test makes, with its values and its answer."""
	asked, sql = [], frappe.db.sql

	def spy(query, values=None, **options):
		answer = sql(query, values or (), **options)
		if "`tabPRE" in str(query) and str(query).lstrip().lower().startswith("select"):
			asked.append((str(query), values or {}, sql(query, values or (), as_list=True)))
		return answer

	monkeypatch.setattr(frappe.db, "sql", spy)
	return asked


def on_sqlite(asked: list[tuple[str, dict, list]]) -> list[list]:
	"""The answers of SQLite, holding the same rows, to the same queries."""
	base = sqlite3.connect(":memory:")
	# The structure of the site; settings stand in one table of Frappe's.
	for doctype in frappe.get_all("DocType", {"module": "PRE Module", "issingle": 0}, pluck="name"):
		columns = frappe.db.get_table_columns(doctype)
		base.execute(f"create table `tab{doctype}` ({', '.join(f'`{c}`' for c in columns)})")
		names = ", ".join(f"`{c}`" for c in columns)
		lines = frappe.db.sql(f"select {names} from `tab{doctype}`")
		marks = ", ".join("?" * len(columns))
		base.executemany(
			f"insert into `tab{doctype}` values ({marks})", [[plain(v) for v in line] for line in lines]
		)
	return [
		base.execute(
			re.sub(r"%\((\w+)\)s", r":\1", query), {k: plain(v) for k, v in values.items()}
		).fetchall()
		for query, values, _answer in asked
	]


def plain(value):
	"""A value as SQLite holds it: dates as text, decimals as numbers."""
	if isinstance(value, date | datetime):
		return str(value)
	return float(value) if isinstance(value, Decimal) else value


def test_both_databases_answer_the_same(queries):
	hand.lay_out()
	frappe.db.delete("PRE Territory", hand.T1)  # laid out again below, the same
	today.lay_out()
	queries.clear()
	yearly(read_filters(IN_YEAR))
	yearly(read_filters({**IN_YEAR, "territory": hand.T1, "referent": "somebody"}))
	for cut in ("Territory", "School", "School Level"):
		run(AREAS, filters={**IN_YEAR, "rows": cut})
	caseload({"structure": today.C})
	run(REFERRALS, filters=PERIOD)
	run(NEEDS, filters=PERIOD)
	for cut in ("Domain", "Territory", "Domain and Territory"):
		run(UNCOVERED, filters={**IN_YEAR, "rows": cut})
	ours = [q for q in queries if "tabPRE Structure" not in q[0] and "tabPRE Settings" not in q[0]]
	assert len(ours) > 25
	for (query, _values, answer), other in zip(ours, on_sqlite(ours), strict=True):
		mine = sorted(([plain(v) for v in line] for line in answer), key=str)
		theirs = sorted((list(line) for line in other), key=str)
		assert mine == theirs, query
