"""R7, the individual diagnostic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pre_module.rules.refusal import Label, Refusal, _

FAMILY = "Family"
FACTOR_FAMILIES = (
	"Health",
	"Psychological and Psychomotor Development",
	"Family Context",
	"Socio-Economic Factors",
	"Environmental Factors",
)
STRENGTH, DIFFICULTY, NOTHING = "Strength", "Difficulty", "Nothing to Report"


@dataclass(frozen=True)
class View:
	"""What one actor said. actor: kind of actor ("Family", "School"...); source: institution or person, if known."""

	actor: str
	source: str
	heard_on: date


@dataclass(frozen=True)
class FactorSeen:
	"""One factor looked at, of one of the five families; nature: strength, difficulty or nothing to report."""

	family: str
	nature: str


def check_diagnostic(
	views: Sequence[View], factors: Sequence[FactorSeen], *, minimum_actors: int, on: date
) -> list[Refusal]:
	"""R7 « croisement de regards »: at least `minimum_actors` different actors besides the family, who is
	heard in any case, the five families of factors looked at, strengths as well as difficulties.

	Two exchanges with one institution are one actor's view.
	"""
	refusals = [
		Refusal("R7", _("A view is dated {0}, after the diagnostic."), (v.heard_on,))
		for v in views
		if v.heard_on > on
	]
	actors = {(v.actor, v.source.strip().casefold()) for v in views if v.actor != FAMILY}
	if len(actors) < minimum_actors:
		refusals.append(
			Refusal(
				"R7",
				_(
					"The diagnostic crosses the views of {0} actor(s); at least {1} different ones are needed."
				),
				(len(actors), minimum_actors),
			)
		)
	if not any(v.actor == FAMILY for v in views):
		refusals.append(Refusal("R7", _("The family was not heard.")))
	seen = {f.family for f in factors}
	refusals += [
		Refusal("R7", _("Nothing is said of: {0}."), (Label(family),))
		for family in FACTOR_FAMILIES
		if family not in seen
	]
	natures = {f.nature for f in factors}
	if STRENGTH not in natures:
		refusals.append(
			Refusal("R7", _("No strength is named: a diagnostic sees strengths as well as difficulties."))
		)
	if DIFFICULTY not in natures:
		refusals.append(Refusal("R7", _("No difficulty is named: nothing for a parcours to answer.")))
	return refusals


def is_valid(*, validated: bool, valid_until: date | None, on: date) -> bool:
	"""R7, R8: whether a parcours may rest on the diagnostic that day (valid_until None: no end)."""
	return validated and (valid_until is None or on <= valid_until)
