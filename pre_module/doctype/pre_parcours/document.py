"""The parcours as a document: its lines as rule R8 reads them."""

from frappe.utils import cint, getdate

from pre_module.controllers.levels import read_level
from pre_module.rules.goal_attainment import Scale
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
			start=_day(a.from_date),
			end=_day(a.to_date),
			planning=a.planning or "",
		)
		for a in parcours.actions
	]


TEXTS = {
	-2: "level_minus_2",
	-1: "level_minus_1",
	0: "level_0",
	1: "level_plus_1",
	2: "level_plus_2",
}


def scales(parcours) -> list[Scale]:
	"""The scales of the objectives of a PRE Parcours."""
	return [scale(o) for o in parcours.objectives]


def scale(objective) -> Scale:
	"""The scale of one objective; a weight that was never asked is 1."""
	return Scale(
		code=objective.code or "",
		weight=cint(objective.weight) or 1,
		texts={level: objective.get(field) or "" for level, field in TEXTS.items()},
		start=read_level(objective.code, objective.start_level),
	)


def content(parcours) -> list[tuple]:
	"""All that the family reads in the document, to tell whether it changed."""
	return [
		(_day(parcours.planned_start), _day(parcours.planned_end)),
		*(
			(o.code, o.objective, o.need_domain, o.evaluation, _day(o.target_date))
			for o in parcours.objectives
		),
		*scales(parcours),
		*((a.provider, a.mode, a.need_domain, a.place) for a in parcours.actions),
		*actions(parcours),
	]


def _day(value):
	return getdate(value) if value else None
