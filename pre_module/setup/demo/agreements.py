"""The families' agreements of the demo: given, awaited, refused, near their end, ended, renewed, withdrawn (R3)."""

from datetime import date, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.plan import ChildPlan

MEANS = (
	"Signed on Paper",
	"Signed on Paper",
	"Signed on Paper",
	"Signed Electronically",
	"Oral, Noted in a Meeting",
)
RENEWED = 0.75  # share of the agreements that are renewed in time


def agree(
	desk: Desk, plan: ChildPlan, child: str, stage: str, day: date, holders: list[str] | None = None
) -> None:
	"""Each holder of parental authority (or those named) agrees that day; whoever is at the desk notes it."""
	lot = plan.lot(f"agreement {stage} {day}")
	means = lot.choice(MEANS)
	for guardian in plan.family.holders if holders is None else holders:
		desk.insert(
			"PRE Consent",
			child=child,
			stage=stage,
			guardian=guardian,
			given_on=day,
			means=means,
			partners=_partners(desk, plan, lot) if stage == "Sharing" else [],
		)


def refuse(desk: Desk, plan: ChildPlan, child: str, stage: str, day: date) -> None:
	"""The last of the holders says no."""
	desk.insert(
		"PRE Consent",
		child=child,
		stage=stage,
		guardian=plan.family.holders[-1],
		answer="Refused",
		given_on=day,
		means="Oral, Noted in a Meeting",
	)


def withdraw(desk: Desk, plan: ChildPlan, child: str, stage: str, day: date) -> None:
	"""One holder takes the agreement back; the parcours that rests on it is suspended by the rule itself."""
	desk.on(day, "coordinator")
	name = frappe.get_all(
		"PRE Consent",
		filters={"child": child, "stage": stage, "status": "Given", "guardian": plan.family.holders[0]},
		order_by="given_on desc",
		pluck="name",
		limit=1,
	)[0]
	consent = frappe.get_doc("PRE Consent", name)
	consent.withdrawn_on = day
	consent.withdrawal_reason = plan.voice("withdrawal").choose("withdrawal", day)
	consent.save()


def renew(desk: Desk, plan: ChildPlan, child: Document, until: date) -> None:
	"""Most agreements that end before a day were renewed a week before; the others did end."""
	for stage in ("Diagnostic", "Sharing", "Parcours"):
		ends = frappe.get_all(
			"PRE Consent",
			filters={"child": child.name, "stage": stage, "status": "Given"},
			pluck="valid_until",
		)
		end = max((getdate(e) for e in ends if e), default=None)
		if end and end < until and plan.lot(f"renewal {stage}").random() < RENEWED:
			day = desk.calendar.working(end - timedelta(days=7))
			desk.on(day, "coordinator")
			agree(desk, plan, child.name, stage, day)


def _partners(desk: Desk, plan: ChildPlan, lot) -> list[dict]:
	school = plan.schooling[-1][1] if plan.schooling else None
	keys = lot.sample(["centre", "devoirs", "mds", "cmp"], 2)
	if f"partner:{school}" in desk.places:
		keys.insert(0, school)
	return [{"partner": desk.places[f"partner:{key}"], "domains": "Scolarité et activités"} for key in keys]
