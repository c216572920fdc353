"""For a coordonnateur: the load of the référents of her structures, as the report has it (F19). Counts of work alone."""

from typing import Any

from pre_module.access.scope import scope_of
from pre_module.figures.caseload import caseload

SHOWN = ("referent_name", "contract", "children", "weighted_load", "maximum_children", "late_reviews")


def load() -> list[dict[str, Any]]:
	"""One line per contract in force; nothing for who coordinates no structure."""
	if not scope_of().coordinated:
		return []
	return [{key: line.get(key) for key in SHOWN} for line in caseload({})]
