"""The requests to existing services of the demo (R2): a second service for some needs, answers that come later.

Past permissions: the demo's own documents, all fictitious.
"""

from datetime import date, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.plan import ChildPlan

REQUEST = "PRE Service Request"
# What else is asked in a domain, of services that every town has.
OTHERS = {
	"Schooling": "RASED de la circonscription",
	"Mental Health": "Maison des adolescents",
	"Physical Health": "Centre de santé municipal",
	"Speech and Language": "Orthophoniste libéral",
	"Parenting": "Lieu d’accueil enfants-parents",
	"Social and Economic": "Assistante sociale de secteur",
	"Sport": "Office municipal des sports",
}
NOTES = {
	"Refused": "Secteur complet jusqu’à la rentrée (secrétariat, par téléphone).",
	"Waiting List": "Inscription prise, délai annoncé de quatre mois (secrétariat).",
	"Insufficient": "Une séance par mois proposée (courrier du service).",
}


def ask_others(desk: Desk, plan: ChildPlan, diagnostic: Document, day: date) -> None:
	"""Note the requests that the lines of the diagnostic made; ask one more service for some needs left open."""
	for name in frappe.get_all(REQUEST, {"diagnostic": diagnostic.name}, pluck="name"):
		desk.ledger.add(REQUEST, name)
	lot = plan.lot("others")
	for row in diagnostic.needs:
		service = OTHERS.get(row.need_domain)
		if not service or row.answer == "Covered" or lot.random() > 0.45:
			continue
		answer = lot.choice(list(NOTES))
		asked = desk.calendar.working(day - timedelta(days=lot.randint(6, 12)))
		desk.insert(
			REQUEST,
			child=diagnostic.child,
			diagnostic=diagnostic.name,
			need_row=row.name,
			need_domain=row.need_domain,
			service=service,
			asked_on=asked,
			answer=answer,
			answered_on=min(day, asked + timedelta(days=lot.randint(2, 5))),
			answer_note=NOTES[answer],
		)


def a_place_comes_free(child: str, day: date) -> None:
	"""A service covers at last a need for which the PRE acts: the référent reads it on the parcours."""
	found = frappe.get_all(
		REQUEST,
		{"child": child, "answer": ("in", ("Waiting List", "Awaited")), "asked_on": ("<", day)},
		pluck="name",
		order_by="asked_on",
		limit=1,
	)
	for name in found:
		request = frappe.get_doc(REQUEST, name)
		request.update({"answer": "Covered", "answered_on": day, "offered_from": day + timedelta(days=12)})
		request.answer_note = "Une place s’est libérée (appel du service)."
		request.save()


def the_relay_answers(desk: Desk, plan: ChildPlan, referral: Document) -> None:
	"""Most services to which a referral was redirected have answered some weeks later."""
	lot = plan.lot("relay")
	day = desk.calendar.working(getdate(referral.redirect_asked_on) + timedelta(days=lot.randint(8, 26)))
	if lot.random() < 0.25 or day >= desk.calendar.today:
		return
	desk.on(day, "coordinator")
	referral.redirect_answer = lot.choice(("Covered", "Covered", "Covered", "Waiting List"))
	referral.redirect_answered_on = day
	referral.save()
