"""A safeguarding report: written, sent, acknowledged (R11)."""

from frappe import _
from frappe.utils import date_diff, escape_html, formatdate, getdate

from pre_module.desk.step import Step

LONG = 15  # days without a word from the addressee after which it is asked for one


def step(doc) -> Step:
	"""The next step of a safeguarding report."""
	if doc.status == "Draft":
		return Step(
			_(
				"Not sent yet. Next: tell the parents first, or write why not; send it without delay; note the day."
			),
			"orange",
		)
	sent = _("Sent on {0} to {1}.").format(formatdate(doc.sent_on), escape_html(doc.addressee))
	if doc.status == "Acknowledged":
		reference = escape_html(doc.acknowledgement_reference or "")
		acknowledged = _("Acknowledged on {0}.").format(formatdate(doc.acknowledged_on))
		return Step(" ".join(filter(None, (sent, acknowledged, reference))), "green")
	late = date_diff(getdate(), doc.sent_on) > LONG
	following = _("Next: ask the addressee for the acknowledgement.") if late else ""
	return Step(
		f"{sent} {_('Not acknowledged yet.')} {following}".strip(),
		"orange" if late else "blue",
	)
