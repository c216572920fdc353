"""Which of the family's agreements comes next."""

from frappe.utils import getdate

from pre_module.controllers.agreements import agreements_of, guardians_of
from pre_module.rules.consent import STAGES_FOR_PARCOURS, missing_agreements


def next_agreement(child: str, stages=STAGES_FOR_PARCOURS) -> tuple[str, str] | None:
	"""The first stage and the first holder of parental authority without a valid agreement today (R3).

	One guardian's agreements come together: a parent in the office signs for each stage in turn.
	"""
	guardians, agreements, today = guardians_of(child), agreements_of(child), getdate()
	missing = {
		stage: [g.key for g in missing_agreements(guardians, agreements, stage, today)] for stage in stages
	}
	for guardian in guardians:
		for stage in stages:
			if guardian.key in missing[stage]:
				return stage, guardian.name
	return None
