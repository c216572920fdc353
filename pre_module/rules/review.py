"""R12, R15: the review of a parcours with the family (bilan d'étape), at the start, on the way and at the exit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pre_module.rules.refusal import Label, Refusal, _

START, INTERIM, EXIT = "Initial", "Interim", "Exit"
KINDS = (START, INTERIM, EXIT)

# The grid: five criteria, each on three levels, looked at again at each review.
CRITERIA = (
	"The Child's Situation",
	"Objectives of the Parcours",
	"Fit of the Means",
	"The Family's Part",
	"Tools Followed",
)
LEVELS_OF_GRID = ("To Build", "Under Way", "In Place")
# F27: what the parents answer, where they were asked.
SATISFACTION = ("Very Satisfied", "Satisfied", "Hardly Satisfied", "Not Satisfied")

# Statuses of the parcours in which each kind can be held: approved is near enough to its start.
HELD_WHILE = {
	START: ("Approved", "Active", "Suspended"),
	INTERIM: ("Active", "Suspended"),
	EXIT: ("Active", "Suspended", "Closed"),
}


@dataclass(frozen=True)
class Held:
	"""A validated review: its kind and its day."""

	kind: str
	day: date


@dataclass(frozen=True)
class Line:
	"""A line of the grid: a criterion, its level, the facts with their day and source, and what is thought of them."""

	criterion: str
	level: str
	facts: str
	facts_on: date | None
	source: str
	appraisal: str


def check_order(review: Held, others: Sequence[Held], on: date) -> list[Refusal]:
	"""R15: one start, one exit, each review on a day of its own, in that order, none in the future.

	others: the validated reviews of the same parcours, without the one this replaces.
	"""
	refusals = []
	if review.day > on:
		refusals.append(Refusal("R15", _("The review is dated {0}, in the future."), (review.day,)))
	for kind in (START, EXIT):
		same = [other for other in others if other.kind == kind]
		if review.kind == kind and same:
			message = _("The parcours has its review « {0} » already, of {1}: correct that one.")
			refusals.append(Refusal("R15", message, (Label(kind), same[0].day)))
			return refusals
	for other in others:
		if other.day == review.day:
			refusals.append(Refusal("R15", _("There is a review of {0} already."), (other.day,)))
		elif _wrong(review, other):
			message = _("The review « {0} » of {1} can't come before « {2} » of {3}.")
			first, second = sorted((review, other), key=lambda held: held.day)
			values = (Label(first.kind), first.day, Label(second.kind), second.day)
			refusals.append(Refusal("R15", message, values))
	return refusals


def _wrong(one: Held, other: Held) -> bool:
	"""Whether the earlier of both is one that comes after: an exit before anything, anything before a start."""
	first, second = sorted((one, other), key=lambda held: held.day)
	return first.kind == EXIT or second.kind == START


def check_status(kind: str, status: str) -> list[Refusal]:
	"""R15: a review looks at a parcours that the family approved, and on the way only at one that has started."""
	if status in HELD_WHILE[kind]:
		return []
	message = _("A review « {0} » can't be held while the parcours is « {1} ».")
	return [Refusal("R15", message, (Label(kind), Label(status)))]


def check_levels(expected: Sequence[str], levels: dict[str, int | None]) -> list[Refusal]:
	"""R15: each objective of the parcours is judged once, by its five levels.

	expected: numbers of the objectives. levels: level by number, None where nothing was chosen.
	"""
	refusals = []
	if not expected:
		refusals.append(Refusal("R15", _("The parcours has no objective to look at.")))
	for code in expected:
		if levels.get(code) is None:
			message = _("The objective {0} has no level yet: choose what fits best, from -2 to +2.")
			refusals.append(Refusal("R15", message, (code,)))
	return refusals


def check_grid(lines: Sequence[Line], on: date) -> list[Refusal]:
	"""R15, P15: the five criteria, each with a level, and facts apart from what is thought of them.

	Facts have a day that has come and a source. on: day of the review.
	"""
	refusals = []
	for criterion in CRITERIA:
		found = [line for line in lines if line.criterion == criterion]
		if len(found) != 1:
			message = _("The criterion « {0} » stands in the grid once.")
			refusals.append(Refusal("R15", message, (Label(criterion),)))
		for line in found[:1]:
			refusals += _check_line(line, on)
	return refusals


def _check_line(line: Line, on: date) -> list[Refusal]:
	name, refusals = Label(line.criterion), []
	if line.level not in LEVELS_OF_GRID:
		refusals.append(Refusal("R15", _("« {0} »: choose one of the three levels."), (name,)))
	if not line.facts.strip():
		refusals.append(Refusal("R15", _("« {0} »: write the facts."), (name,)))
	elif not (line.facts_on and line.source.strip()):
		refusals.append(Refusal("R15", _("« {0} »: the facts have a day and a source."), (name,)))
	if line.facts_on and line.facts_on > on:
		refusals.append(Refusal("R15", _("« {0} »: the facts are dated after the review."), (name,)))
	return refusals


def check_family(
	*, parent_present: bool, informed_on: date | None, informed_how: str, day: date, today: date
) -> list[Refusal]:
	"""R12 « information régulière des parents »: the family is at the review, or told of it afterwards."""
	if parent_present:
		return []
	if not informed_on or not informed_how:
		return [Refusal("R12", _("No parent was present: note when and how the family was informed."))]
	if not day <= informed_on <= today:
		message = _("The family was informed on {0}: that day lies between the review and today.")
		return [Refusal("R12", message, (informed_on,))]
	return []


def check_words(child: str, parents: str, *, parent_present: bool) -> list[Refusal]:
	"""R15, P17: the child's own word, or why it was not heard; the parents' too when they were there."""
	refusals = []
	if not child.strip():
		message = _("The child's own word is missing; or write why the child was not heard.")
		refusals.append(Refusal("R15", message))
	if parent_present and not parents.strip():
		refusals.append(Refusal("R15", _("The parents' own words are missing.")))
	return refusals


def check_next(kind: str, day: date, next_on: date | None) -> list[Refusal]:
	"""R12: a parcours that goes on has its next review, after this one; an exit has none."""
	if kind == EXIT:
		return [Refusal("R15", _("After the exit there is no next review."))] if next_on else []
	if not next_on:
		return [Refusal("R12", _("Agree with the family on the day of the next review."))]
	if next_on <= day:
		return [Refusal("R12", _("The next review comes after this one."))]
	return []
