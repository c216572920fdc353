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
# What is shared with whom; with a school: schooling, and how the child gets on with others.
DOMAINS_OF = {
	"centre": ("After-School", "Culture and Leisure"),
	"devoirs": ("Schooling", "After-School"),
	"mds": ("Parenting", "Social and Economic"),
	"cmp": ("Mental Health", "Speech and Language"),
}
ASSENT_AGE = 11  # asked a year before it must be: most agreements last a year
RENEWED = 0.75  # share of the agreements that are renewed in time


def agree(
	desk: Desk, plan: ChildPlan, child: str, stage: str, day: date, holders: list[str] | None = None
) -> None:
	"""Each holder of parental authority (or those named) agrees that day; whoever is at the desk notes it."""
	lot = plan.lot(f"agreement {stage} {day}")
	means = lot.choice(MEANS)
	sharing = _sharing(desk, plan, day, lot) if stage == "Sharing" else {}
	for guardian in plan.family.holders if holders is None else holders:
		desk.insert(
			"PRE Consent",
			child=child,
			stage=stage,
			guardian=guardian,
			given_on=day,
			means=means,
			**sharing,
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
	# The demo's own fictitious children.
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
		# The demo's own fictitious children.
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


def _sharing(desk: Desk, plan: ChildPlan, day: date, lot) -> dict:
	"""The school and two others, each with its domains; the child's assent from twelve years on (P17)."""
	school = plan.schooling[-1][1] if plan.schooling else None
	keys = lot.sample(["centre", "devoirs", "mds", "cmp"], 2)
	if f"partner:{school}" in desk.places:
		keys.insert(0, school)
	lines = [
		{"partner": desk.places[f"partner:{key}"], "need_domain": domain}
		for key in keys
		for domain in DOMAINS_OF.get(key, ("Schooling", "Behaviour and Relations"))
	]
	assent = {"child_assent": "Given", "child_assent_on": day} if plan.age(day) >= ASSENT_AGE else {}
	return {"partners": lines, **assent}
