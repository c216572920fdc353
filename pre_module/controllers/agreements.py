"""The family's agreements of a child, read from the base for R3, and what their end suspends."""

from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers.status import move_by_rule
from pre_module.rules.consent import (
	STAGES_FOR_PARCOURS,
	Agreement,
	Guardian,
	check_agreements,
	stages_that_fell,
)
from pre_module.rules.refusal import Refusal


def guardians_of(child: str) -> list[Guardian]:
	"""The guardians named in a child's file."""
	# A rule must see all guardians, whoever saves: nothing of them is returned to the reader but a missing name.
	rows = frappe.get_all(
		"PRE Child Guardian",
		filters={"parent": child, "parenttype": "PRE Child"},
		fields=["name", "first_name", "last_name", "parental_authority"],
		order_by="idx",
	)
	return [Guardian(r.name, f"{r.first_name} {r.last_name}", r.parental_authority == "Yes") for r in rows]


def agreements_of(child: str, *, lock: bool = False) -> list[Agreement]:
	"""Every answer of every guardian of a child.

	lock: wait for a withdrawal that another person is just noting, and see it; for a step that rests on them.
	"""
	consent = frappe.qb.DocType("PRE Consent")
	fields = ("stage", "guardian_row", "answer", "given_on", "valid_until", "withdrawn_on")
	# A rule must see all answers, whoever saves: none of them is returned to the reader.
	query = frappe.qb.from_(consent).select(*fields).where(consent.child == child)
	rows = (query.for_update() if lock else query).run(as_dict=True)
	return [
		Agreement(
			stage=r.stage,
			guardian=r.guardian_row,
			given_on=getdate(r.given_on),
			given=r.answer == "Given",
			valid_until=r.valid_until and getdate(r.valid_until),
			withdrawn_on=r.withdrawn_on and getdate(r.withdrawn_on),
		)
		for r in rows
	]


def check_child_agreements(child: str, stages: Sequence[str], on: date) -> list[Refusal]:
	"""R3 for a child: the refusals for each stage and holder of parental authority without a valid agreement."""
	return check_agreements(guardians_of(child), agreements_of(child, lock=True), stages, on)


def suspend_what_fell(child: str) -> None:
	"""R3: suspend at once each active parcours of the child that rests on an agreement no longer there."""
	today = getdate()
	fallen = stages_that_fell(
		guardians_of(child), agreements_of(child, lock=True), STAGES_FOR_PARCOURS, today
	)
	if not fallen:
		return
	reason = _("Suspended: no agreement in force any more for {0}.").format(", ".join(_(s) for s in fallen))
	parcours = frappe.qb.DocType("PRE Parcours")
	# Whoever notes the withdrawal may not read the parcours; the family's word counts all the same. Read with a
	# lock: a parcours that another person is just starting is waited for, and suspended.
	rows = (
		frappe.qb.from_(parcours)
		.select(parcours.name, parcours.status)
		.where(parcours.child == child)
		.for_update()
		.run(as_dict=True)
	)
	for row in rows:
		if row.status != "Active":
			continue
		doc = frappe.get_doc("PRE Parcours", row.name)
		move_by_rule(doc, "Suspended", reason, suspended_on=today, suspension_reason=reason)
		line = {"from_date": today, "reason": reason, "by_withdrawal": 1}
		doc.append("suspensions", line).db_insert()
