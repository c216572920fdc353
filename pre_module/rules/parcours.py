"""R8, the document that is the parcours, and its start; R2 asked of its actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pre_module.rules.droit_commun import Borne, check_borne
from pre_module.rules.refusal import Refusal, _


@dataclass(frozen=True)
class Objective:
	"""An objective. code: "O1"...; evaluation: how it will be seen that it is reached."""

	code: str
	text: str
	evaluation: str


@dataclass(frozen=True)
class Action:
	"""An action that serves the objective `objective`, planned when it has a first day and days and times."""

	title: str
	objective: str
	start: date | None
	end: date | None
	planning: str


def check_actions(
	objectives: Sequence[Objective], actions: Sequence[Action], borne: Borne | None = None
) -> list[Refusal]:
	"""R8: what holds at any time, draft included: no action for an unknown objective, none that ends too early.

	borne: those of the actions that the PRE bears and that have to answer a gap now (R2); None asks nothing of it.
	"""
	codes = {o.code for o in objectives}
	refusals = []
	for action in actions:
		if action.objective not in codes:
			refusals.append(
				Refusal(
					"R8",
					_("The action « {0} » serves the objective « {1} », which the parcours does not have."),
					(action.title, action.objective),
				)
			)
		if action.start and action.end and action.end < action.start:
			refusals.append(Refusal("R8", _("The action « {0} » ends before it starts."), (action.title,)))
	return refusals + (check_borne(borne) if borne else [])


def check_document(
	objectives: Sequence[Objective], actions: Sequence[Action], borne: Borne | None = None
) -> list[Refusal]:
	"""R8 « formalisé par un document »: given to the family only with objectives, how each will be evaluated,
	actions that serve each of them, and their planning. borne: as above."""
	refusals = check_actions(objectives, actions, borne)
	if not objectives:
		refusals.append(Refusal("R8", _("The parcours has no objective.")))
	if not actions:
		refusals.append(Refusal("R8", _("The parcours has no action.")))
	served = {a.objective for a in actions}
	for objective in objectives:
		if not objective.evaluation.strip():
			refusals.append(
				Refusal(
					"R8", _("The objective {0} does not say how it will be evaluated."), (objective.code,)
				)
			)
		if actions and objective.code not in served:
			refusals.append(Refusal("R8", _("No action serves the objective {0}."), (objective.code,)))
	for action in actions:
		if not (action.start and action.planning.strip()):
			refusals.append(
				Refusal(
					"R8", _("The action « {0} » is not planned: first day, days and times."), (action.title,)
				)
			)
	return refusals


def check_approval(
	*, proposed_on: date | None, approved_on: date | None, approved_by: str, on: date
) -> list[Refusal]:
	"""R8: the family has approved the document it was given, on a day that has come."""
	if not approved_on or not approved_by.strip():
		return [Refusal("R8", _("The family's approval is not noted: who approved, and when."))]
	if approved_on > on:
		return [Refusal("R8", _("The family's approval is dated {0}, in the future."), (approved_on,))]
	if proposed_on and approved_on < proposed_on:
		return [
			Refusal(
				"R8",
				_("The family's approval of {0} comes before the document was given to it on {1}."),
				(approved_on, proposed_on),
			)
		]
	return []


def check_start(
	*, approval: Sequence[Refusal], diagnostic_valid: bool, document: Sequence[Refusal]
) -> list[Refusal]:
	"""R8: a parcours starts only approved by the family and with a valid diagnostic (R7).

	Agreements (R3) and référent (R5) are asked of their own rules. approval, document: the answers of
	`check_approval` and `check_document` on that day.
	"""
	refusals = [*document, *approval]
	if not diagnostic_valid:
		refusals.append(Refusal("R8", _("The parcours has no valid diagnostic.")))
	return refusals
