"""The parcours as a document: its lines as rule R8 reads them."""

from frappe.utils import getdate

from pre_module.rules.parcours import Action, Objective


def objectives(parcours) -> list[Objective]:
	"""The objectives of a PRE Parcours."""
	return [Objective(o.code or "", o.objective or "", o.evaluation or "") for o in parcours.objectives]


def actions(parcours) -> list[Action]:
	"""The actions of a PRE Parcours."""
	return [
		Action(
			title=a.action_title or "",
			objective=(a.objective_code or "").strip(),
			start=getdate(a.from_date) if a.from_date else None,
			end=getdate(a.to_date) if a.to_date else None,
			planning=a.planning or "",
		)
		for a in parcours.actions
	]


def content(parcours) -> list[tuple]:
	"""All that the family reads in the document, to tell whether it changed."""
	return [
		*((o.code, o.objective, o.need_domain, o.evaluation) for o in parcours.objectives),
		*((a.provider, a.mode, a.need_domain, a.place) for a in parcours.actions),
		*actions(parcours),
	]
