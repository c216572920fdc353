"""PRE Consent Partner: one line for each partner and domain, in place of domains as free text."""

import frappe
from frappe import _

LINES = "PRE Consent Partner"


def execute() -> None:
	"""Take away the lines that name no domain: they share nothing any more, and a free text can't say what they share.

	What they said stays in the timeline of the agreement, for who asks the family anew.
	"""
	if not frappe.db.has_column(LINES, "domains"):
		return
	line = frappe.qb.DocType(LINES)
	# The patch of an upgrade acts for nobody; nothing is returned.
	without = (
		frappe.qb.from_(line)
		.select(line.name, line.parent, line.partner, line.domains)
		.where((line.parenttype == "PRE Consent") & (line.need_domain.isnull() | (line.need_domain == "")))
		.run(as_dict=True)
	)
	for row in without:
		# The upgrade acts for nobody.
		if frappe.db.exists("PRE Consent", row.parent):
			said = _("Before the agreement by domain: {0}, {1}.").format(row.partner, row.domains or "–")
			frappe.get_doc("PRE Consent", row.parent).add_comment("Info", frappe.utils.escape_html(said))
		frappe.db.delete(LINES, {"name": row.name})
