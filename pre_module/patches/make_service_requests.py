"""PRE Service Request: one for the service that each need of a diagnostic named, before a need could have several."""

import frappe
from frappe.utils import getdate

from pre_module.controllers import needs
from pre_module.controllers.droit_commun import DIAGNOSTIC, REQUEST, ROW, as_request, follower_of
from pre_module.rules.droit_commun import AWAITED, waiting_days

BATCH = 500


def execute() -> None:
	"""Nothing that was said changes; harmless when it is stopped and run again."""
	_set_delays()
	row, diagnostic, request = (frappe.qb.DocType(d) for d in (ROW, DIAGNOSTIC, REQUEST))
	# The patch of an upgrade acts for nobody, and repeats what the lines say.
	found = (
		frappe.qb.from_(row)
		.join(diagnostic)
		.on((diagnostic.name == row.parent) & (row.parenttype == DIAGNOSTIC))
		.left_join(request)
		.on(request.need_row == row.name)
		.select(
			row.name,
			row.need_domain,
			row.need,
			row.service,
			row.asked_on,
			row.answer,
			row.answered_on,
			diagnostic.name.as_("diagnostic"),
			diagnostic.diagnostic_date,
			diagnostic.author,
			diagnostic.owner,
			diagnostic.child,
			diagnostic.structure,
		)
		.where(request.name.isnull())
		.orderby(diagnostic.creation, row.idx)
		.run(as_dict=True)
	)
	for number, line in enumerate(found):
		_make(line) if line.service else frappe.db.set_value(
			ROW, line.name, "standing", "Not Asked", update_modified=False
		)
		if number % BATCH == BATCH - 1:
			frappe.db.commit()  # a long upgrade that is cut goes on where it was


def _make(line) -> None:
	doc = frappe.new_doc(REQUEST)
	copied = ("need_domain", "need", "service", "answered_on", "diagnostic", "child", "structure")
	doc.update({field: line[field] for field in copied})
	doc.update(
		{"need_row": line.name, "answer": line.answer or AWAITED, "asked_by": line.author or line.owner}
	)
	doc.asked_on = getdate(line.asked_on or line.diagnostic_date)
	doc.waiting_days = waiting_days(as_request(doc), getdate())
	doc.follower = follower_of(doc.child, doc.asked_by)
	doc.set_new_name()
	doc.owner = doc.modified_by = line.owner
	doc.creation = doc.modified = frappe.utils.now()
	doc.db_insert()
	needs.refresh(line.name)


def _set_delays() -> None:
	"""A site from before has no value for a new setting: it gets the default, not zero."""
	stored = frappe.db.get_singles_dict("PRE Settings")
	for field in ("referral_decision_days", "service_answer_days"):
		if field not in stored:
			frappe.db.set_single_value("PRE Settings", field, 30, update_modified=False)
