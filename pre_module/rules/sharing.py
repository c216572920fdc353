"""R3, R10, P5, P17: what a family lets a named partner know, domain by domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pre_module.rules.consent import SHARING, Agreement, Guardian, missing_agreements

CHILD = Guardian("the child", "", True)  # from an age, asked like a holder of parental authority


@dataclass(frozen=True)
class SharingAgreement(Agreement):
	"""One guardian's answer on sharing, with the child's own beside it.

	domains: those agreed for each partner. assent: the child's answer, None while not asked; assent_on: its day.
	name: of the document.
	"""

	domains: Mapping[str, frozenset[str]] = field(default_factory=dict)
	assent: bool | None = None
	assent_on: date | None = None
	name: str = ""

	def for_partner(self, partner: str) -> frozenset[str]:
		"""The domains this answer names for a partner."""
		return frozenset(self.domains.get(partner, ()))


def shared_domains(
	guardians: Sequence[Guardian],
	agreements: Sequence[SharingAgreement],
	partner: str,
	on: date,
	assent_from: date | None = None,
) -> frozenset[str]:
	"""R3, R10 « jamais plus que l'accord ne nomme »: the domains that may be shared with a partner that day.

	What every holder of parental authority agreed to (P3), and the child too from the day `assent_from` on (P17;
	None: never asked). Each person's last agreement that names the partner counts, so time alone never widens it; a
	refusal or a withdrawal takes the place of all older ones. Empty: nothing is shared.
	"""
	asked = [g for g in guardians if g.holds_authority]
	if not asked:
		return frozenset()
	agreed = [domains_of(g, agreements, partner, on) for g in asked]
	if is_asked(assent_from, on):
		agreed.append(domains_of(CHILD, assents(agreements), partner, on))
	return frozenset.intersection(*agreed)


def domains_of(
	guardian: Guardian, agreements: Sequence[SharingAgreement], partner: str, on: date
) -> frozenset[str]:
	"""R3: the domains that one person lets this partner know that day; two agreements of one day both count."""
	mine = [a for a in agreements if a.stage == SHARING and a.guardian == guardian.key and a.given_on <= on]
	naming = [a for a in mine if not a.given or a.for_partner(partner)]
	last = max((a.given_on for a in naming), default=None)
	valid = [a for a in naming if a.given_on == last and _stands(guardian, a, mine, on)]
	return frozenset().union(*(a.for_partner(partner) for a in valid))


def _stands(guardian: Guardian, answer: SharingAgreement, answers: Sequence[Agreement], on: date) -> bool:
	"""Whether an answer counts that day beside the refusals and withdrawals of the same person."""
	others = [a for a in answers if not a.given or (a.withdrawn_on and a.withdrawn_on <= on)]
	return not missing_agreements([guardian], [answer, *others], SHARING, on) and answer.is_valid(on)


def is_asked(assent_from: date | None, on: date) -> bool:
	"""P17: whether the child is old enough that day to be asked."""
	return assent_from is not None and assent_from <= on


def assents(agreements: Sequence[SharingAgreement]) -> list[SharingAgreement]:
	"""P17: the child's own answers, each on the partners and domains of the agreement it was noted with.

	An assent ends with its agreement; a parent who withdraws does not answer for the child.
	"""
	found = []
	for a in agreements:
		if a.assent is None or a.assent_on is None or (a.assent and not a.given):
			continue
		end = a.period.end if a.period else a.given_on - timedelta(days=1)
		found.append(
			SharingAgreement(
				stage=a.stage,
				guardian=CHILD.key,
				given_on=a.assent_on,
				given=a.assent,
				valid_until=end if a.assent else None,
				domains=a.domains,
				name=a.name,
			)
		)
	return found


def last_day_shared(
	guardians: Sequence[Guardian],
	agreements: Sequence[SharingAgreement],
	partner: str,
	on: date,
	assent_from: date | None = None,
	domain: str | None = None,
) -> date | None:
	"""R3: the last day on which something is still shared, when nothing new is answered; None for no end.

	domain: the last day on which this one is, without it any. Asked of a day on which something is shared. Without a new answer sharing only narrows, so the first day with
	nothing follows an agreement's last day, or is the one from which the child is asked.
	"""
	ends = [a.period.end for a in agreements if a.period and a.period.end]
	nothing_from = [end + timedelta(days=1) for end in ends if end < date.max]
	if assent_from:
		nothing_from.append(assent_from)
	for day in sorted({d for d in nothing_from if d > on}):
		shared = shared_domains(guardians, agreements, partner, day, assent_from)
		if not (domain in shared if domain else shared):
			return day - timedelta(days=1)
	return None


def completed_by(agreements: Sequence[SharingAgreement], partner: str, on: date) -> str:
	"""R3: the name of the agreement in force that came last: the document that completed the sharing."""
	valid = [a for a in agreements if a.for_partner(partner) and a.is_valid(on)]
	return max(valid, key=lambda a: (a.given_on, a.name)).name


@dataclass(frozen=True)
class Missing:
	"""What a sharing still lacks of one person. domains: those not agreed; guardian CHILD: the child's assent."""

	guardian: Guardian
	domains: frozenset[str]


def missing_for_sharing(
	guardians: Sequence[Guardian],
	agreements: Sequence[SharingAgreement],
	partner: str,
	domains: frozenset[str],
	on: date,
	assent_from: date | None = None,
) -> list[Missing]:
	"""R3, P3, P17: who has still to agree, and to which of these domains, before they are shared with a partner."""
	asked = [(g, agreements) for g in guardians if g.holds_authority]
	if is_asked(assent_from, on):
		asked.append((CHILD, assents(agreements)))
	missing = [Missing(g, domains - domains_of(g, answers, partner, on)) for g, answers in asked]
	return [m for m in missing if m.domains]
