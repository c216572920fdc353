"""Levels of objectives as forms and imports send them, read for the rules."""

from pre_module.controllers.refusals import refuse
from pre_module.rules.goal_attainment import level_of
from pre_module.rules.refusal import Refusal, _


def read_level(code: str, value: object) -> int | None:
	"""The level of an objective; None for none. Refuses (R15) what is no level."""
	try:
		return level_of(value)
	except ValueError:
		message = _("The level of the objective {0} is one of -2, -1, 0, 1, 2.")
		refuse([Refusal("R15", message, (code or "",))])
