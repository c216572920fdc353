"""R16, the local criteria of eligibility."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pre_module.rules.dates import Period
from pre_module.rules.refusal import Refusal, _


@dataclass(frozen=True)
class CriteriaSet:
	"""A set of criteria of one structure, with the period in which decisions are taken with it."""

	name: str
	period: Period


@dataclass(frozen=True)
class CriterionAnswer:
	"""One criterion as kept with a decision. met: None while nobody has answered."""

	criterion: str
	met: bool | None


def criteria_in_force(sets: Sequence[CriteriaSet], on: date) -> CriteriaSet | None:
	"""R16 « critères d'éligibilité »: the set a decision of that day is taken with, None when there is none."""
	in_force = [s for s in sets if s.period.contains(on)]
	return max(in_force, key=lambda s: s.period.start, default=None)


def check_criteria_sets(sets: Sequence[CriteriaSet]) -> list[Refusal]:
	"""R16: on each day at most one set is in force, else nobody knows what a decision was taken with."""
	refusals = []
	ordered = sorted(sets, key=lambda s: s.period.start)
	for i, one in enumerate(ordered):
		for other in ordered[i + 1 :]:
			if one.period.overlaps(other.period):
				refusals.append(
					Refusal(
						"R16",
						_("The criteria {0} and {1} are both in force on {2}."),
						(one.name, other.name, other.period.start),
					)
				)
	return refusals


def check_criteria(criteria: Sequence[str]) -> list[Refusal]:
	"""R16: each criterion of a set is asked once, else a decision would have two answers to it."""
	asked = [" ".join(c.casefold().split()) for c in criteria]
	twice = dict.fromkeys(c for c, text in zip(criteria, asked, strict=True) if asked.count(text) > 1)
	return [Refusal("R16", _("The criterion « {0} » stands there twice."), (c,)) for c in list(twice)[:1]]


def days_waiting(received_on: date, on: date) -> int:
	"""R16, F12: the age of a referral that is not decided, in days from its reception."""
	return max(0, (on - received_on).days)


def check_decision_criteria(taken_with: str | None, answers: Sequence[CriterionAnswer]) -> list[Refusal]:
	"""R16: a decision keeps the criteria it was taken with, each of them answered.

	taken_with: name of the set in force on the day of the decision, None when the structure has none.
	"""
	if not taken_with:
		return [
			Refusal(
				"R16", _("The structure has no eligibility criteria in force on the day of the decision.")
			)
		]
	return [
		Refusal("R16", _("The criterion « {0} » has no answer."), (a.criterion,))
		for a in answers
		if a.met is None
	]


def check_decision(status: str, *, reason: str, redirected_to: str) -> list[Refusal]:
	"""R16, F11: a decision that does not accept says why, and a redirection to which service."""
	if status == "Redirected" and not redirected_to.strip():
		return [Refusal("R16", _("A redirection names the service that takes over."))]
	if status in ("Redirected", "Declined", "Withdrawn") and not reason.strip():
		return [Refusal("R16", _("The decision says its reason."))]
	return []
