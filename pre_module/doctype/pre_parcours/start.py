"""What the family decides of a parcours: given to it, approved, started, left (R3, R8)."""

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.agreements import check_child_agreements, guardians_of
from pre_module.controllers.refusals import refuse
from pre_module.doctype.pre_parcours import document
from pre_module.rules.consent import STAGES_FOR_DIAGNOSTIC, STAGES_FOR_PARCOURS
from pre_module.rules.diagnostic import is_valid
from pre_module.rules.identity import normalised
from pre_module.rules.parcours import check_approval, check_document, check_start


def check_family(parcours) -> None:
	"""R3, R8 at each step towards the family: given, approved, started."""
	today = getdate()
	if parcours.enters("Proposed", "Approved"):
		refuse(check_child_agreements(parcours.child, STAGES_FOR_DIAGNOSTIC, today))
	if parcours.enters("Approved", "Active"):
		_name_approver(parcours)
	if parcours.enters("Approved"):
		refuse(_approval(parcours))
	if parcours.enters("Active"):
		refuse(check_child_agreements(parcours.child, STAGES_FOR_PARCOURS, today))
		refuse(
			check_start(
				approval=_approval(parcours),
				diagnostic_valid=diagnostic_is_valid(parcours.diagnostic),
				document=check_document(document.objectives(parcours), document.actions(parcours)),
			)
		)


def diagnostic_is_valid(diagnostic: str | None) -> bool:
	"""R7: whether a parcours may rest on this diagnostic today."""
	if not diagnostic:
		return False
	# Status and date only, for the rule, whoever saves.
	row = frappe.db.get_value("PRE Diagnostic", diagnostic, ["status", "valid_until"], as_dict=True)
	return is_valid(
		validated=row.status == "Validated",
		valid_until=row.valid_until and getdate(row.valid_until),
		on=getdate(),
	)


def check_exit(parcours) -> None:
	"""F17: a parcours that was started ends with a reason."""
	if parcours.started_on and not parcours.exit_reason:
		frappe.throw(_("Say for what reason the child leaves the parcours."))


def _approval(parcours):
	return check_approval(
		proposed_on=parcours.proposed_on and getdate(parcours.proposed_on),
		approved_on=parcours.family_approved_on and getdate(parcours.family_approved_on),
		approved_by=parcours.family_approved_by or "",
		on=getdate(),
	)


def _name_approver(parcours) -> None:
	"""P3: who approves is a holder of parental authority of the child's file."""
	if not parcours.family_approved_by:
		return
	holders = [g.name for g in guardians_of(parcours.child) if g.holds_authority]
	if normalised(parcours.family_approved_by) not in [normalised(h) for h in holders]:
		frappe.throw(
			_("{0} does not hold parental authority; choose one of: {1}.").format(
				frappe.bold(frappe.utils.escape_html(parcours.family_approved_by)),
				", ".join(frappe.utils.escape_html(h) for h in holders) or _("nobody"),
			)
		)
