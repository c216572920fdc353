"""What a merge ends or leaves behind, said before it is done: places, a running parcours, a contract (R3, R5, R9).

Past permissions: whoever coordinates both files may merge them (`preview.files`), with all that hangs on them.
"""

from dataclasses import replace

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.controllers.agreements import agreements_of, guardians_of
from pre_module.controllers.enrolments import open_of, stages_for
from pre_module.doctype.pre_child_merge import facts
from pre_module.rules.consent import STAGES_FOR_PARCOURS, stages_that_fell
from pre_module.rules.merge import same_people


def crosses_structures(kept: Document, merged: Document) -> bool:
	"""Whether the child leaves a structure with the file that is merged away."""
	return kept.structure != merged.structure


def effects(kept: Document, merged: Document) -> list[str]:
	"""What ends with the merge, in the reader's language."""
	return [*_suspended(kept, merged), *_places(kept, merged), *_contract(kept, merged)]


def _suspended(kept: Document, merged: Document) -> list[str]:
	"""R3: the parcours that the answers of both files, put together, no longer carry."""
	fallen = _fallen(kept, merged, STAGES_FOR_PARCOURS)
	running = {"child": ("in", (kept.name, merged.name)), "status": "Active"}
	names = frappe.get_all("PRE Parcours", running, pluck="name") if fallen else []
	stages = ", ".join(_(stage) for stage in fallen)
	return [
		_("The parcours {0} will be suspended: no agreement in force any more for {1}.").format(name, stages)
		for name in names
	]


def _places(kept: Document, merged: Document) -> list[str]:
	"""R3, R9: the places that end, in actions of a structure that is left or without the family's agreement."""
	lines = []
	for file in (kept, merged):
		left = file is merged and crosses_structures(kept, merged)
		for row in open_of(file.name):
			if left:
				said = _("The place in the action « {0} » will end: it is one of the structure that is left.")
			elif _fallen(kept, merged, stages_for(row.parcours)):
				said = _(
					"The place in the action « {0} » will end: the family's agreement is not there any more."
				)
			else:
				continue
			lines.append(said.format(frappe.utils.escape_html(row.action_title or "")))
	return lines


def _contract(kept: Document, merged: Document) -> list[str]:
	"""R5: a référent of the first steps acts in the structure of his contract only."""
	if not (merged.contract and crosses_structures(kept, merged)):
		return []
	return [
		_(
			"The contract {0} for the first steps is not taken along: it is one of the structure that is left."
		).format(merged.contract)
	]


def _fallen(kept: Document, merged: Document, stages: tuple[str, ...]) -> list[str]:
	"""R3: the stages not agreed today by every holder of parental authority of both files."""
	pairs = same_people(facts.people(kept), facts.people(merged))
	guardians = guardians_of(kept.name) + [g for g in guardians_of(merged.name) if g.key not in pairs]
	answers = agreements_of(kept.name)
	answers += [replace(a, guardian=pairs.get(a.guardian, a.guardian)) for a in agreements_of(merged.name)]
	return stages_that_fell(guardians, answers, stages, getdate())
