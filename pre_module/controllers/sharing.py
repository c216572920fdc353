"""What a child's family shares with partners, read from the base for R3 and R10."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate

from pre_module.controllers.agreements import guardians_of
from pre_module.rules.consent import SHARING, Guardian
from pre_module.rules.dates import add_months
from pre_module.rules.sharing import (
	Missing,
	SharingAgreement,
	last_day_shared,
	missing_for_sharing,
	shared_domains,
)


@dataclass(frozen=True)
class Family:
	"""Who is asked about a child, and what was answered. assent_from: first day on which the child is asked too."""

	guardians: Sequence[Guardian]
	agreements: Sequence[SharingAgreement]
	assent_from: date | None

	@property
	def partners(self) -> list[str]:
		"""The partners that any answer names."""
		return sorted({partner for a in self.agreements for partner in a.domains})

	def shared(self, partner: str, on: date) -> frozenset[str]:
		"""The domains shared with a partner that day."""
		return shared_domains(self.guardians, self.agreements, partner, on, self.assent_from)

	def last_day(self, partner: str, on: date, domain: str | None = None) -> date | None:
		"""The last day of it, as things stand; of one domain where it is named."""
		return last_day_shared(self.guardians, self.agreements, partner, on, self.assent_from, domain)

	def missing(self, partner: str, domains: frozenset[str], on: date) -> list[Missing]:
		"""Who has still to agree to share these domains with a partner."""
		return missing_for_sharing(self.guardians, self.agreements, partner, domains, on, self.assent_from)


def family_of(child: str, *, lock: bool = False) -> Family:
	"""The family of a child's file. lock: wait for an answer that another person is just noting, and see it."""
	return Family(guardians_of(child), _agreements(child, lock), assent_from(child))


def assent_from(child: str) -> date | None:
	"""P17: the day from which the child is asked."""
	# A date to decide by, never returned; whoever asks.
	birth_date = frappe.db.get_value("PRE Child", child, "birth_date")
	age = frappe.get_cached_doc("PRE Settings").assent_age or 0
	return add_months(getdate(birth_date), 12 * age) if birth_date else None


def _agreements(child: str, lock: bool) -> list[SharingAgreement]:
	consent, line = frappe.qb.DocType("PRE Consent"), frappe.qb.DocType("PRE Consent Partner")
	# A rule must see all answers, whoever saves or reads: what it allows is decided on them.
	query = frappe.qb.from_(consent).select("*").where((consent.child == child) & (consent.stage == SHARING))
	rows = (query.for_update() if lock else query).run(as_dict=True)
	named = (
		frappe.qb.from_(line)
		.select(line.parent, line.partner, line.need_domain)
		.where((line.parenttype == "PRE Consent") & line.parent.isin([r.name for r in rows] or [""]))
	)
	# Locked as well: a plain read shows the lines as they were when the request began, without the other parent's.
	lines = (named.for_update() if lock else named).run(as_dict=True)
	return [_agreement(r, [x for x in lines if x.parent == r.name and x.need_domain]) for r in rows]


def _agreement(row, lines: list) -> SharingAgreement:
	partners = {x.partner for x in lines}
	return SharingAgreement(
		stage=SHARING,
		guardian=row.guardian_row,
		given_on=getdate(row.given_on),
		given=row.answer == "Given",
		valid_until=row.valid_until and getdate(row.valid_until),
		withdrawn_on=row.withdrawn_on and getdate(row.withdrawn_on),
		domains={p: frozenset(x.need_domain for x in lines if x.partner == p) for p in partners},
		assent={"Given": True, "Refused": False}.get(row.child_assent),
		assent_on=row.child_assent_on and getdate(row.child_assent_on),
		name=row.name,
	)
