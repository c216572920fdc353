"""Frappe's own server, where a request with a certain header is answered without our condition on lists.

The reference of each measure is the same call, by the same person, in the same process: only the condition is missing.
That switch is in this file alone; no server but the benchmark's runs it.
"""

import frappe

from pre_module.access import conditions
from tests.serving import Server

WITHOUT_CONDITION = "X-Benchmark-Without-Condition"


class BenchmarkServer(Server):
	application = "benchmarks.serving:application()"
	workers = 1  # both sides of a measure in the same process


def application():
	"""For Gunicorn: Frappe's application, with the switch."""
	from frappe.app import application_with_statics

	restricted = conditions.query_condition

	def query_condition(user: str | None = None, doctype: str | None = None) -> str:
		return "" if frappe.request.headers.get(WITHOUT_CONDITION) else restricted(user, doctype)

	conditions.query_condition = query_condition
	return application_with_statics()
