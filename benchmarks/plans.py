"""Which index MariaDB takes for the statements of a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import frappe

from benchmarks.calls import Call
from pre_module.access.scope import REGISTER

INDEX = "who_sees"
WHOLE = ("ALL", "index")  # the ways in which MariaDB reads a whole table, or a whole index


@contextmanager
def recorded() -> Iterator[list[str]]:
	"""The statements that reach the database meanwhile, their values filled in."""
	statements, run = [], frappe.local.db.sql

	def keep(*arguments, **options):
		answer = run(*arguments, **options)
		statements.append(str(frappe.local.db.last_query))
		return answer

	with patch.object(frappe.local.db, "sql", keep):
		yield statements


def statements_of(user: str, call: Call) -> list[str]:
	"""The statements of a call made as a user that read the register or the DocType, each once."""
	frappe.set_user(user)
	frappe.local.cache.clear()  # as a new request
	frappe.local.form_dict = frappe._dict(call.parameters)
	try:
		with recorded() as statements:
			frappe.call(call.method, **call.parameters)
	finally:
		frappe.set_user("Administrator")
	tables = (f"`tab{call.doctype}`", f"`tab{REGISTER}`")
	return [
		s for s in dict.fromkeys(statements) if "select" in s[:20].lower() and any(t in s for t in tables)
	]


def plan_of(statement: str) -> list[dict]:
	"""MariaDB's plan: one step per table."""
	return frappe.db.sql(f"explain {statement}", as_dict=True)


def faults(plan: list[dict], wide: bool = False) -> list[str]:
	"""What makes a plan slow on a large site: a table read whole, the register by another index than its own.

	wide: of someone who sees so much of a table that reading it in order is faster; the register stays asked by index.
	"""
	found = []
	for step in plan:
		table = step["table"] or ""
		if not table.startswith("tab"):
			continue  # a result that is being put together: as many rows as the person sees
		of_register = table == f"tab{REGISTER}"
		if step["type"] in WHOLE and (of_register or not wide):
			found.append(f"{table} is read whole ({step['type']} {step['key']}, {step['rows']} rows)")
		elif of_register and step["key"] != INDEX:
			found.append(f"{table} is read by {step['key']}, not by {INDEX}")
	return found


def faults_of(statements: list[str], wide: bool = False) -> list[str]:
	"""The same for statements, each fault once."""
	return list(
		dict.fromkeys(fault for statement in statements for fault in faults(plan_of(statement), wide))
	)
