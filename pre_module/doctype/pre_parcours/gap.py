"""R2 for the actions of a parcours: which of them have to answer a gap now, and which run beside a service by now."""

from frappe.utils import getdate

from pre_module.controllers import droit_commun
from pre_module.rules.droit_commun import IS_COVERED, Borne, domain_served, standing

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
		known = [(*_domains_of(before, line), line) for line in by_pre(before)]
		lines = [
			line
			for line in lines
			if not any(
				(own, served) == _domains_of(parcours, line) and _is_same(line, other)
				for own, served, other in known
			)
		]
	return _borne(parcours, lines)


def all_to_justify(parcours) -> Borne | None:
	"""Every action borne by the PRE, as the family's document and the start ask it."""
	return _borne(parcours, by_pre(parcours))


def covered_meanwhile(parcours) -> list[tuple[str, str]]:
	"""The PRE's actions that run although services cover the need by now: (action, domain), to hand over in time."""
	today, days = getdate(), droit_commun.delay()
	needs = droit_commun.needs_of(parcours.child)
	found = []
	for line in by_pre(parcours):
		domain = domain_served(*_domains_of(parcours, line), needs)
		standings = {standing(n, today, days) for n in needs if n.domain == domain}
		if standings == {IS_COVERED} and not (line.to_date and getdate(line.to_date) < today):
			found.append((line.action_title, domain))
	return found


def by_pre(parcours) -> list:
	"""The lines « actions » that the PRE bears."""
	return [a for a in parcours.actions if (a.funded_by or BY_PRE) == BY_PRE and a.need_domain]


def _is_same(line, other) -> bool:
	"""Whether a line is one that stood there already, and not for longer."""
	if (line.action_title or "") != (other.action_title or ""):
		return False
	return not other.to_date or bool(line.to_date and getdate(line.to_date) <= getdate(other.to_date))


def _borne(parcours, lines: list) -> Borne | None:
	domains = [_domains_of(parcours, line) for line in lines]
	return droit_commun.borne(parcours.child, domains) if domains else None


def _domains_of(parcours, line) -> tuple[str, str]:
	"""The domain of an action, and that of the objective it serves."""
	code = (line.objective_code or "").strip()
	served = next((o.need_domain for o in parcours.objectives if code and o.code == code), None)
	return line.need_domain, served or ""
