"""R2 for the actions of a parcours: which of them have to answer a gap now, and which run beside a service by now."""

from collections.abc import Iterable

from frappe.utils import getdate

from pre_module.controllers import droit_commun
from pre_module.rules.droit_commun import IS_COVERED, Borne, standing

BY_PRE = "PRE"


def to_justify(parcours) -> Borne | None:
	"""The actions borne by the PRE that this save brings in or changes; all of them when the family gets the document
	and when the parcours starts. What was right when it was written, and runs, is not broken by a later answer."""
	if parcours.status == "Closed":
		return None
	before = parcours.get_doc_before_save()
	starts = parcours.enters("Active") and not (before and before.status == "Suspended")
	lines = by_pre(parcours)
	if before and not (starts or parcours.enters("Proposed")):
		known = by_pre(before)
		lines = [line for line in lines if not any(_is_same(line, other) for other in known)]
	return droit_commun.borne(parcours.child, _domains(parcours, lines)) if lines else None


def all_to_justify(parcours) -> Borne | None:
	"""Every action borne by the PRE, as the family's document and the start ask it."""
	lines = by_pre(parcours)
	return droit_commun.borne(parcours.child, _domains(parcours, lines)) if lines else None


def covered_meanwhile(parcours) -> list[tuple[str, str]]:
	"""The PRE's actions that run although a service covers the need by now: (action, domain), to hand over in time."""
	today, days = getdate(), droit_commun.delay()
	covered: dict[str, bool] = {}
	for need in droit_commun.needs_of(parcours.child):
		is_covered = standing(need, today, days) == IS_COVERED
		covered[need.domain] = is_covered and covered.get(need.domain, True)
	return [
		(line.action_title, line.need_domain)
		for line in by_pre(parcours)
		if covered.get(line.need_domain) and not (line.to_date and getdate(line.to_date) < today)
	]


def by_pre(parcours) -> list:
	"""The lines « actions » that the PRE bears."""
	return [a for a in parcours.actions if (a.funded_by or BY_PRE) == BY_PRE and a.need_domain]


def _is_same(line, other) -> bool:
	"""Whether a line is one that stood there already, for the same objective and not for longer."""
	fields = ("action_title", "need_domain", "objective_code")
	if any((line.get(f) or "") != (other.get(f) or "") for f in fields):
		return False
	return not other.to_date or bool(line.to_date and getdate(line.to_date) <= getdate(other.to_date))


def _domains(parcours, lines: Iterable) -> list[tuple[str, str]]:
	of_objective = {o.code: o.need_domain or "" for o in parcours.objectives}
	return [(line.need_domain, of_objective.get((line.objective_code or "").strip(), "")) for line in lines]
