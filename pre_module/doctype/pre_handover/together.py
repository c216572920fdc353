"""All the children of a référent handed over at once: one handover each, all or nothing per child.

Killed at any moment and started again, it goes on where it stopped: the handovers are planned in one transaction, and
each is written in its own.
"""

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.doctype.pre_handover.writing import write_or_note_refusal

PROGRESS = "pre_handover_progress"
FEW = 5  # children; more are handed over in the background
TIMEOUT = 3600  # seconds


def plan(giver: Document, taker: str, from_date: str, to_date: str | None, reason: str) -> str:
	"""One planned handover for each child whom a contract has in charge that day; the number they share.

	giver: the contract, locked until the transaction ends, so that two clicks at once plan one handover each.
	"""
	# To lock the contract, which the caller may see.
	frappe.db.get_value("PRE Referent Contract", giver.name, "name", for_update=True)
	asked = {
		"from_contract": giver.name,
		"to_contract": taker,
		"from_date": getdate(from_date),
		"to_date": getdate(to_date) if to_date else None,
	}
	planned = _planned(asked)
	batch = next(iter(planned.values()), None) or frappe.generate_hash(length=10)
	for parcours, child in in_charge_on(giver.name, from_date):
		if parcours in planned:
			continue
		handover = frappe.get_doc(
			{"doctype": "PRE Handover", "parcours": parcours, "child": child, "reason": reason, **asked}
		)
		handover.flags.batch = batch
		handover.insert()
	return batch


def write(batch: str, lang: str | None = None) -> None:
	"""Write every handover of a batch that is not done, one transaction each. lang: of who asked, for the reasons."""
	frappe.local.lang = lang or frappe.local.lang
	names = not_done(batch)
	for number, name in enumerate(names, 1):
		write_or_note_refusal(name)
		frappe.db.commit()  # each child by itself: a job that is killed leaves whole children
		frappe.publish_realtime(
			PROGRESS, {"batch": batch, "done": number, "of": len(names)}, user=frappe.session.user
		)


def start(batch: str) -> bool:
	"""Write a batch: now when it is small, else in the background. Whether it is done already."""
	if len(not_done(batch)) <= FEW:
		write(batch)
		return True
	frappe.enqueue(
		"pre_module.doctype.pre_handover.together.write",
		queue="long",
		timeout=TIMEOUT,
		job_id=f"pre_handover::{batch}",
		deduplicate=True,
		enqueue_after_commit=True,
		batch=batch,
		lang=frappe.local.lang,
	)
	return False


def not_done(batch: str) -> list[str]:
	"""The handovers of a batch that are still to be written, refused ones too: what was in the way may be gone."""
	return frappe.get_list(
		"PRE Handover",
		filters={"batch": batch, "status": ("in", ("Planned", "Refused"))},
		pluck="name",
		order_by="name",
		limit_page_length=0,
	)


def in_charge_on(contract: str, day: str) -> list[tuple[str, str]]:
	"""The parcours, not closed, that a contract has in charge that day, and their children: of those the asker sees."""
	row = frappe.qb.DocType("PRE Parcours Referent")
	# Names of parcours, to be asked for below with the asker's own rights.
	names = (
		frappe.qb.from_(row)
		.select(row.parent)
		.where((row.parenttype == "PRE Parcours") & (row.contract == contract))
		.where(row.from_date <= getdate(day))
		.where(row.to_date.isnull() | (row.to_date >= getdate(day)))
		.run(pluck=True)
	)
	found = frappe.get_list(
		"PRE Parcours",
		filters={"name": ("in", names or [""]), "status": ("!=", "Closed")},
		fields=["name", "child"],
		order_by="name",
		limit_page_length=0,
	)
	return [(parcours.name, parcours.child) for parcours in found]


def _planned(asked: dict) -> dict[str, str]:
	"""Parcours to batch, of the same handovers planned before and not done: a run that was stopped."""
	filters = {k: v for k, v in asked.items() if k != "to_date"}
	rows = frappe.get_list(
		"PRE Handover",
		filters={**filters, "status": ("!=", "Done"), "batch": ("is", "set")},
		fields=["parcours", "batch", "to_date"],
		limit_page_length=0,
	)
	end = asked["to_date"]
	return {row.parcours: row.batch for row in rows if (row.to_date and getdate(row.to_date)) == end}
