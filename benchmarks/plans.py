"""Which index MariaDB takes for the statements of a call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import frappe

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


def statements_of(user: str, call: Callable[[], object], doctype: str) -> list[str]:
	"""The statements of a call made as a user that read the register or the DocType, each once."""
	frappe.set_user(user)
	frappe.local.cache.clear()
	try:
		with recorded() as statements:
			call()
	finally:
		frappe.set_user("Administrator")
	tables = (f"`tab{doctype}`", f"`tab{REGISTER}`")
	return [
		s for s in dict.fromkeys(statements) if s.lower().startswith("select") and any(t in s for t in tables)
	]


def plan_of(statement: str) -> list[dict]:
	"""MariaDB's plan: one step per table."""
	return frappe.db.sql(f"explain {statement}", as_dict=True)


def faults(plan: list[dict]) -> list[str]:
	"""What makes a plan slow on a large site: a table read whole, the register by another index than its own."""
	found = []
	for step in plan:
		table = step["table"] or ""
		if not table.startswith("tab"):
			continue  # a result that is being put together: as many rows as the person sees
		if step["type"] in WHOLE:
			found.append(f"{table} is read whole ({step['type']} {step['key']}, {step['rows']} rows)")
		elif table == f"tab{REGISTER}" and step["key"] != INDEX:
			found.append(f"{table} is read by {step['key']}, not by {INDEX}")
	return found


def faults_of(statements: list[str]) -> list[str]:
	"""The same for statements, each fault once."""
	return list(dict.fromkeys(fault for statement in statements for fault in faults(plan_of(statement))))
