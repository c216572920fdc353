"""P12: traces end. Frappe's own log settings are not used: they would take any number of days."""

import frappe
from frappe.utils import add_months, now_datetime

from pre_module.access.traces.writing import GUARDED_TRACE, TRACE
from pre_module.rules.traces import LONGEST, SHORTEST


def remove_old_traces() -> None:
	"""Daily: delete the traces older than PRE Settings says. Harmless when it runs late or twice."""
	months = frappe.get_cached_doc("PRE Settings").trace_retention_months or LONGEST
	oldest = add_months(now_datetime(), -min(max(months, SHORTEST), LONGEST))
	for name in (TRACE, GUARDED_TRACE):
		table = frappe.qb.DocType(name)
		# The scheduler acts for nobody; the only place where traces go.
		frappe.qb.from_(table).delete().where(table.at < oldest).run()
