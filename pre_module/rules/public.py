"""R1, the public of the programme."""

from datetime import date

from pre_module.rules.dates import age_on
from pre_module.rules.refusal import Refusal, _


def check_public(
	*,
	birth_date: date,
	on: date,
	minimum_age: int,
	maximum_age: int,
	lives_in_priority_territory: bool,
	in_priority_education: bool,
	fragility_signs: int,
	derogation: bool = False,
	derogation_reason: str = "",
	derogation_author: str = "",
) -> list[Refusal]:
	"""R1 « public spécifique », « territoire ciblé »: who may be accompanied.

	From `minimum_age` to `maximum_age` completed years on the day of the decision, living in a priority
	territory or schooled in éducation prioritaire, with at least one sign of fragility. A derogation lifts all
	three, when it has its reason and its author; it never lifts a birth date in the future.
	"""
	age = age_on(birth_date, on)
	if age < 0:
		return [Refusal("R1", _("The birth date {0} lies after the decision."), (birth_date,))]

	if derogation:
		refusals = []
		if not derogation_reason.strip():
			refusals.append(Refusal("R1", _("A derogation says its reason.")))
		if not derogation_author.strip():
			refusals.append(Refusal("R1", _("A derogation says its author.")))
		return refusals

	refusals = []
	if not minimum_age <= age <= maximum_age:
		refusals.append(
			Refusal(
				"R1",
				_("The child is {0} years old; the programme is for children from {1} to {2}."),
				(age, minimum_age, maximum_age),
			)
		)
	if not (lives_in_priority_territory or in_priority_education):
		refusals.append(
			Refusal(
				"R1",
				_(
					"The child neither lives in a priority territory nor goes to school in a REP or REP+ network."
				),
			)
		)
	if fragility_signs < 1:
		refusals.append(Refusal("R1", _("No sign of fragility is noted.")))
	return refusals
