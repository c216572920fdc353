"""The demo's page for parents, open; two requests sent on it, one for a child who has a file; two files made one.

Past permissions: the demo's own documents, all fictitious.
"""

from datetime import timedelta

import frappe

from pre_module.doctype.pre_child_merge.preview import preview
from pre_module.intake import sending
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.texts import pick_domains

ONLINE = 2  # referrals sent by parents
HELP = "Maison de quartier des Tilleuls, le mardi de 9 h à 12 h : quelqu'un vous aide à remplir cette page."

# What the mothers wrote, by how many days ago.
WORDS = {
	1: "Nous venons d'arriver dans le quartier. Elle ne connaît personne et s'ennuie le mercredi.",
	2: "Depuis la rentrée, les devoirs finissent en pleurs tous les soirs. J'aimerais un peu d'aide.",
}


def receive_families(desk: Desk, plans: list[ChildPlan]) -> None:
	"""Open the page; a mother asks for a child nobody knows, another for one who has a file, written otherwise."""
	frappe.db.set_single_value("PRE Settings", {"family_referral_open": 1, "family_referral_help": HELP})
	known = next(p for p in plans if p.has_file and f"child:{p.number}" in desk.places)
	mother = known.family.guardians[0]
	_send(
		desk,
		known,
		days_ago=2,
		child_first_name=known.first_name.upper(),
		child_last_name=f"{known.last_name}e",
		guardian_name=f"{mother['first_name']} {mother['last_name']}",
		guardian_phone=mother.get("phone") or known.family.phone,
	)
	_send(desk, known, days_ago=1, child_first_name="Eulalie", child_last_name="Vasseur-Brun",
		guardian_name="Solène Vasseur", guardian_phone="02 61 91 04 17")  # fmt: skip


def merge_two_files(desk: Desk, plans: list[ChildPlan]) -> None:
	"""The coordonnatrice opened a second file for a child by mistake, and makes one of the two."""
	plan = [p for p in plans if p.has_file and f"child:{p.number}" in desk.places][1]
	kept = desk.places[f"child:{plan.number}"]
	desk.on(desk.calendar.today, "coordinator")
	second = frappe.get_doc(
		doctype="PRE Child",
		first_name=plan.first_name,
		last_name=plan.last_name.upper(),
		birth_date=plan.birth_date,
		sex=plan.sex,
		structure=desk.places["structure"],
		guardians=[dict(plan.family.guardians[0])],
	).insert()  # gone again in a moment: not in the ledger
	shown = preview(kept, second.name)
	desk.insert(
		"PRE Child Merge",
		child=kept,
		merged_child=second.name,
		digest=shown["digest"],
		choices=shown["choices"],
		reason="Dossier ouvert deux fois : même livret de famille, présenté par la mère.",
	)


def close_page() -> None:
	"""As before the demo: closed."""
	frappe.db.set_single_value("PRE Settings", {"family_referral_open": 0, "family_referral_help": None})


def _send(desk: Desk, plan: ChildPlan, days_ago: int, **values: str) -> None:
	lot = plan.lot(f"online {days_ago}")
	desk.on(desk.calendar.today - timedelta(days=days_ago), "coordinator")
	frappe.set_user("Guest")
	reference = sending.send(
		sending.new_submission(),
		{
			"relationship_declared": "Mother",
			"birth_date": str(plan.birth_date),
			"structure": desk.places["structure"],
			"family_address": plan.family.address,
			"when_to_call": "Après 17 h",
			"other_parent_knows": "Yes",
			"family_word": WORDS[days_ago],
			**values,
		},
		pick_domains(lot, 2),
		[],
	)
	desk.ledger.add("PRE Referral", frappe.db.get_value("PRE Referral", {"online_reference": reference}))
